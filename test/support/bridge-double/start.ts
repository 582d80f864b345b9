import type { WatchOutput } from '#contract/requests';

/** How the double begins; the script that looks at the window sets it before the page loads. */
export type DoubleStart = {
  readonly language: 'ru' | 'en';
  readonly theme: 'light' | 'dark' | 'auto';
  readonly session: 'signedIn' | 'signedOut' | 'locked' | 'starting';
  readonly connection: 'online' | 'offline' | 'loading';
  readonly empty: boolean;
  readonly notices: boolean;
  /** At their first start. */
  readonly tour?: boolean;
  /** At the desk of a supervisor, with remarks about the first conversation. */
  readonly supervisor?: boolean;
  /** What the desk asks its person at the start. */
  readonly question?: 'stillHere' | 'which';
  /** No case of the queue ends without an outcome. */
  readonly asksOutcome?: boolean;
  /** At the desk of an administrator. */
  readonly administrator?: boolean;
  /** A colleague offers a conversation of the queue. */
  readonly offered?: boolean;
  /** The person has offered it to a colleague. */
  readonly offeredOn?: boolean;
  /** The first conversation came by WhatsApp, whose 24 hours are over or not. */
  readonly whatsapp?: 'open' | 'closed';
  /** How many messages the first conversation begins with, and what the customers are called. */
  readonly past?: number;
  readonly names?: readonly string[];
  /** How the person has set their desk, beyond language and theme. */
  readonly set?: Partial<Pick<WatchOutput<'preferences'>, 'density' | 'size' | 'keys' | 'suggestions'>>;
  /** The first conversation has been through everything. */
  readonly story?: boolean;
  /** Tags of the second conversation. */
  readonly tags?: readonly string[];
  /** A colleague writes in the first conversation too. */
  readonly writing?: boolean;
  /** Nobody knows whether the answer of the second conversation arrived. */
  readonly inDoubt?: boolean;
  /** Two new mails that the server refused are written again. */
  readonly mailsBack?: boolean;
  /** Milliseconds until a fact in the first suggestion ends. */
  readonly factEndsIn?: number;
  /** False: somebody whose password is kept elsewhere, and who has no PIN yet. */
  readonly hasPin?: boolean;
};
