import type { Me } from '#contract/session';
import type { AccessKeeper } from './access/access-keeper';
import type { Clock } from './clock';
import type { Topic } from './live/topic';

export type PlacePorts = {
  readonly server: string;
  /** The folder of this tenant and person. */
  readonly folder: string;
  readonly keeper: AccessKeeper;
  readonly clock: Clock;
  readonly changed: (topics: ReadonlySet<Topic>) => void;
  readonly signedOut: (code: 'access.signedOut' | 'access.revoked') => void;
  /** The server told who this person is now. */
  readonly known: (me: Me) => void;
};
