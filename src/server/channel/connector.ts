import type { ChannelKind } from '#domain/channel/channel';
import type { DeliveryFailure } from '#domain/conversation/message';
import type { MailNames, Recipients } from '#domain/conversation/recipients';
import type { IdentityKind } from '#domain/customer/customer';
import type { AttachmentId, ChannelId, ConversationId, MessageId, PersonId, TenantId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import type { Writer } from '#db/central/open';

/**
 * A way in and out. It hands what customers write to `intake` and acknowledges to their side only after that resolved;
 * it sends what agents write when the delivery worker asks. Every connector passes test/support/connector-contract.
 */
export interface Connector {
  readonly kind: ChannelKind;
  start(): Promise<Running>;
  /**
   * Called again with the same `key` after an attempt that certainly failed. A road on which a repeat would be seen calls `begin` right before
   * the content goes over, and sends nothing when that is false or rejects: what has begun is never sent again by itself.
   */
  send(outbound: Outbound, begin: Begin): Promise<SendResult>;
  /** Finds out what became of an attempt that began, `begunFor` ago, and has no result. Without it a person is asked. */
  trace?(outbound: Outbound, begunFor: Duration): Promise<SendResult>;
}

/** Resolves when it is recorded for good that the content goes over now; false: it may not. */
export type Begin = () => Promise<boolean>;

/** What is running; whoever started it stops it. */
export interface Running {
  stop(): Promise<void>;
}

export type InboundAttachment = { readonly id: AttachmentId; readonly name: string; readonly type: string; readonly bytes: Uint8Array };

type Author = {
  readonly kind: IdentityKind;
  readonly value: string;
  readonly name: string;
  /** An address that is theirs beyond doubt: whoever is known by it wrote this. */
  readonly mail?: string | null;
};

/** What a customer wrote, in the shape that every channel shares. */
export type Inbound = {
  readonly tenant: TenantId;
  readonly channel: ChannelId;
  /** Made by the customer's side or from the content: the same key on the same channel is the same message. */
  readonly key: string;
  readonly author: Author;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly InboundAttachment[];
  /** Of a mail. */
  readonly names?: MailNames;
  /** `latest`: the author's newest conversation on this channel. Else the first of these that is the author's own, if any. */
  readonly thread: 'latest' | readonly ConversationId[] | ((tx: Writer) => Promise<readonly ConversationId[]>);
  /** What the channel makes of it, in the transaction of the message and before anything is stored. */
  readonly meet?: (tx: Writer, at: Meeting) => Promise<Met>;
  /** Stores what only the channel knows, in the transaction of the message. */
  readonly keep?: (tx: Writer, taken: TakenIn & Pick<Met, 'answer'>, now: Instant) => Promise<void>;
};

/** `away`: what the owner of the thread, who is away, says to whoever writes; null where nobody is. */
export type Meeting = { readonly now: Instant; readonly away: { readonly text: string } | null };

/** `answer`: what the company says by itself. */
export type Met = { readonly isBlocked: boolean; readonly answer: string | null };

export type TakenIn = { readonly conversation: ConversationId; readonly message: MessageId };

/** Resolves after COMMIT. `repeated`: this key was taken in before, and nothing was stored now. */
export type Intake = (inbound: Inbound) => Promise<TakenIn & { readonly repeated: boolean }>;

/** A file that an agent sends; its bytes are fetched by who needs them. */
export type OutboundAttachment = { readonly name: string; readonly type: string; /** In bytes. */ readonly size: number; readonly bytes: () => Promise<Buffer> };

/** What an agent wrote, on its way to one customer. */
export type Outbound = {
  readonly tenant: TenantId;
  /** Stable over all attempts; also names the message. */
  readonly key: MessageId;
  readonly conversation: ConversationId;
  readonly channel: { readonly id: ChannelId; readonly name: string; readonly address: string };
  /** The customer's addresses of this channel's kind. */
  readonly addresses: readonly string[];
  /** Whom the author named, of a mail; null for nobody: it goes to the customer. */
  readonly recipients: Recipients | null;
  /** The words of somebody else that go along, of a mail; their files are among `attachments`. */
  readonly forwarded: { readonly author: string; readonly address: string | null; readonly at: Instant; readonly text: string } | null;
  readonly author: PersonId;
  readonly authorName: string;
  readonly subject: string;
  readonly text: string;
  /** The text with its form, of a mail; null where it has none. */
  readonly html: string | null;
  readonly attachments: readonly OutboundAttachment[];
  readonly at: Instant;
};

export type SendResult =
  /** The next station has accepted responsibility. */
  | { readonly outcome: 'sent' }
  /** The customer's side fetches it when it is there again; the connector moves the state itself. */
  | { readonly outcome: 'held' }
  /** It certainly did not go over, and may later: try again with the same key. */
  | { readonly outcome: 'retry'; readonly reason: DeliveryFailure; readonly detail: string; /** When they have said to come again. */ readonly after?: Duration }
  /** The content went over and no answer came: it may have arrived. */
  | { readonly outcome: 'doubt'; readonly detail: string; /** When a look may tell. */ readonly lookAgain?: Duration }
  /** Trying again is useless. */
  | { readonly outcome: 'refused'; readonly reason: DeliveryFailure; readonly detail: string };
