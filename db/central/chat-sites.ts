import { openingHours } from '#contract/bot';
import { chatLook, type ChatLook } from '#contract/chat-site';
import { channelId, queueId, tenantId } from '#contract/ids';
import { teamHours } from '#contract/team';
import type { OpeningHours } from '#domain/bot/plan';
import type { ChannelId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const set = { origins: z.array(z.string()).nullable(), hours: openingHours.nullable(), look: chatLook.nullable() };
const chatSite = z.object({ tenant: tenantId, channel: channelId, secret: z.string().nullable(), teamHours: teamHours.nullable(), ...set });

/** A chat channel and the pages that may carry its widget; null origins: the server's own pages only. Without hours of its own it has its team's. */
export type ChatSite = z.infer<typeof chatSite>;

export type ChatSiteKey = { readonly tenant: TenantId; readonly channel: ChannelId };

/** The site of a key. Null also where two tenants use one key: nobody may answer for the other. */
export async function findChatSite(db: Reader, key: string): Promise<ChatSite | null> {
  const found: unknown[] = await standing(db)
    .leftJoin('queues', { 'queues.tenant': 'channels.tenant', 'queues.id': 'channels.queue' })
    .leftJoin('team_hours', { 'team_hours.tenant': 'channels.tenant', 'team_hours.team': 'queues.team' })
    .where({ address: key })
    .select({ tenant: 'channels.tenant', channel: 'channels.id', origins: 'chat_sites.origins', secret: 'chat_sites.secret', hours: 'chat_sites.hours', teamHours: 'team_hours.hours', look: 'chat_sites.look' })
    .limit(2);
  return found.length === 1 ? chatSite.parse(found[0]) : null;
}

const listed = z.object({ channel: channelId, name: z.string(), queue: queueId, site: z.string(), hasSecret: z.boolean(), ...set });

export async function listChatSites(db: Reader, tenant: TenantId): Promise<readonly z.infer<typeof listed>[]> {
  const found: unknown[] = await standing(db)
    .where({ 'channels.tenant': tenant })
    .orderBy(['channels.name', 'channels.id'])
    .select({ channel: 'channels.id', name: 'channels.name', queue: 'channels.queue', site: 'channels.address', origins: 'chat_sites.origins', hours: 'chat_sites.hours', look: 'chat_sites.look' })
    .select(db.raw('chat_sites.secret is not null as "hasSecret"'));
  return z.array(listed).parse(found);
}

/** Chat channels that were not removed. */
function standing(db: Reader) {
  return db('channels')
    .leftJoin('chat_sites', { 'chat_sites.tenant': 'channels.tenant', 'chat_sites.channel': 'channels.id' })
    .where({ kind: 'chat' })
    .whereNull('chat_sites.removedAt');
}

export async function isChatSite(db: Reader, { tenant, channel }: ChatSiteKey): Promise<boolean> {
  return (await standing(db).where({ 'channels.tenant': tenant, 'channels.id': channel }).first('channels.id')) !== undefined;
}

type Setting = { readonly origins?: readonly string[]; readonly secret?: string; readonly hours?: OpeningHours | null; readonly look?: ChatLook; readonly removedAt?: Instant };

/** Sets what is named. With another secret, what was signed before is void. */
export async function setChatSite(db: Reader | Writer, { tenant, channel }: ChatSiteKey, setting: Setting): Promise<void> {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  const row = { ...setting, ...(setting.origins && { origins: json(setting.origins) }), ...('hours' in setting && { hours: json(setting.hours) }), ...(setting.look && { look: json(setting.look) }) };
  await db('chat_sites').insert({ origins: '[]', ...row, tenant, channel }).onConflict(['tenant', 'channel']).merge(row);
}

/** The mailbox that the chat's own queue writes from, else its own mail channel, else one of its team. */
export async function mailChannelBeside(db: Reader, { tenant, channel }: ChatSiteKey): Promise<ChannelId | null> {
  const found: unknown = await db({ chat: 'channels' })
    .join({ own: 'queues' }, { 'own.tenant': 'chat.tenant', 'own.id': 'chat.queue' })
    .join({ theirs: 'queues' }, { 'theirs.tenant': 'chat.tenant', 'theirs.team': 'own.team' })
    .join({ mail: 'channels' }, { 'mail.tenant': 'chat.tenant', 'mail.queue': 'theirs.id' })
    .leftJoin({ named: 'queue_mailboxes' }, { 'named.tenant': 'chat.tenant', 'named.queue': 'chat.queue', 'named.channel': 'mail.id' })
    .where({ 'chat.tenant': tenant, 'chat.id': channel, 'mail.kind': 'email' })
    .orderByRaw('named.channel is not null desc, mail.queue = chat.queue desc, mail.id')
    .first('mail.id');
  return found === undefined ? null : z.object({ id: channelId }).parse(found).id;
}

const page = z.object({ channel: channelId, origin: z.string(), at: z.number() });

/** Pages with the tag on them, newest first. */
export async function seenChatPages(db: Reader, tenant: TenantId): Promise<readonly z.infer<typeof page>[]> {
  return z.array(page).parse(await db('chat_pages').where({ tenant }).orderBy('at', 'desc').select('channel', 'origin', 'at'));
}

/** Pages that one site remembers. Anybody may name any page, so those that it allows stay whatever else is named. */
const mostPages = 30;

export async function noteChatPage(db: Reader, { tenant, channel }: ChatSiteKey, { origin, at }: { readonly origin: string; readonly at: Instant }): Promise<void> {
  await db('chat_pages').insert({ tenant, channel, origin, at }).onConflict(['tenant', 'channel', 'origin']).merge(['at']);
  const newest = db('chat_pages')
    .leftJoin('chat_sites', { 'chat_sites.tenant': 'chat_pages.tenant', 'chat_sites.channel': 'chat_pages.channel' })
    .where({ 'chat_pages.tenant': tenant, 'chat_pages.channel': channel })
    .orderByRaw('coalesce(chat_sites.origins @> to_jsonb(chat_pages.origin), false) desc, chat_pages.at desc, chat_pages.origin')
    .limit(mostPages)
    .select('chat_pages.origin');
  await db('chat_pages').where({ tenant, channel }).whereNotIn('origin', newest).delete();
}
