import { template, type Template } from '#contract/template';
import type { ChannelKind } from '#domain/channel/channel';
import type { ChannelId, MessageId, TenantId } from '#kernel/id';
import { channelKinds } from '#domain/channel/channel';
import { channelId, teamId } from '#contract/ids';
import { z } from 'zod';
import type { Reader, Writer } from './open';

type Place = { readonly tenant: TenantId; readonly channel: ChannelId };

export async function templatesOf(db: Reader | Writer, { tenant, channel }: Place): Promise<readonly Template[]> {
  const found: unknown = await db('messenger_templates').where({ tenant, channel }).orderBy(['name', 'language']).select('name', 'language', 'text');
  return z.array(template).parse(found);
}

/** The whole list at once. */
export async function setTemplates(tx: Writer, { tenant, channel }: Place, templates: readonly Template[]): Promise<void> {
  await tx('messenger_templates').where({ tenant, channel }).delete();
  if (templates.length > 0) await tx('messenger_templates').insert(templates.map((one) => ({ tenant, channel, ...one })));
}

const channelOfTeam = z.object({ channel: channelId, kind: z.enum(channelKinds), team: teamId });

/** The channel with the team that its conversations come to. */
export async function channelOf(db: Reader, { tenant, channel }: Place): Promise<{ readonly channel: ChannelId; readonly kind: ChannelKind; readonly team: z.infer<typeof teamId> } | null> {
  const found: unknown = await db('channels').join('queues', { 'queues.tenant': 'channels.tenant', 'queues.id': 'channels.queue' }).where({ 'channels.tenant': tenant, 'channels.id': channel }).first({ channel: 'channels.id', kind: 'channels.kind', team: 'queues.team' });
  return found === undefined ? null : channelOfTeam.parse(found);
}

const made = template.pick({ name: true, language: true }).extend({ slots: z.array(z.string()) });
export type MadeOf = z.infer<typeof made>;

export async function keepMadeOf(tx: Writer, { tenant, message }: { readonly tenant: TenantId; readonly message: MessageId }, { name, language, slots }: MadeOf): Promise<void> {
  await tx('template_answers').insert({ tenant, message, name, language, slots: JSON.stringify(slots) });
}

/** Of which approved words an answer is made; null for free ones. */
export async function madeOf(db: Reader, { tenant, message }: { readonly tenant: TenantId; readonly message: MessageId }): Promise<MadeOf | null> {
  const found: unknown = await db('template_answers').where({ tenant, message }).first('name', 'language', 'slots');
  return found === undefined ? null : made.parse(found);
}
