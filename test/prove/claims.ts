import { intent } from '#contract/intents';
import type { Central } from '#db/central/open';
import type { ConversationRow } from '#domain/conversation/conversation';
import { id, type ConversationId, type TeamId, type TenantId } from '#kernel/id';
import { runCommand } from '#server/sync/command';
import type { Exchange } from '#server/sync/exchange';
import { pushMutations } from '#server/sync/push';
import { randomUUID } from 'node:crypto';
import { Dice } from '../simulation/dice';
import { createTeam, createTenant } from '../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { arriveByChat, leasesEnd as endEveryLease } from '../support/live-chat';
import { openOffice, seatAt, type Office, type Seated } from '../support/office';
import { judgeClaims, type Claim } from './judge-claims';
import type { Figures, Plan, Proof } from './proof';

const conversations = 40;
const claimants = 50;
/** Two server processes with so many connections each. */
const connections = 25;
/** How often every lease ends in a night, while the holders work on: at least so many times, and once in so many claims. */
const leasesEnd = 20;
const claimsToAnEnd = 1000;

type Company = { readonly tenant: TenantId; readonly team: TeamId; readonly talks: readonly ConversationRow[] };

type Claimant = Seated & { readonly office: Office; readonly dice: Dice; pushed: number };

/**
 * Many agents claim few conversations over 50 connections to PostgreSQL, release them, lose them because their lease ended,
 * and write under assignments that have ended: through the product's own commands, mutations and leases.
 */
export const claims: Proof = {
  plan: { runs: 100_000, worlds: 1, desks: 50 },
  prove: async (plan, say) => {
    const databases = await startCentralDatabases({});
    try {
      return await proveClaims(databases, plan, say);
    } finally {
      await databases.stop();
    }
  },
};

export async function proveClaims(databases: Pick<CentralDatabases, 'fresh'>, { runs, seed }: Plan, say: (line: string) => void): Promise<Figures> {
  const { db, url } = await databases.fresh();
  const offices = await Promise.all([1, 2].map(() => openOffice(url, connections)));
  const [first] = offices;
  if (first === undefined) throw new Error('no office');
  const company = await found(db, first.exchange);
  const dice = new Dice(seed);
  const seat = async (place: number): Promise<Claimant> => {
    const office = offices[place % offices.length] ?? first;
    return { ...(await seatAt(office, company)), office, dice: new Dice(dice.below(2 ** 31)), pushed: 0 };
  };
  const people = await Promise.all(Array.from({ length: claimants }, (_, place) => seat(place)));
  const ledger: Claim[] = [];
  const seen = new Map<ConversationId, number>();
  const begun = performance.now();
  const night = { left: runs, late: 0, written: 0, ends: 0, endEach: Math.min(claimsToAnEnd, Math.ceil(runs / leasesEnd)) };
  await Promise.all(people.map((claimant) => work(claimant, { company, ledger, night, offices, db, say, seen })));
  const seconds = (performance.now() - begun) / 1000;
  const verdict = await judgeClaims(db, company.tenant, ledger);
  for (const office of offices) await office.close();
  return { runs, ...verdict, written: night.written, late_refused: night.late, leases_ended: night.ends, claims_s: Math.round(runs / seconds) };
}

async function found(db: Central, { commit }: Exchange): Promise<Company> {
  const tenant = await createTenant(db, { name: 'Claims' });
  const { id: team } = await createTeam(commit, tenant, 'Support');
  const talks: ConversationRow[] = [];
  for (let number = 0; number < conversations; number += 1) talks.push(await arriveByChat(commit, { tenant, team }));
  return { tenant, team, talks };
}

type Night = { readonly company: Company; readonly ledger: Claim[]; readonly night: { left: number; late: number; written: number; ends: number; readonly endEach: number }; readonly offices: readonly Office[]; readonly db: Central; readonly say: (line: string) => void; /** The highest number that anybody has read of a conversation. */ readonly seen: Map<ConversationId, number> };

type Holding = { readonly conversation: ConversationId; readonly fence: number };

/** Claims any conversation; writes in what it holds, or held: it may have ended; gives it back, or keeps it until its lease ends. */
async function work(claimant: Claimant, round: Night): Promise<void> {
  const { company, night, ledger } = round;
  const { dice } = claimant;
  let holding: Holding | null = null;
  while (night.left > 0) {
    night.left -= 1;
    if (night.left % night.endEach === 0) await endLeases(round);
    if (night.left % 5000 === 0) round.say(`${night.left} claims left`);
    const conversation = company.talks[dice.below(company.talks.length)]?.id;
    if (conversation === undefined) return;
    const event = id('message', randomUUID());
    const from = round.seen.get(conversation) ?? 0;
    const failure = await runCommand(claimant.office.push, claimant.who, { key: randomUUID(), command: { name: 'conversation.take', args: { conversation, event } } });
    const granted = failure === null ? { from, to: await fenceOf(round, conversation) } : null;
    ledger.push({ person: claimant.who.actor.person, conversation, event, granted });
    if (holding !== null && dice.chance(0.2)) await answer(claimant, holding, round);
    if (holding !== null && dice.chance(0.5)) await giveBack(claimant, holding);
    if (granted !== null) holding = { conversation, fence: granted.to };
  }
}

function giveBack({ office, who }: Claimant, { conversation }: Holding): Promise<unknown> {
  return runCommand(office.push, who, { key: randomUUID(), command: { name: 'conversation.assign', args: { conversation, to: null, event: id('message', randomUUID()) } } });
}

async function fenceOf({ db, company, seen }: Night, conversation: ConversationId): Promise<number> {
  const found: { fence: number } | undefined = await db('conversations').where({ tenant: company.tenant, id: conversation }).first('fence');
  const fence = found?.fence ?? 0;
  seen.set(conversation, Math.max(fence, seen.get(conversation) ?? 0));
  return fence;
}

async function answer(claimant: Claimant, { conversation, fence }: Holding, { db, company, night }: Night): Promise<void> {
  const { client, who, office } = claimant;
  claimant.pushed += 1;
  const args = { conversation, message: id('message', randomUUID()), text: `fence ${fence}`, fence };
  await pushMutations(office.push, { who, client, intent }, [{ id: claimant.pushed, intent: { name: 'message.send', args } }]);
  const refusal: unknown = await db('refusals').where({ tenant: company.tenant, id: `${client}.${claimant.pushed}` }).first('code');
  night[refusal === undefined ? 'written' : 'late'] += 1;
}

/** As when nobody was heard for long; every process looks at the same moment. */
async function endLeases({ db, offices, night }: Night): Promise<void> {
  night.ends += 1;
  await endEveryLease(db);
  await Promise.all(offices.map(({ leases }) => leases().look()));
}
