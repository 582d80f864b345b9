import { finishedAt, type CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import { isBelonging, type BelongingPut } from '#domain/customer/belonging';
import type { CustomerRow } from '#domain/customer/customer';
import { placeInTeam, placeOf, supervisorsScope, teamScope, type Scope } from '#domain/scope';
import type { RemarkRow } from '#domain/supervision/remark';
import type { Put, RowChange } from '#domain/tables';
import type { CaseId, CustomerId, PersonId, RemarkId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/**
 * Which scopes are told what when rows change: pure, so that the server and the simulated world decide alike.
 *
 * What is told of a conversation that leaves a scope is one removal. A copy that removes a conversation removes its messages
 * with it (`CopyTransaction.confirm`), so that a transaction stays one small frame however long the conversation is.
 */
export type Told = { readonly scope: Scope; readonly change: RowChange };

/**
 * Where a row stood before it was written over: in a team, or with a customer. Since when it was finished is said of cases,
 * `assignee` and `case` of conversations.
 */
export type Stood = {
  readonly team: TeamId | null;
  readonly customer: CustomerId | null;
  readonly finishedAt: Instant | null;
  readonly assignee: PersonId | null;
  readonly case: CaseId | null;
};

/** A row that was written: its scope gets it, and the one that it left loses it. Customers are told by who knows their teams. */
export function tellPut(put: Put, before: Stood | undefined): readonly Told[] {
  const place = placeOf(put);
  if (!('scope' in place)) return [];
  const told: Told = { scope: place.scope, change: put };
  const from = before?.team ?? null;
  const left = from === null ? place.scope : placeInTeam(put.table, from);
  if (left === place.scope) return [told];
  return [{ scope: left, change: { op: 'remove', table: put.table, id: put.row.id } }, told];
}

/** What a written case means for the copies of teams. */
export type CaseStep =
  /** Its team has it already. */
  | { readonly step: 'stays' }
  /** New, with everything that hangs on it among the changes. */
  | { readonly step: 'begins' }
  /**
   * It was finished, and it goes on or is finished anew (one transaction may do both): copies that were made meanwhile may lack it,
   * and now it is young enough for them.
   */
  | { readonly step: 'goesOn' }
  /** Its customer is another one now: two were found to be one, or not to be. */
  | { readonly step: 'passes'; readonly from: CustomerId }
  | { readonly step: 'moves'; readonly from: TeamId };

export function stepOf(row: CaseRow, before: Stood | undefined): CaseStep {
  if (before === undefined || before.team === null) return { step: 'begins' };
  if (before.team !== row.team) return { step: 'moves', from: before.team };
  if (before.customer !== null && before.customer !== row.customer) return { step: 'passes', from: before.customer };
  return before.finishedAt === null || before.finishedAt === finishedAt(row.state) ? { step: 'stays' } : { step: 'goesOn' };
}

/** What hangs on a case. Of the messages the newest are enough: a copy knows by `openedAt` that it lacks older ones. */
export type Entourage = { readonly conversations: readonly ConversationRow[]; readonly messages: readonly MessageRow[]; readonly remarks: readonly RemarkRow[] };

/** A case that goes on or moves brings what hangs on it to the copies of its team. */
export function tellEntourage({ conversations, messages, remarks }: Entourage): readonly Told[] {
  return [
    ...conversations.map((row): Told => ({ scope: teamScope(row.team), change: { op: 'put', table: 'conversations', row } })),
    ...messages.map((row): Told => ({ scope: teamScope(row.team), change: { op: 'put', table: 'messages', row } })),
    ...remarks.map((row): Told => ({ scope: supervisorsScope(row.team), change: { op: 'put', table: 'remarks', row } })),
  ];
}

/** The supervisors of the team that a case left lose its remarks: nothing else in their copies takes these along. */
export function untellRemarks(from: TeamId, remarks: readonly RemarkId[]): readonly Told[] {
  return remarks.map((id) => ({ scope: supervisorsScope(from), change: { op: 'remove', table: 'remarks', id } }));
}

export type Card = { readonly customer: CustomerRow; readonly belongings: readonly BelongingPut[] };

/** A team that meets a customer, or meets them again, is told who that is. */
export function tellCard(team: TeamId, { customer, belongings }: Card): readonly Told[] {
  const scope = teamScope(team);
  return [{ scope, change: { op: 'put', table: 'customers', row: customer } }, ...belongings.map((change): Told => ({ scope, change }))];
}

/**
 * A team without any case of a customer must not see them. A copy that removes a customer removes what hangs on them, whoever else
 * seems to know them there: what is told of them later need not reach it. Teams that do know them are told their card again by the
 * same entry, after the removal. Copies of schema 3 remove only what is named: of what hangs on customers they know the addresses.
 */
export function untellCard(team: TeamId, customer: CustomerId, belongings: readonly BelongingPut[]): readonly Told[] {
  const scope = teamScope(team);
  const addresses = belongings.filter(({ table }) => table === 'identities');
  return [
    { scope, change: { op: 'remove', table: 'customers', id: customer } },
    ...addresses.map(({ table, row }): Told => ({ scope, change: { op: 'remove', table, id: row.id } })),
  ];
}

/** Which teams know which customers. */
export type KnownTo = (customer: CustomerId) => readonly TeamId[];

/**
 * Changed customers, and what hangs on them, go to every team that knows the customer. A row that passed to another customer leaves
 * the teams that know only the former one.
 */
export function tellKnown(put: Put, before: Stood | undefined, knownTo: KnownTo): readonly Told[] {
  const place = placeOf(put);
  if ('scope' in place) return [];
  const teams = knownTo(place.ofCustomer);
  const former = isBelonging(put) && before !== undefined && before.customer !== null && before.customer !== place.ofCustomer ? knownTo(before.customer) : [];
  return [
    ...former.filter((team) => !teams.includes(team)).map((team): Told => ({ scope: teamScope(team), change: { op: 'remove', table: put.table, id: put.row.id } })),
    ...teams.map((team): Told => ({ scope: teamScope(team), change: put })),
  ];
}
