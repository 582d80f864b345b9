import type { CaseId, PersonId, RemarkId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/** What a supervisor says about the work on a case, to the other supervisors of its team. Nobody else learns that it exists. */
export type RemarkRow = {
  readonly id: RemarkId;
  readonly case: CaseId;
  /** That of the case. */
  readonly team: TeamId;
  readonly author: PersonId;
  readonly at: Instant;
  readonly text: string;
  readonly version: number;
};

/** Longest text of a remark, in UTF-16 units. */
export const longestRemark = 2000;
