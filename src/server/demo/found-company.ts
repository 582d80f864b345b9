import type { ImportRecord, ImportResult } from '#contract/import-record';
import { addAccount, addTenant, isPersonOf } from '#db/central/accounts';
import { hasTenant } from '#db/central/demo';
import { importedIds } from '#db/central/import';
import { reserveCaseNumbers } from '#db/central/intake';
import type { Reader } from '#db/central/open';
import type { RowChange } from '#domain/tables';
import { id, type ChannelId, type PersonId, type QueueId, type TeamId } from '#kernel/id';
import { done } from '#kernel/outcome';
import { createHash, createHmac } from 'node:crypto';
import { hashPassword } from '../access/password';
import { visitorOf } from '../channel/chat/visitor-id';
import { bringIn } from '../import/bring-in';
import type { ImportLine } from '../import/read-lines';
import type { Commit } from '../sync/commit';
import type { Colleague, CompanyText, DoorName, TeamName } from './company-text';
import type { Founded } from './credentials';
import type { Seat } from './live/office';
import { Dice } from './dice';
import { knowledgeRecords } from './knowledge-records';
import { inventPast, numbersOfCases, type InventedPast } from './invent-past';
import { makeCustomers, type DemoCustomer } from './make-customers';
import { mailboxOf, openKeys } from './make-past';
import { loginOf } from './make-talk';
import { sayRemarks } from './say-remarks';
import { askingDoors, outcomes } from './text/outcomes';

export type Founding = {
  readonly db: Reader;
  readonly commit: Commit;
  readonly company: CompanyText;
  readonly founded: Founded;
  readonly progress: (done: number, total: number) => void;
};

export type FoundedCompany = {
  readonly customers: readonly DemoCustomer[];
  readonly numbers: ReadonlyMap<string, number>;
  /** What of its past is still to come in; it may be in already. */
  readonly behind: InventedPast['behind'];
};

/**
 * Sets the company up and brings its past in by the product's own import. Every step knows what an earlier, broken-off
 * attempt left, and the past of a founded company is the same each time, so this may be called at every start.
 */
export async function foundCompany(founding: Founding): Promise<FoundedCompany> {
  const { db, company, founded } = founding;
  const dice = new Dice(founded.seed);
  const customers = makeCustomers(company, dice, founded.volume.customers);
  if (!(await hasTenant(db, founded.tenant))) {
    await db.transaction((tx) => addTenant(tx, { id: founded.tenant, name: company.shop, demonstration: true }));
  }
  // By the person: an administrator may have given them another address.
  const known = await Promise.all(company.colleagues.map(async (colleague) => ({ colleague, isHired: await isPersonOf(db, { tenant: founded.tenant, person: personIdOf(founded, colleague) }) })));
  const newcomers = known.filter(({ isHired }) => !isHired).map(({ colleague }) => colleague);
  if (newcomers.length > 0) await appoint(founding, newcomers);
  await bringAll(founding, knowledgeRecords(company, founded.at));
  const numbers = numbersOfCases(founded.volume);
  const held = await importedIds(db, founded.tenant, { kind: 'case', keys: [...numbers.keys()] });
  if (held.size === numbers.size) return { customers, numbers, behind: [] };
  const visitor = (customer: DemoCustomer): string => visitorId(founded, customer);
  const { atOnce, behind } = inventPast({ company, dice, customers, at: founded.at, volume: founded.volume, visitorOf: visitor });
  if (openKeys.some((key) => !held.has(key))) await bringPast(founding, { atOnce, numbers });
  return { customers, numbers, behind };
}

/** What the shift finds. Its cases have their numbers before the older ones come in. */
async function bringPast(founding: Founding, { atOnce, numbers }: { readonly atOnce: readonly ImportRecord[]; readonly numbers: ReadonlyMap<string, number> }): Promise<void> {
  const { commit, company, founded } = founding;
  await commit(founded.tenant, (tx) => reserveCaseNumbers(tx, founded.tenant, numbers.size));
  const { cases } = await bringAll(founding, atOnce, numbers);
  const supervisor = company.colleagues.find(({ roles }) => roles.includes('supervisor'));
  if (cases === 0 || supervisor === undefined) return;
  const said = company.phrases.remarks.map((text, index) => [`open-${index + 2}`, text] as const);
  await sayRemarks({ tenant: founded.tenant, commit, author: personIdOf(founded, supervisor), at: founded.at, said });
}

