import type { CustomerRecord, ImportResult } from '#contract/import-record';
import { canonicalEmail } from '#db/central/accounts';
import { addNewcomers, customersByIdentity, importedIds, lockImport, rememberImported, type ImportedKey, type Newcomer } from '#db/central/import';
import type { Writer } from '#db/central/open';
import type { RowChange } from '#domain/tables';
import { id, type CustomerId, type TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { singleLine } from '#kernel/text';
import { randomUUID } from 'node:crypto';
import { OversizedError, type Commit } from '../sync/commit';
import { pastCustomer } from './past-case';
import type { ImportLine } from './read-lines';
import { takeCases } from './take-cases';
import { add, nothingTaken, recordsOf, type Sum } from './taken';
import { takeArticles, takeMacros, takeOrders } from './take-things';

/** Cases in one transaction, and messages in it, whichever is reached first: one transaction is one frame for a client. */
const batchSize = { cases: 60, characters: 400_000 };

/** Refused lines that an answer names; of the others it tells the number. */
const namedRefusals = 100;

export type BringIn = {
  readonly tenant: TenantId;
  readonly commit: Commit;
  readonly progress?: (done: number, total: number) => void;
  /** Numbers of cases that the caller has taken for them before, by key; the others get the next ones. */
  readonly numbers?: ReadonlyMap<string, number>;
};

/**
 * Takes records in through the one door of changes, in batches. What was taken in before is passed over by its key, so an
 * import that broke off is simply repeated. Customers come before the cases that name them.
 */
export async function bringIn({ progress, ...into }: BringIn, lines: readonly ImportLine[]): Promise<ImportResult> {
  const sum = nothingTaken();
  let reached = 0;
  for (const batch of batchesOf(lines)) {
    add(sum, await take(into, batch));
    reached += batch.length;
    progress?.(reached, lines.length);
  }
  const refused = sum.refused.slice(0, namedRefusals).map(({ line, problem }) => ({ line, problem }));
  return { ...sum, refused, refusedInAll: sum.refused.length };
}

/** A batch that is more than one transaction may hold goes in halves; a line that is so by itself is left out. */
async function take(into: Omit<BringIn, 'progress'>, batch: readonly ImportLine[]): Promise<Sum> {
  try {
    return await into.commit(into.tenant, (tx, now, put) => takeBatch({ tx, now, put, tenant: into.tenant, numbers: into.numbers }, batch));
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
  let [cases, characters] = [0, 0];
  for (const line of lines) {
    const size = weight(line);
    if (batch.length > 0 && (cases >= batchSize.cases || characters + size > batchSize.characters)) {
      yield batch;
      batch = [];
      [cases, characters] = [0, 0];
    }
    batch.push(line);
    if (line.record.ok && line.record.value.kind === 'case') cases += 1;
    characters += size;
  }
  if (batch.length > 0) yield batch;
}

/** About how many characters of changes a record becomes. */
export function weight({ record }: ImportLine): number {
  if (!record.ok) return 1000;
  if ('text' in record.value) return record.value.text.length + 1000;
  if (record.value.kind !== 'case') return 1000;
  return record.value.conversations.flatMap(({ messages }) => messages).reduce((sum, { text }) => sum + text.length + 400, 1000);
}

export type Batch = {
  readonly tx: Writer;
  readonly tenant: TenantId;
  readonly now: Instant;
  readonly put: (changes: readonly RowChange[]) => Promise<void>;
  readonly numbers?: BringIn['numbers'] | undefined;
};

export async function takeBatch(batch: Batch, lines: readonly ImportLine[]): Promise<Sum> {
  const { tx, tenant, now, put } = batch;
  await lockImport(tx, tenant);
  const sum = nothingTaken();
  const changes: RowChange[] = [];
  const keys: ImportedKey[] = [];
  const taken = { sum, changes, keys };
  await takeCustomers(batch, lines, sum);
  await takeOrders(batch, lines, taken);
  await takeCases(batch, lines, taken);
  await put(changes);
  await rememberImported(tx, tenant, { keys, at: now });
  await takeArticles(batch, lines, sum);
  await takeMacros(batch, lines, sum);
  for (const { line, record } of lines) if (!record.ok) sum.refused.push({ line, problem: record.code, field: record.field ?? null });
  return sum;
}

export type Taken = { readonly sum: Sum; readonly changes: RowChange[]; readonly keys: ImportedKey[] };

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

/** Addresses in the form in which the channels look them up, each once. */
function canonical(record: CustomerRecord): CustomerRecord {
  const identities = record.identities.map(({ kind, value }) => ({ kind, value: kind === 'email' ? canonicalEmail(value) : singleLine(value) }));
  const distinct = new Map(identities.filter(({ value }) => value !== '').map((one) => [`${one.kind} ${one.value}`, one]));
  return { ...record, identities: [...distinct.values()] };
}
