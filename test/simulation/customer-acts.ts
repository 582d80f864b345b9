import { belongings, isBelonging } from '#domain/customer/belonging';
import { mergeCustomers, unmergeCustomers, type Whole } from '#domain/conversation/merge-customers';
import type { Command, Intent } from '#domain/mutators';
import { putOf } from '#db/tables/codec';
import { id, type CustomerId, type MergeId } from '#kernel/id';
import { deskOf, type Deed } from './acts';
import type { CentralTransaction } from './central-transaction';
import { personNamed } from './company';
import { houseJob } from './server-jobs';
import type { World } from './world';

/** Somebody keeps a customer's card, which every team that knows the customer sees. */
const keepsCard: Deed = async (world, step) => {
  const desk = deskOf(world, step);
  const customer = world.dice.pick(desk?.cache.picture.all('customers') ?? [])?.id;
  if (desk === null || customer === undefined) return;
  const turn = world.nextTurn();
  const identity = world.dice.pick(desk.cache.picture.all('identities').filter((row) => row.customer === customer))?.id;
  const note = world.dice.pick(desk.cache.picture.all('customer_notes').filter((row) => row.customer === customer))?.id;
  const intents: readonly Intent[] = [
    { name: 'customer.edit', args: { customer, field: 'city', value: `City ${turn}` } },
    { name: 'identity.add', args: { customer, identity: id('identity', `own-${turn}`), kind: 'email', value: `${turn}@shop.example` } },
    { name: 'customerNote.add', args: { customer, note: id('customerNote', `${turn}`), text: `note ${turn}`, pinned: true } },
    { name: 'consent.record', args: { consent: id('consent', `${turn}`), customer, purpose: 'survey', channel: 'email', word: 'given', reason: `said ${turn}` } },
    ...(identity === undefined ? [] : [{ name: 'identity.remove', args: { customer, identity } } as const, { name: 'identity.prefer', args: { customer, identity } } as const]),
    ...(note === undefined ? [] : [{ name: 'customerNote.remove', args: { customer, note } } as const]),
  ];
  const intent = world.dice.pick(intents);
  if (intent === undefined) return;
  world.say(() => `${desk.outbox.client} does ${intent.name} (${turn}) of ${customer}`);
  await desk.act(intent);
};

/** Two cases are found to be one, or not to be. */
const joinsCases: Deed = async (world, step) => {
  const desk = deskOf(world, step);
  const talks = desk?.cache.picture.all('conversations') ?? [];
  const [row, other] = [world.dice.pick(talks), world.dice.pick(talks)];
  if (desk === null || row === undefined || other === undefined) return;
  const turn = world.nextTurn();
  const parted = world.dice.pick(desk.cache.picture.all('cases').filter(({ merged }) => merged?.into === row.case));
  const event = id('message', `ev-${turn}`);
  const commands: readonly Command[] = [
    { name: 'case.merge', args: { conversation: row.id, event, into: other.id, told: id('message', `told-${turn}`) } },
    ...(parted === undefined ? [] : [{ name: 'case.part', args: { conversation: row.id, parted: parted.id, event } } as const]),
  ];
  const command = world.dice.pick(commands);
  if (command === undefined) return;
  world.say(() => `${desk.outbox.client} asks for ${command.name} of ${row.id}`);
  if (world.dice.chance(0.3)) await desk.act({ name: 'case.link', args: { conversation: row.id, to: other.id, linked: world.dice.chance(0.7) } });
  else desk.ask(`command-${turn}`, command);
};

/** Which rows a merge moved: the product keeps it in a table that nobody's copy has. */
const moves = new WeakMap<World, Map<MergeId, ReadonlySet<string>>>();

const customersMerge: Deed = (world) => {
  const standing = world.db.rows.all('customers').filter(({ mergedInto }) => mergedInto === null);
  const [one, two] = [world.dice.pick(standing), world.dice.pick(standing)];
  if (one === undefined || two === undefined || one.id === two.id) return;
  const merge = id('merge', `${world.nextTurn()}`);
  world.say(() => `${two.id} is found to be ${one.id}`);
  world.aProcess()?.start(null, (ports) =>
    houseJob(ports, (tx, at) => {
      const [survivor, other] = [tx.row('customers', one.id), tx.row('customers', two.id)];
      if (survivor === undefined || other === undefined || survivor.mergedInto !== null || other.mergedInto !== null) return [];
      const whole = wholeOf(world, tx, { customer: other.id, of: null });
      const known = moves.get(world) ?? new Map<MergeId, ReadonlySet<string>>();
      moves.set(world, known.set(merge, new Set([...whole.belongings, ...whole.cases.map((row) => putOf('cases', row))].map((put) => put.row.id))));
      return mergeCustomers({ merge, survivor, other, takes: ['city'] }, whole, { by: personNamed(0), at });
    }),
  );
};

const mergeIsUndone: Deed = (world) => {
  const made = world.dice.pick(world.db.rows.all('merges').filter(({ undone }) => undone === null));
  if (made === undefined) return;
  world.say(() => `the merge ${made.id} is undone`);
  world.aProcess()?.start(null, (ports) =>
    houseJob(ports, (tx, at) => {
      const merge = tx.row('merges', made.id);
      const [survivor, other] = merge === undefined ? [] : [tx.row('customers', merge.customer), tx.row('customers', merge.other)];
      if (merge?.undone !== null || survivor === undefined || other === undefined) return [];
      const whole = wholeOf(world, tx, { customer: survivor.id, of: moves.get(world)?.get(merge.id) ?? new Set() });
      return unmergeCustomers({ merge, survivor, other }, whole, { by: personNamed(0), at });
    }),
  );
};

type Wanted = { readonly customer: CustomerId; readonly of: ReadonlySet<string> | null };

/** What is a customer's, or of that what a merge moved, held until the transaction ends. */
function wholeOf({ db }: World, tx: CentralTransaction, { customer, of }: Wanted): Whole {
  const isAsked = (row: string): boolean => of === null || of.has(row);
  const cases = db.rows.all('cases').filter((row) => row.customer === customer && isAsked(row.id)).flatMap(({ id: own }) => tx.row('cases', own) ?? []);
  const owned = new Set(cases.map((row) => row.id));
  const conversations = db.rows.all('conversations').filter((row) => owned.has(row.case)).flatMap(({ id: own }) => tx.row('conversations', own) ?? []);
  const hanging = [...db.rows.puts()].filter(isBelonging).filter(({ table, row }) => table !== 'customer_changes' && row.customer === customer && isAsked(row.id));
  const held = hanging.flatMap(({ table, row }) => belongings.filter((one) => one === table).flatMap((one) => tx.row(one, row.id) ?? []).map((now) => putOf(table, now)));
  return { cases, conversations, belongings: held.filter(isBelonging) };
}

export const customerDeeds = { 'person keeps a card': keepsCard, 'cases are joined': joinsCases, 'customers merge': customersMerge, 'merge is undone': mergeIsUndone } as const satisfies Record<string, Deed>;
