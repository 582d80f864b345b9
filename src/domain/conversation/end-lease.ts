import type { ChannelKind } from '../channel/channel';
import type { RowChange } from '../tables';
import { isFinished } from './case';
import type { ConversationRow } from './conversation';
import { handed, type TellingLine } from './hand-over';
import type { Reached } from './reach';

/**
 * Channels where the customer waits on the other side. Their assignments are held by a lease; a mail keeps its owner, who may
 * answer it tomorrow (see src/server/lease/DECISION-leases.md).
 */
export const liveChannels: readonly ChannelKind[] = ['chat'];

export function isLive({ kind }: Pick<ConversationRow, 'kind'>): boolean {
  return liveChannels.includes(kind);
}

/** The owner is out of reach: what is still to be done goes back to its queue, and says so. */
export function endLease(reached: Reached, line: TellingLine): readonly RowChange[] {
  const { assignee } = reached.conversation;
  if (assignee === null || isFinished(reached.case.state)) return [];
  return handed(reached, { owner: null, event: { type: 'leaseEnded', owner: assignee } }, line);
}
