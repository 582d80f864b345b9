import { limits } from '#contract/limits';
import { addCustomerTeams, everyTeamOf, forgetCustomerTeams, type CustomerTeam } from '#db/central/customer-teams';
import { lockRows } from '#db/central/rows';
import { belongingsOf, lockConversationsOf, moveMessages, moveRemarks, newestMessages } from '#db/central/visibility';
import { isFinished, type CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { RemarkRow } from '#domain/supervision/remark';
import type { CaseId, ConversationId, CustomerId, TeamId } from '#kernel/id';
import { stepOf, tellCard, tellEntourage, untellCard, untellRemarks, type Card, type CaseStep, type Stood } from '#sync/placement';
import { cardShare } from './card-share';
import type { Storing } from './store-changes';

/** Text of messages that a case brings along at most, in bytes: far below what one frame carries, however it is escaped. */
const entourageBytes = 512 * 1024;

/** What hangs on the customers that one frame tells of, in all of its scopes together. */
const cardBytes = 1024 * 1024;

type Stepped = { readonly row: CaseRow; readonly step: CaseStep };

export type Before = ReadonlyMap<string, Stood>;

/** The messages of conversations that now stand in another team follow them. */
export async function followConversations({ tx, tenant }: Storing, conversations: readonly ConversationRow[], before: Before): Promise<void> {
  const moved = new Map<TeamId, ConversationId[]>();
  for (const { id, team } of conversations) {
    const left = before.get(id)?.team;
    if (left !== undefined && left !== null && left !== team) moved.set(team, [...(moved.get(team) ?? []), id]);
  }
  for (const [team, ids] of moved) await moveMessages(tx, tenant, { conversations: ids, team });
}

/** Conversations that are in another case now: copies that left theirs out, for its age, lack what was said. */
export async function tellRejoined({ tx, tenant, parts }: Storing, conversations: readonly ConversationRow[], before: Before): Promise<void> {
  const rejoined = conversations.filter(({ id, case: owning }) => (before.get(id)?.case ?? owning) !== owning).map(({ id }) => id);
  const messages = await newestMessages(tx, tenant, { conversations: rejoined, most: limits.messagePage, bytes: entourageBytes });
  for (const { scope, change } of tellEntourage({ conversations: [], messages, remarks: [] })) parts.add(scope, change);
}

/** Tells the teams that cases enter and leave. Returns the conversations of finished cases that are to be worked on again. */
export async function tellCaseSteps(storing: Storing, cases: readonly CaseRow[], before: Before): Promise<readonly ConversationRow[]> {
  const stepped = cases.map((row): Stepped => ({ row, step: stepOf(row, before.get(row.id)) })).filter(({ step }) => step.step !== 'stays');
  if (stepped.length === 0) return [];
  const goOn = await tellWhatHangsOn(storing, stepped);
  await tellCustomers(storing, stepped);
  return goOn;
}

async function tellWhatHangsOn({ tx, tenant, parts }: Storing, stepped: readonly Stepped[]): Promise<readonly ConversationRow[]> {
  const known = new Map<CaseId, Stepped>(stepped.filter(({ step }) => step.step !== 'begins').map((one) => [one.row.id, one]));
  const conversations = await lockConversationsOf(tx, tenant, [...known.keys()]);
  for (const { id, team, case: owning } of conversations) {
    if (team !== known.get(owning)?.row.team) throw new Error(`conversation ${id} stands in another team than its case`);
  }
  const moved = conversations.filter((row) => known.get(row.case)?.step.step === 'moves');
  const messages = await newestMessages(tx, tenant, { conversations: moved.map(({ id }) => id), most: limits.messagePage, bytes: entourageBytes });
  const remarks: RemarkRow[] = [];
  for (const { row, step } of known.values()) {
    if (step.step !== 'moves') continue;
    const going = await moveRemarks(tx, tenant, row.id);
    for (const { scope, change } of untellRemarks(step.from, going.map(({ id }) => id))) parts.add(scope, change);
    remarks.push(...going.slice(0, limits.caseRemarks));
  }
  for (const { scope, change } of tellEntourage({ conversations, messages, remarks })) parts.add(scope, change);
  return conversations.filter((row) => {
    const owning = known.get(row.case);
    return owning?.step.step === 'goesOn' && !isFinished(owning.row.state);
  });
}

/**
 * Who sees a customer is decided while the customer is held: of two transactions, of which one brings a team its first case and
 * the other takes away its last one, the later sees what the earlier did.
 */
async function tellCustomers({ tx, tenant, parts }: Storing, stepped: readonly Stepped[]): Promise<void> {
  const entered = stepped.map(({ row }): CustomerTeam => ({ customer: row.customer, team: row.team }));
  const left = stepped.flatMap(({ row, step }): readonly CustomerTeam[] => {
    if (step.step === 'moves') return [{ customer: row.customer, team: step.from }];
    return step.step === 'passes' ? [{ customer: step.from, team: row.team }] : [];
  });
  const ids = [...new Set([...entered, ...left].map(({ customer }) => customer))];
  const customers = await lockRows(tx, tenant, { table: 'customers', ids });
  await addCustomerTeams(tx, tenant, unique(entered));
  const hanging = await belongingsOf(tx, tenant, ids);
  // Read while whoever does this still knows them.
  const known = await everyTeamOf(tx, tenant, [...new Set(left.map(({ customer }) => customer))]);
  const gone = await forgetCustomerTeams(tx, tenant, unique(left));
  const cards = new Map(customers.map((customer): [CustomerId, Card] => [customer.id, { customer, belongings: hanging.filter(({ row }) => row.customer === customer.id) }]));
  for (const { customer, team } of gone) {
    for (const { scope, change } of untellCard(team, customer, cards.get(customer)?.belongings ?? [])) parts.add(scope, change);
  }
  const told = toldCards({ entered, known, gone });
  for (const { customer, team } of told) {
    const card = cards.get(customer);
    const share = cardShare(card?.belongings ?? [], cardBytes / told.length);
    for (const { scope, change } of card === undefined ? [] : tellCard(team, { ...card, belongings: share })) parts.add(scope, change);
  }
}

type CardSteps = { readonly entered: readonly CustomerTeam[]; readonly known: readonly CustomerTeam[]; readonly gone: readonly CustomerTeam[] };

/** Teams that meet a customer, and those that go on knowing one whom another team does not know any more. */
function toldCards({ entered, known, gone }: CardSteps): readonly CustomerTeam[] {
  const isGone = ({ customer, team }: CustomerTeam): boolean => gone.some((pair) => pair.customer === customer && pair.team === team);
  return unique([...entered, ...known.filter((pair) => gone.some(({ customer }) => customer === pair.customer) && !isGone(pair))]);
}

/** In one order for everybody. */
function unique(pairs: readonly CustomerTeam[]): readonly CustomerTeam[] {
  const named = new Map(pairs.map((pair) => [`${pair.customer} ${pair.team}`, pair]));
  return [...named].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, pair]) => pair);
}
