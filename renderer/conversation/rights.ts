import type { Me } from '#contract/session';
import { supervisedTeams } from '#domain/access/actor';
import { isFinished, type CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { TeamId } from '#kernel/id';

export type Standing = 'mine' | 'queue' | 'other' | 'finished';

/** Where the conversation stands for me: decides what the composer and the header offer. The rules themselves decide in domain. */
export function standing(conversation: ConversationRow, row: CaseRow, me: Me): Standing {
  if (isFinished(row.state)) return 'finished';
  if (conversation.assignee === null) return 'queue';
  return conversation.assignee === me.id ? 'mine' : 'other';
}

/** May hand over, return or resolve what a colleague owns. */
export function leads(me: Me): boolean {
  return me.roles.includes('supervisor');
}

/** Sees and writes what supervisors of the team say to each other. */
export function supervises({ id, roles, teams }: Me, team: TeamId): boolean {
  return supervisedTeams({ person: id, roles, teams }).includes(team);
}
