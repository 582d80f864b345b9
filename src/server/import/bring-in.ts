import type { CaseRecord, CustomerRecord, ImportProblem, ImportResult } from '#contract/import-record';
import { canonicalEmail } from '#db/central/accounts';
import { addNewcomers, channelPlaces, customersByIdentity, importedIds, lockImport, peopleByEmail, rememberImported, type ImportedKey, type Newcomer } from '#db/central/import';
import { nextCaseNumber } from '#db/central/intake';
import type { Writer } from '#db/central/open';
import { lockRows } from '#db/central/rows';
import type { RowChange } from '#domain/tables';
import { id, isId, type CustomerId, type TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { singleLine } from '#kernel/text';
import { randomUUID } from 'node:crypto';
import { OversizedError, type Commit } from '../sync/commit';
import { pastCase, pastCustomer, type Surroundings } from './past-case';
import type { ImportLine } from './read-lines';
import { add, nothingTaken, recordsOf, type Numbered, type Sum } from './taken';
import { takeArticles, takeMacros, takeOrders } from './take-things';

/** Records in one transaction, and messages in it, whichever is reached first: one transaction is one frame for a client. */
const batchSize = { records: 60, characters: 400_000 };

/** Refused lines that an answer names; of the others it tells the number. */
const namedRefusals = 100;

export type BringIn = { readonly tenant: TenantId; readonly commit: Commit; readonly progress?: (done: number, total: number) => void };

/**
 * Takes records in through the one door of changes, in batches. What was taken in before is passed over by its key, so an
 * import that broke off is simply repeated. Customers come before the cases that name them.
 */
export async function bringIn({ tenant, commit, progress }: BringIn, lines: readonly ImportLine[]): Promise<ImportResult> {
  const sum = nothingTaken();
  let reached = 0;
  for (const batch of batchesOf(lines)) {
    add(sum, await take({ tenant, commit }, batch));
    reached += batch.length;
    progress?.(reached, lines.length);
  }
  const refused = sum.refused.slice(0, namedRefusals).map(({ line, problem }) => ({ line, problem }));
  return { ...sum, refused, refusedInAll: sum.refused.length };
}

/** A batch that is more than one transaction may hold goes in halves; a line that is so by itself is left out. */
async function take(into: Pick<BringIn, 'tenant' | 'commit'>, batch: readonly ImportLine[]): Promise<Sum> {
  try {
    return await into.commit(into.tenant, (tx, now, put) => takeBatch({ tx, tenant: into.tenant, now, put }, batch));
  } catch (error) {
    if (!(error instanceof OversizedError)) throw error;
  }
  const sum = nothingTaken();
  const half = Math.ceil(batch.length / 2);
  if (batch.length === 1) sum.refused.push(...batch.map(({ line }) => tooLong(line)));
  else for (const part of [batch.slice(0, half), batch.slice(half)]) add(sum, await take(into, part));
  return sum;
}

/** What does not fit into one transaction by itself. */
export function tooLong(line: number): Sum['refused'][number] {
  return { line, problem: 'line.tooLong', field: null };
}

function* batchesOf(lines: readonly ImportLine[]): Generator<readonly ImportLine[]> {
  let batch: ImportLine[] = [];
  let characters = 0;
  for (const line of lines) {
    const size = weight(line);
    if (batch.length > 0 && (batch.length >= batchSize.records || characters + size > batchSize.characters)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(line);
    characters += size;
  }
  if (batch.length > 0) yield batch;
}

/** About how many characters of changes a record becomes. */
export function weight({ record }: ImportLine): number {
  if (!record.ok || record.value.kind !== 'case') return 1000;
  return record.value.conversations.flatMap(({ messages }) => messages).reduce((sum, { text }) => sum + text.length + 400, 1000);
}

export type Batch = { readonly tx: Writer; readonly tenant: TenantId; readonly now: Instant; readonly put: (changes: readonly RowChange[]) => Promise<void> };

export async function takeBatch(batch: Batch, lines: readonly ImportLine[]): Promise<Sum> {
  const { tx, tenant, now, put } = batch;
  await lockImport(tx, tenant);
  const sum = nothingTaken();
  const changes: RowChange[] = [];
  const keys: ImportedKey[] = [];
  const taken = { sum, changes, keys };
  await takeCustomers(batch, lines, sum);
  await takeOrders(batch, lines, sum);
  await takeCases(batch, lines, taken);
  await put(changes);
  await rememberImported(tx, tenant, { keys, at: now });
  await takeArticles(batch, lines, sum);
  await takeMacros(batch, lines, sum);
  for (const { line, record } of lines) if (!record.ok) sum.refused.push({ line, problem: record.code, field: record.field ?? null });
  return sum;
}

type Taken = { readonly sum: Sum; readonly changes: RowChange[]; readonly keys: ImportedKey[] };

async function takeCustomers({ tx, tenant, now }: Batch, lines: readonly ImportLine[], sum: Sum): Promise<void> {
  const records = recordsOf(lines, 'customer').map(({ line, record }) => ({ line, record: canonical(record) }));
  if (records.length === 0) return;
  const before = new Map(await importedIds(tx, tenant, { kind: 'customer', keys: records.map(({ record }) => record.key) }));
  const holders = new Map(await customersByIdentity(tx, tenant, records.flatMap(({ record }) => record.identities)));
  const newcomers: Newcomer[] = [];
  const known: ImportedKey[] = [];
  for (const { line, record } of records) {
    const { key, identities } = record;
    if (before.has(key)) {
      sum.repeated += 1;
      continue;
    }
    if (identities.some(({ kind, value }) => kind === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value))) {
      sum.refused.push({ line, problem: 'identity.malformed', field: 'email' });
      continue;
    }
    const { customer, isNew } = whoIs(record, holders);
    if (isNew) newcomers.push({ key, ...pastCustomer(record, customer, randomUUID) });
    else known.push({ kind: 'customer', key, id: customer });
    for (const { kind, value } of identities) holders.set(`${kind} ${value}`, customer);
    before.set(key, customer);
    sum.customers += 1;
  }
  await addNewcomers(tx, tenant, { newcomers, at: now });
  await rememberImported(tx, tenant, { keys: known, at: now });
}

/** Somebody who is already known by one of the addresses stays who they are; nothing of theirs is written over. */
function whoIs(record: CustomerRecord, holders: ReadonlyMap<string, CustomerId>): { readonly customer: CustomerId; readonly isNew: boolean } {
  const held = record.identities.map(({ kind, value }) => holders.get(`${kind} ${value}`)).find((customer) => customer !== undefined);
  return held === undefined ? { customer: id('customer', randomUUID()), isNew: true } : { customer: held, isNew: false };
}

/** Addresses in the form in which the channels look them up. */
function canonical(record: CustomerRecord): CustomerRecord {
  const identities = record.identities.map(({ kind, value }) => ({ kind, value: kind === 'email' ? canonicalEmail(value) : singleLine(value) }));
  return { ...record, identities };
}

/** What of a case a rule speaks of. */
const fieldOf: Readonly<Partial<Record<ImportProblem, string>>> = { 'customer.absent': 'customer', 'channel.absent': 'channel', 'agent.absent': 'owner', 'messages.outOfOrder': 'at' };

async function takeCases({ tx, tenant }: Batch, lines: readonly ImportLine[], { sum, changes, keys }: Taken): Promise<void> {
  const records = recordsOf(lines, 'case');
  if (records.length === 0) return;
  const before = await importedIds(tx, tenant, { kind: 'case', keys: records.map(({ record }) => record.key) });
  const around = await surroundings(tx, tenant, records);
  const fresh = [...new Map(records.filter(({ record }) => !before.has(record.key)).map((one) => [one.record.key, one])).values()];
  sum.repeated += records.length - fresh.length;
  if (fresh.length === 0) return;
  let number = await nextCaseNumber(tx, tenant, fresh.length);
  for (const { line, record } of fresh) {
    const rows = pastCase(record, number, around);
    if (!rows.ok) {
      sum.refused.push({ line, problem: rows.code, field: fieldOf[rows.code] ?? null });
      continue;
    }
    number += 1;
    changes.push(...rows.value);
    sum.cases += 1;
    sum.messages += rows.value.filter(({ table }) => table === 'messages').length;
    for (const change of rows.value) if (change.op === 'put' && change.table === 'cases') keys.push({ kind: 'case', key: record.key, id: change.row.id });
  }
}

async function surroundings(tx: Writer, tenant: TenantId, records: readonly Numbered<CaseRecord>[]): Promise<Surroundings> {
  const ids = await importedIds(tx, tenant, { kind: 'customer', keys: records.map(({ record }) => record.customer) });
  const rows = await lockRows(tx, tenant, { table: 'customers', ids: [...new Set(ids.values())] });
  const byId = new Map<string, (typeof rows)[number]>(rows.map((row) => [row.id, row]));
  const customers = new Map<string, { readonly id: CustomerId; readonly name: string }>();
  for (const [key, customer] of ids) {
    const row = byId.get(customer);
    if (row !== undefined && isId('customer', row.id)) customers.set(key, { id: row.id, name: row.name });
  }
  return { customers, channels: await channelPlaces(tx, tenant), people: await peopleByEmail(tx, tenant), unique: randomUUID };
}
