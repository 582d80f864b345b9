/** The prefix of every id names what it identifies; a stray id in a log or a table still says its kind. */
export const idPrefixes = {
  tenant: 'ten',
  team: 'tea',
  person: 'per',
  queue: 'que',
  channel: 'cha',
  customer: 'cus',
  identity: 'idn',
  case: 'cas',
  conversation: 'con',
  message: 'msg',
  attachment: 'att',
  remark: 'rem',
  disposition: 'dsp',
  client: 'cli',
  session: 'ses',
  visitor: 'vis',
  order: 'ord',
  consent: 'cns',
  customerNote: 'cnt',
  merge: 'mrg',
  article: 'art',
  macro: 'mac',
  import: 'imp',
  token: 'tok',
  webhook: 'whk',
  webhookDelivery: 'whd',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}`;

export type TenantId = Id<'tenant'>;
export type TeamId = Id<'team'>;
export type PersonId = Id<'person'>;
export type QueueId = Id<'queue'>;
export type ChannelId = Id<'channel'>;
export type CustomerId = Id<'customer'>;
export type IdentityId = Id<'identity'>;
export type CaseId = Id<'case'>;
export type ConversationId = Id<'conversation'>;
export type MessageId = Id<'message'>;
export type AttachmentId = Id<'attachment'>;
export type DispositionId = Id<'disposition'>;
export type RemarkId = Id<'remark'>;
export type ClientId = Id<'client'>;
export type SessionId = Id<'session'>;
export type VisitorId = Id<'visitor'>;
export type OrderId = Id<'order'>;
export type ConsentId = Id<'consent'>;
export type CustomerNoteId = Id<'customerNote'>;
export type MergeId = Id<'merge'>;
export type ArticleId = Id<'article'>;
export type MacroId = Id<'macro'>;
export type ImportId = Id<'import'>;
export type TokenId = Id<'token'>;
export type WebhookId = Id<'webhook'>;
export type WebhookDeliveryId = Id<'webhookDelivery'>;

/** Longest id that a wall lets through, in characters. */
export const longestId = 64;

/** `unique` is a UUID or another text of letters, digits and dashes that the caller made; ids are never guessed here. */
export function id<Kind extends IdKind>(kind: Kind, unique: string): Id<Kind> {
  return `${idPrefixes[kind]}_${unique}`;
}

export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> {
  return text.length <= longestId && text.startsWith(`${idPrefixes[kind]}_`) && /^[a-z]{3}_[A-Za-z0-9-]+$/.test(text);
}
