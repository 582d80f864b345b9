import type { Role } from '#domain/access/person';
import type { CustomerRow } from '#domain/customer/customer';
import type { Received } from '#domain/conversation/receive-message';
import type { RowChange } from '#domain/tables';
import { id, type PersonId, type TeamId } from '#kernel/id';
import type { Company } from './schedule';

const names = ['ada', 'ben', 'eva', 'fay', 'gus', 'ida'] as const;

export function personNamed(index: number): PersonId {
  return id('person', names[index % names.length] ?? 'ada');
}

export function teamNumbered(index: number): TeamId {
  return id('team', `${index + 1}`);
}

export function teamsOf(company: Company): readonly TeamId[] {
  return Array.from({ length: company.teams }, (_, index) => teamNumbered(index));
}

export function peopleOf(company: Company): readonly PersonId[] {
  return Array.from({ length: company.people }, (_, index) => personNamed(index));
}

/** Who the company begins with: everybody in a team of their own number, every third a supervisor of all. The last queue lets no case end without an outcome. */
export function directory(company: Company): readonly RowChange[] {
  const teams = teamsOf(company);
  const named: RowChange[] = teams.map((team) => ({ op: 'put', table: 'teams', row: { id: team, name: team, version: 0 } }));
  const people: RowChange[] = peopleOf(company).map((person, index) => {
    const supervises = index % 3 === 2;
    const roles: readonly Role[] = supervises ? ['agent', 'supervisor'] : ['agent'];
    const own = teams[index % teams.length];
    return { op: 'put', table: 'people', row: { id: person, name: person, roles, teams: supervises || own === undefined ? teams : [own], version: 0 } };
  });
  const queues: RowChange[] = teams.map((team) => ({ op: 'put', table: 'queues', row: { id: id('queue', team.slice(4)), name: team, team, version: 0, asksOutcome: team === teams.at(-1) } }));
  const fields = [{ key: 'why', title: { ru: 'Почему', en: 'Why' }, required: true, takes: { kind: 'text' } }] as const;
  const outcomes: RowChange[] = [null, ...teams].map((team, place) => ({ op: 'put', table: 'dispositions', row: { id: id('disposition', `${place}`), queue: team === null ? null : id('queue', team.slice(4)), code: `outcome ${place}`, title: { ru: 'Итог', en: 'Outcome' }, fields: place === 0 ? [] : fields, place, version: 0 } }));
  return [...named, ...people, ...queues, ...outcomes];
}

/** A message of a customer: `turn` makes its ids unique. */
export function arrival(turn: number, team: TeamId, thread: Received['thread']): Received {
  const customer: CustomerRow = { id: id('customer', `${turn}`), name: `Customer ${turn}`, company: null, city: null, language: 'ru', since: turn, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null };
  const own = team.slice(4);
  return {
    message: id('message', `in-${turn}`),
    text: `message ${turn}`,
    html: null,
    attachments: [],
    authorName: customer.name,
    subject: `subject ${turn}`,
    channel: { id: id('channel', own), kind: turn % 3 === 0 ? 'email' : 'chat', queue: id('queue', own), team },
    customer:
      thread === null
        ? { known: false, row: customer, identity: { id: id('identity', `${turn}`), kind: 'chat', value: `${turn}` } }
        : { known: true, row: { ...customer, id: thread.conversation.customer } },
    thread,
    fresh: { case: id('case', `${turn}`), conversation: id('conversation', `${turn}`), event: id('message', `ev-${turn}`), caseNumber: turn },
  };
}
