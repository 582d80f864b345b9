import type { CaseRecord, ImportProblem } from '#contract/import-record';
import { addUntoldCases, channelPlaces, importedIds, peopleByEmail } from '#db/central/import';
import { nextCaseNumber } from '#db/central/intake';
import type { Writer } from '#db/central/open';
import { lockRows } from '#db/central/rows';
import { isFinished } from '#domain/conversation/case';
import type { RowChange } from '#domain/tables';
import { isId, type CustomerId, type TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { finishedKept } from '../sync/finished-kept';
import type { Batch, Taken } from './bring-in';
import { pastCase, type Surroundings } from './past-case';
import type { ImportLine } from './read-lines';
import { recordsOf, type Numbered } from './taken';

/** What of a case a rule speaks of. */
const fieldOf: Readonly<Partial<Record<ImportProblem, string>>> = { 'customer.absent': 'customer', 'channel.absent': 'channel', 'agent.absent': 'owner', 'messages.outOfOrder': 'at' };

/** Cases that a copy may hold are told to their team; older ones come in beside the log. */
export async function takeCases({ tx, tenant, now, numbers }: Batch, lines: readonly ImportLine[], { sum, changes, keys }: Taken): Promise<void> {
  const records = recordsOf(lines, 'case');
  if (records.length === 0) return;
  const before = await importedIds(tx, tenant, { kind: 'case', keys: records.map(({ record }) => record.key) });
  const around = await surroundings(tx, tenant, records);
  const fresh = [...new Map(records.filter(({ record }) => !before.has(record.key)).map((one) => [one.record.key, one])).values()];
  sum.repeated += records.length - fresh.length;
  if (fresh.length === 0) return;
  const unnumbered = fresh.filter(({ record }) => numbers?.has(record.key) !== true).length;
  let number = unnumbered === 0 ? 0 : await nextCaseNumber(tx, tenant, unnumbered);
  const untold: RowChange[] = [];
  for (const { line, record } of fresh) {
    const own = numbers?.get(record.key);
    const rows = pastCase(record, own ?? number, around);
    if (!rows.ok) {
      sum.refused.push({ line, problem: rows.code, field: fieldOf[rows.code] ?? null });
      continue;
    }
    if (own === undefined) number += 1;
    (isBeyondCopies(rows.value, now) ? untold : changes).push(...rows.value);
    sum.cases += 1;
    sum.messages += rows.value.filter(({ table }) => table === 'messages').length;
    for (const change of rows.value) if (change.op === 'put' && change.table === 'cases') keys.push({ kind: 'case', key: record.key, id: change.row.id });
  }
  await addUntoldCases(tx, tenant, untold);
}

/** Finished so long ago that no copy holds it, and none will. */
function isBeyondCopies(rows: readonly RowChange[], now: Instant): boolean {
  return rows.some((change) => change.op === 'put' && change.table === 'cases' && isFinished(change.row.state) && change.row.state.at < now - finishedKept);
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
