import type { Away } from '#contract/chat';
import type { AttachmentId } from '#kernel/id';
import type { Road } from './connection';
import type { LineStore } from './outbox';
import type { Rating } from './rating';
import type { Talk } from './talk';

export type ChatState = {
  readonly talk: Talk;
  readonly road: Road;
  readonly isOpen: boolean;
  /** By a visitor who is at this tab: the focus follows. */
  readonly isOpenedHere: boolean;
  readonly isAgentTyping: boolean;
  readonly name: string | null;
  /** The shop has said who the visitor is. */
  readonly isKnown: boolean;
  /** Nobody is there now. */
  readonly away: Away | null;
  /** What the visitor leaves to be answered by mail; stays until the server has it. */
  readonly leaving: Leaving | null;
  /** The conversation by mail: can be asked for, was, or went to an address; null: it cannot be. */
  readonly transcript: Transcript | null;
  readonly rating: Rating | null;
  /** Answers that came while nobody looked. */
  readonly news: number;
  /** Files that were asked for and not answered yet, and those that the server does not have for this visitor. */
  readonly files: ReadonlyMap<AttachmentId, 'asked' | 'absent'>;
};

export type Transcript = { readonly state: 'offered' | 'asked' } | { readonly state: 'mailed'; readonly to: string };

export type Leaving = { readonly line: string; readonly mail: string; readonly text: string; readonly state: 'waiting' | 'left' | 'refused' };

export type ChatSetup = {
  readonly site: string;
  readonly address: string;
  readonly language: 'ru' | 'en';
  readonly identity: string | null;
  /** The chat leaves the page in sight: what was open before may be open at once. */
  readonly isBeside: boolean;
  readonly store: LineStore;
  /** The page is in front of the visitor's eyes. */
  readonly isLooking: () => boolean;
  /** Lets the browser save what is at this address. */
  readonly save: (address: string) => void;
};
