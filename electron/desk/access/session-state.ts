import type { DeskSettings } from '#contract/bridge';
import type { Failure } from '#contract/failures';
import type { StartWait } from '#contract/requests';
import type { Granted, Me } from '#contract/session';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { OwnFolder } from './own-folder';
import type { Unlocking } from './unlocking';

/** Who is here. A locked place is open and on the road, and answers nobody. */
export type SessionState =
  /** `waits`: what keeps the folder or the place of `me` from being opened; it is tried again until it opens. */
  | { readonly state: 'starting'; readonly waits: StartWait | null; readonly me: Me | null }
  | { readonly state: 'signedOut'; readonly failure: Failure | null }
  | { readonly state: 'locked'; readonly place: Place }
  | { readonly state: 'signedIn'; readonly place: Place };

/** What becomes of the work that has not left this computer when its person signs out. */
export type Leaving = 'ask' | 'keep' | 'discard';

export type SessionPorts = {
  readonly settings: DeskSettings;
  readonly unlocking: Unlocking;
  readonly folder: OwnFolder;
  /** By this the server knows the computer again. */
  readonly computer: string;
  /** What main kept could not be unsealed: another computer, or another key store. */
  readonly isSealLost: boolean;
  /** The person was at work when the desk process before this one ended. */
  readonly isAtWork: boolean;
  readonly openLink: (address: string) => void;
  readonly changed: (topics: ReadonlySet<Topic>) => void;
  /** Main tells it to the next desk process, should this one end. */
  readonly atWork: (isAtWork: boolean) => void;
  /** In which language the company would have the window speak to whoever enters. */
  readonly greet: (language: Granted['language']) => Promise<void>;
};
