import type { Actor } from '#domain/access/actor';
import type { CustomerRow } from '#domain/customer/customer';
import type { RowChange } from '#domain/tables';
import { id, type ClientId, type TeamId } from '#kernel/id';
import type { Received } from '#domain/conversation/receive-message';

export const teams: readonly TeamId[] = [id('team', 'a'), id('team', 'b')];

export type Seat = { readonly client: ClientId; readonly actor: Actor };

/** Three people in two teams; one of them supervises both. */
export const seats: readonly Seat[] = [
  { client: id('client', '1'), actor: { person: id('person', 'ada'), roles: ['agent'], teams: [teams[0] ?? id('team', 'a')] } },
  { client: id('client', '2'), actor: { person: id('person', 'ben'), roles: ['agent'], teams: [teams[1] ?? id('team', 'b')] } },
  { client: id('client', '3'), actor: { person: id('person', 'eva'), roles: ['agent', 'supervisor'], teams } },
];

export function directory(): readonly RowChange[] {
  const named: RowChange[] = teams.map((team) => ({ op: 'put', table: 'teams', row: { id: team, name: team, version: 1 } }));
  const people: RowChange[] = seats.map(({ actor }) => ({
    op: 'put',
    table: 'people',
    row: { id: actor.person, name: actor.person, roles: actor.roles, teams: actor.teams, version: 1 },
  }));
  return [...named, ...people];
}

/** A message of a customer: `turn` makes its ids unique. */
export function arrival(turn: number, team: TeamId, thread: Received['thread']): Received {
  const customer: CustomerRow = { id: id('customer', `${turn}`), name: `Customer ${turn}`, company: null, city: null, language: 'ru', since: turn, facts: [], version: 0 };
  return {
    message: id('message', `in-${turn}`),
    text: `message ${turn}`,
    html: null,
    attachments: [],
    authorName: customer.name,
    subject: `subject ${turn}`,
    channel: { id: id('channel', team.slice(4)), kind: 'chat', queue: id('queue', team.slice(4)), team },
    customer:
      thread === null
        ? { known: false, row: customer, identity: { id: id('identity', `${turn}`), kind: 'chat', value: `${turn}` } }
        : { known: true, row: { ...customer, id: thread.conversation.customer } },
    thread,
    fresh: { case: id('case', `${turn}`), conversation: id('conversation', `${turn}`), event: id('message', `ev-${turn}`), caseNumber: turn },
  };
}