async function bringAll({ commit, founded, progress }: Founding, records: readonly ImportRecord[], numbers: ReadonlyMap<string, number> = new Map()): Promise<ImportResult> {
  const lines = records.map((record, index): ImportLine => ({ line: index + 1, record: done(record) }));
  const result = await bringIn({ tenant: founded.tenant, commit, progress, numbers }, lines);
  if (result.refusedInAll > 0) throw new Error(`the demonstration has a record that the import refuses: ${JSON.stringify(result.refused[0])}`);
  return result;
}

/** Colleagues who work by themselves: not those whom a start of the demonstration signs in as. */
export function seatsOf(company: CompanyText, founded: Founded): readonly Seat[] {
  const [first, ...others] = company.colleagues;
  if (first === undefined) throw new Error('a company without people');
  const agents = others.filter(({ roles }) => roles.includes('agent') && !roles.includes('supervisor'));
  return agents.map((colleague) => ({ colleague, person: personIdOf(founded, colleague) }));
}

/** The token with which a simulated visitor opens the chat; nobody else can make it. */
export function visitorToken({ secret }: Founded, { key }: DemoCustomer): string {
  return createHmac('sha256', secret).update(key).digest().subarray(0, 16).toString('base64url');
}

function visitorId(founded: Founded, customer: DemoCustomer): string {
  return visitorOf({ tenant: founded.tenant, channel: channelNamed(founded, 'chat') }, visitorToken(founded, customer));
}

function channelNamed(founded: Founded, name: string): ChannelId {
  return id('channel', unique(founded, `channel ${name}`));
}

function unique({ tenant }: Founded, name: string): string {
  const hash = createHash('sha256').update(`${tenant} ${name}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20, 32)}`;
}

/** Teams, queues and channels, and the people who have no right to sign in yet. */
async function appoint({ commit, company, founded }: Founding, newcomers: readonly Colleague[]): Promise<void> {
  const passwordOf = new Map(founded.people.map(({ email, password }) => [email, password]));
  const accounts = await Promise.all(
    newcomers.map(async (colleague) => {
      const email = loginOf(company, colleague);
      return { person: personIdOf(founded, colleague), email, password: await hashPassword(passwordOf.get(email) ?? '') };
    }),
  );
  await commit(founded.tenant, async (tx, _now, put) => {
    await put([...places(company, founded), ...newcomers.map((colleague) => personOf(founded, colleague))]);
    for (const account of accounts) await addAccount(tx, { tenant: founded.tenant, ...account });
  });
}

function places(company: CompanyText, founded: Founded): readonly RowChange[] {
  const teams = Object.entries(company.teams).map(([name, title]): RowChange => ({ op: 'put', table: 'teams', row: { id: teamId(founded, name), name: title, version: 0 } }));
  const plan = [
    { name: 'mail', kind: 'email', team: 'support', address: mailboxOf(company, 'support') },
    { name: 'chat', kind: 'chat', team: 'support', address: company.site },
    { name: 'delivery', kind: 'email', team: 'delivery', address: mailboxOf(company, 'delivery') },
    { name: 'business', kind: 'email', team: 'business', address: mailboxOf(company, 'business') },
  ] as const;
  return [
    ...teams,
    ...plan.flatMap(({ name, kind, team, address }): readonly RowChange[] => {
      const queue = queueBehind(founded, name);
      return [
        { op: 'put', table: 'queues', row: { id: queue, team: teamId(founded, team), name: company.queues[name], version: 0, asksOutcome: askingDoors.has(name) } },
        { op: 'put', table: 'channels', row: { id: channelNamed(founded, name), kind, name: company.channels[name], address, queue, version: 0 } },
      ];
    }),
    ...outcomes.map(({ code, door, title, fields }, place): RowChange => ({ op: 'put', table: 'dispositions', row: { id: id('disposition', unique(founded, `outcome ${code}`)), queue: door === null ? null : queueBehind(founded, door), code, title, fields, place, version: 0 } })),
  ];
}

function queueBehind(founded: Founded, door: DoorName): QueueId {
  return id('queue', unique(founded, `queue ${door}`));
}

function personOf(founded: Founded, colleague: Colleague): RowChange {
  const teams = colleague.teams.map((team: TeamName) => teamId(founded, team));
  return { op: 'put', table: 'people', row: { id: personIdOf(founded, colleague), name: colleague.name, roles: colleague.roles, teams, version: 0 } };
}

function personIdOf(founded: Founded, { login }: Colleague): PersonId {
  return id('person', unique(founded, `person ${login}`));
}

function teamId(founded: Founded, name: string): TeamId {
  return id('team', unique(founded, `team ${name}`));
}
