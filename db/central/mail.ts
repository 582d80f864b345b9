import type { ChannelId, ConversationId, MessageId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { conversationId, messageId as messageIdSchema, channelId, queueId, teamId, tenantId } from '#contract/ids';
import { z } from 'zod';
import type { Reader, Writer } from './open';
import { loadRow } from './rows';

/** A channel as the mail door needs it. */
const mailChannel = z.object({ id: channelId, tenant: tenantId, name: z.string(), address: z.string(), queue: queueId, team: teamId });
export type MailChannel = z.infer<typeof mailChannel>;

/** The channel that owns this address; addresses are unique over all tenants. */
export function mailChannelAt(db: Reader | Writer, address: string): Promise<MailChannel | null> {
  return mailChannelBy(db, { 'channels.address': address });
}

/** In one statement, whether it is a mail channel, another one, or none. */
export function mailChannelNamed(db: Reader, { tenant, channel }: { readonly tenant: TenantId; readonly channel: ChannelId }): Promise<MailChannel | null> {
  return mailChannelBy(db, { 'channels.tenant': tenant, 'channels.id': channel });
}

/** A conversation by mail: any other one is absent, by the same statement. */
export async function mailConversationNamed(db: Reader, { tenant, conversation }: { readonly tenant: TenantId; readonly conversation: ConversationId }): Promise<{ readonly id: ConversationId; readonly team: TeamId } | null> {
  const found: unknown = await db('conversations').where({ tenant, id: conversation, kind: 'email' }).first('id', 'team');
  return found === undefined ? null : z.object({ id: conversationId, team: teamId }).parse(found);
}

async function mailChannelBy(db: Reader | Writer, which: Readonly<Record<string, string>>): Promise<MailChannel | null> {
  const found: unknown = await db('channels')
    .join('queues', (on) => on.on('queues.tenant', 'channels.tenant').on('queues.id', 'channels.queue'))
    .where({ 'channels.kind': 'email', ...which })
    .first('channels.id', 'channels.tenant', 'channels.name', 'channels.address', 'channels.queue', 'queues.team');
  return found === undefined ? null : mailChannel.parse(found);
}

export async function mailChannelOf(db: Reader, { tenant, channel }: { readonly tenant: TenantId; readonly channel: ChannelId }): Promise<{ readonly name: string; readonly address: string } | null> {
  const row = await loadRow(db, tenant, { table: 'channels', id: channel });
  return row?.kind === 'email' ? row : null;
}

export type KeptMail = {
  readonly tenant: TenantId;
  readonly channel: ChannelId;
  readonly key: string;
  readonly conversation: ConversationId | null;
  readonly message: MessageId | null;
  readonly messageId: string | null;
  readonly references: readonly string[];
  readonly sender: string | null;
  readonly nature: 'personal' | 'automatic' | 'list' | 'bounce' | 'unreadable';
  readonly at: Instant;
  readonly raw: Uint8Array;
};

/** Keeps a mail whole; the same key again changes nothing. */
export async function keepMail(db: Reader | Writer, mail: KeptMail): Promise<void> {
  await db('mails')
    .insert({ ...mail, references: JSON.stringify(mail.references), raw: Buffer.from(mail.raw) })
    .onConflict(['tenant', 'channel', 'key'])
    .ignore();
}

/** Whether a mail was kept, however long ago. */
export async function isMailKept(db: Reader, { tenant, channel, key }: Pick<KeptMail, 'tenant' | 'channel' | 'key'>): Promise<boolean> {
  return (await db('mails').where({ tenant, channel, key }).first('id')) !== undefined;
}

/** The conversations of a channel that hold one of these mails, in the order of `messageIds`. */
export async function conversationsOfMails(db: Reader, at: { tenant: TenantId; channel: ChannelId }, messageIds: readonly string[]): Promise<readonly ConversationId[]> {
  // Most mails answer nothing.
  if (messageIds.length === 0) return [];
  const found = z
    .array(z.object({ messageId: z.string(), conversation: conversationId }))
    .parse(await db('mails').where({ tenant: at.tenant, channel: at.channel }).whereIn('messageId', [...messageIds]).whereNotNull('conversation').select('messageId', 'conversation'));
  return messageIds.flatMap((messageId) => found.filter((row) => row.messageId === messageId).map((row) => row.conversation));
}

/** The conversations in which these messages of our own stand. */
export async function conversationsOfMessages(db: Reader, tenant: TenantId, messages: readonly MessageId[]): Promise<readonly ConversationId[]> {
  if (messages.length === 0) return [];
  const found = z
    .array(z.object({ id: messageIdSchema, conversation: conversationId }))
    .parse(await db('messages').where({ tenant }).whereIn('id', [...messages]).select('id', 'conversation'));
  return messages.flatMap((message) => found.filter((row) => row.id === message).map((row) => row.conversation));
}

const answered = z.object({ messageId: z.string().nullable(), references: z.array(z.string()), sender: z.string().nullable() });

/** The newest mail that a customer wrote in a conversation: what an answer answers. */
export async function lastMailOf(db: Reader, tenant: TenantId, conversation: ConversationId): Promise<z.infer<typeof answered> | null> {
  const found: unknown = await db('mails')
    .where({ tenant, conversation })
    .whereNot('nature', 'bounce')
    .orderBy('id', 'desc')
    .first('messageId', 'references', 'sender');
  return found === undefined ? null : answered.parse(found);
}
