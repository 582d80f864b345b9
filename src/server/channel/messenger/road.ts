import type { MessengerFailure, MessengerSetup, MessengerState } from '#contract/messenger';
import type { MessengerKey } from '#db/central/messengers';
import type { Duration, Instant } from '#kernel/instant';
import type { SendResult } from '../connector';

/** A channel that is connected to a messenger, with what opens it. */
export type Account = MessengerKey & {
  readonly setup: MessengerSetup;
  /** Of our own making: who calls us in the messenger's name knows it. */
  readonly hookSecret: string;
  readonly cursor: string | null;
  readonly change: number;
  /** As it stood when this was read. */
  readonly state: MessengerState;
};

/** A file that lies at the messenger. `lost`: it will never come, whoever asks how often. */
export type RemoteFile = { readonly name: string; readonly type: string; readonly fetch: () => Promise<Uint8Array | 'lost'> };

export type MessengerEvent =
  /** `key`: the messenger's own name of what was said; the same key is the same message. `address`: where the answer goes. */
  | { readonly type: 'message'; readonly key: string; readonly address: string; readonly author: { readonly value: string; readonly name: string }; readonly text: string; readonly files: readonly RemoteFile[]; /** When it was said, as far as the messenger tells. */ readonly said: Instant | null }
  /** What became of an answer of ours, by the name that the messenger gave it. */
  | { readonly type: 'progress'; readonly external: string; readonly state: 'delivered' | 'read' }
  | { readonly type: 'failed'; readonly external: string; readonly reason: 'delivery.refused' | 'delivery.blocked' | 'delivery.windowClosed' };

/** What was heard in one piece; with its events taken in, the cursor may move. */
export type Heard = { readonly cursor: string; readonly events: readonly MessengerEvent[] };

export type OutgoingPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly bytes: Buffer }
  /** Words that the messenger has approved; `slots` stand at its numbers, from 1. */
  | { readonly kind: 'template'; readonly text: string; readonly name: string; readonly language: string; readonly slots: readonly string[] };

/** `external`: by which name the other side knows it. */
export type PartResult = { readonly outcome: 'sent'; readonly external: string } | Extract<SendResult, { outcome: 'retry' | 'doubt' | 'refused' }>;
/** `key`: the same over all attempts. */
export type Outgoing = {
  readonly address: string;
  readonly key: string;
  readonly authorName: string;
  readonly at: Instant;
  readonly part: OutgoingPart;
  /** Waited for right before the messenger may have it, where a repeat would be shown twice. */
  readonly leaving: () => Promise<void>;
};

export type HookCall = { readonly method: 'GET' | 'POST'; readonly query: Readonly<Record<string, string>>; readonly header: (name: string) => string | null; readonly body: Buffer; readonly now: Instant };
/** `events` are taken in before `body` is answered. */
export type HookAnswer = { readonly body: string; readonly events: readonly MessengerEvent[] };

/** How one messenger is spoken to. */
export interface Road {
  /** As whom we are known there: its own name of us, and the one that people read. */
  identify(): Promise<{ readonly account: string; readonly name: string }>;
  /** Tells the messenger where to call us, or that we ask. */
  subscribe(hook: string): Promise<void>;
  /** Waits for what is new, for a while; only where we ask. */
  readonly hear?: (cursor: string | null, signal: AbortSignal) => Promise<readonly Heard[]>;
  /** Null: whoever called is not the messenger. `malformed`: it is, and says what nobody understands. */
  answer(call: HookCall): HookAnswer | 'malformed' | null;
  send(outgoing: Outgoing): Promise<PartResult>;
  readonly typing?: (address: string) => Promise<void>;
  /** Longest text in one message, in UTF-16 units. */
  readonly longestText: number;
}

/** The messenger cannot be used at the moment; `after`: it has said when to come again. */
export class RoadClosedError extends Error {
  override readonly name: string = 'RoadClosedError';
  constructor(
    readonly failure: MessengerFailure,
    readonly after: Duration | null = null,
  ) {
    super(failure);
  }
}

/** It was called and did not answer: what it was told it may have done. */
export class UnansweredError extends RoadClosedError {
  override readonly name = 'UnansweredError';
  constructor() {
    super('messenger.unreachable');
  }
}
