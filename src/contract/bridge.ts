import type { Outcome } from '#kernel/outcome';
import type { CallingClass } from '#domain/attention/attention';
import type { Failure } from './failures';
import type { ConversationId } from '#kernel/id';
import type { DeskRequestName, RequestInput, RequestName, RequestOutput, WatchInput, WatchName, WatchOutput } from './requests';

/** The one object that the preload gives to the window, as `window.otklik`. Verbs only, no channel names, no Electron. */
export type Bridge = {
  ask<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Outcome<RequestOutput<Name>, Failure>>;
  /** Calls `show` with the present answer and each later one. Returns how to stop. */
  watch<Name extends WatchName>(name: Name, input: WatchInput<Name>, show: (output: WatchOutput<Name>) => void): () => void;
};

/** Main ⇄ desk utility process, and window ⇄ main: the same envelope. */
export type ToDesk =
  | { readonly t: 'ask'; readonly call: number; readonly name: DeskRequestName; readonly input: unknown }
  /** Files that the person chose in the system's dialog; answered like a request. */
  | { readonly t: 'attach'; readonly call: number; readonly conversation: ConversationId; readonly paths: readonly string[] }
  | { readonly t: 'watch'; readonly call: number; readonly name: WatchName; readonly input: unknown }
  | { readonly t: 'unwatch'; readonly call: number }
  /** Once at start, with what the desk had sealed last. */
  | { readonly t: 'start'; readonly kept: Kept; readonly settings: DeskSettings }
  /** The system locked its screen, or is going to sleep. */
  | { readonly t: 'lock' }
  /** For how long nobody touched this computer. */
  | { readonly t: 'idle'; readonly seconds: number }
  /** Whether the window has the person's focus. */
  | { readonly t: 'focus'; readonly isFocused: boolean }
  /** The person clicked what the system showed of this conversation. */
  | { readonly t: 'chosen'; readonly conversation: ConversationId }
  /** How what the desk gave to be sealed lies at rest. */
  | { readonly t: 'sealed'; readonly call: number; readonly as: SealedAs }
  | { readonly t: 'stop' };

/** `given`: as it was given. `absent`: that could not be kept, and nothing lies there. `before`: neither, and what lay there before still does. */
export type SealedAs = 'given' | 'absent' | 'before';

export type Kept = {
  /** What the desk gave to be sealed; null when there is none. */
  readonly sealed: string | null;
  /** There is something, and the key store does not open it. */
  readonly isLost: boolean;
  /** The desk process before this one ended while a person was at work: no lock stands between. */
  readonly isAtWork: boolean;
};

export type DeskSettings = {
  readonly server: string;
  /** Folder for the files of this computer's people. */
  readonly folder: string;
  readonly downloads: string;
  readonly language: 'ru' | 'en' | null;
  /** Demonstration sign-in, `email:password`, or null. */
  readonly signIn: string | null;
  /** For how many seconds an answer may be taken back, until the person chooses; null: as usual. */
  readonly undoSend: number | null;
  /** Whether a person who is here for the first time is shown around. */
  readonly tour: boolean;
  /** Where main keeps what the desk seals: sealed by the system's key store, or in a private file where there is none. */
  readonly keeper: 'system' | 'file';
};

/** What the system tells the person beside the window. `caller`: only where they allowed names and words of customers there. */
export type Notice = { readonly class: CallingClass; readonly conversation: ConversationId; readonly caller: { readonly name: string; readonly preview: string } | null };

export type Attending = {
  readonly t: 'attend';
  /** For the badge. */
  readonly unseen: number;
  readonly notices: readonly Notice[];
  /** Of these nothing is shown any more. */
  readonly seen: readonly ConversationId[];
  readonly language: 'ru' | 'en';
  /** A closed window goes on in the tray. */
  readonly staysInTray: boolean;
};

export type FromDeskProcess =
  | { readonly t: 'answer'; readonly call: number; readonly outcome: Outcome<unknown, Failure> }
  | { readonly t: 'show'; readonly call: number; readonly update: Update }
  /** Main seals this text with the system's key store; null forgets it. */
  | { readonly t: 'seal'; readonly call: number; readonly sealed: string | null }
  | { readonly t: 'atWork'; readonly isAtWork: boolean }
  | { readonly t: 'theme'; readonly theme: 'light' | 'dark' | 'auto' }
  /** An address that the desk itself made. */
  | { readonly t: 'openLink'; readonly url: string }
  /** An address that the window asked for: main asks the person outside of the page. */
  | { readonly t: 'confirmLink'; readonly url: string; readonly language: 'ru' | 'en' }
  | Attending
  | { readonly t: 'stopped' };

/** A whole answer, or for long lists the rows that changed: `order` is the new list of keys, `rows` what is new or different. */
export type Update =
  | { readonly whole: unknown }
  | { readonly list: string; readonly order: readonly string[]; readonly rows: Readonly<Record<string, unknown>>; readonly rest: unknown };
