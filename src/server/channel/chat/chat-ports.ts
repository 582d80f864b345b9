import type { Reader } from '#db/central/open';
import type { Commit } from '../../sync/commit';
import type { Log } from '../../sync/log';
import type { TypingMarks } from '../../sync/typing';
import type { Intake } from '../connector';
import type { FileTickets } from './file-tickets';
import type { SeenPages } from './seen-pages';
import type { ChatIdentities } from './signed-identity';

/** What the chat needs of the house. */
export type ChatPorts = {
  readonly db: Reader;
  readonly commit: Commit;
  readonly intake: Intake;
  readonly fileTickets: FileTickets;
  readonly identities: Pick<ChatIdentities, 'read'>;
  readonly seenPages: Pick<SeenPages, 'note'>;
  readonly watchLog: Log['watchLog'];
  readonly tellTyping: TypingMarks['tellTyping'];
  readonly onTyping: TypingMarks['onTyping'];
  /** Writes a failure down without contents and returns the number to quote. */
  readonly failed: (error: unknown) => string;
};
