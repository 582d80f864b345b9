import { importId, personId, tenantId } from '#contract/ids';
import { importBounds, importEncodings, importFormats, importJob, importKinds, importStates, type ImportJob, type ImportMapping } from '#contract/import-job';
import { importProblem } from '#contract/import-record';
import type { ImportId, TenantId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const importRow = z.object({
  tenant: tenantId,
  id: importId,
  kind: z.enum(importKinds),
  format: z.enum(importFormats),
  name: z.string(),
  size: z.number(),
  held: z.number(),
  encoding: z.enum(importEncodings),
  separator: z.string(),
  mapping: z.record(z.string(), z.string()),
  state: z.enum(importStates),
  cursor: z.number(),
  line: z.number(),
  taken: z.number(),
  repeated: z.number(),
  refused: z.number(),
  person: personId,
  at: z.number(),
  endedAt: z.number().nullable(),
  fence: z.number(),
});

/** An import as the database knows it. */
export type ImportRow = z.infer<typeof importRow>;
export type ImportName = { readonly tenant: TenantId; readonly id: ImportId };

export async function addImport(tx: Writer, row: Pick<ImportRow, 'tenant' | 'id' | 'kind' | 'name' | 'size' | 'person' | 'at'>): Promise<void> {
  await tx('imports').insert({ ...row, format: 'csv', state: 'uploading' });
}

export async function findImport(db: Reader, { tenant, id }: ImportName): Promise<ImportRow | null> {
  const found: unknown = await db('imports').where({ tenant, id }).first();
  return found === undefined ? null : importRow.parse(found);
}

export async function lockImportRow(tx: Writer, { tenant, id }: ImportName): Promise<ImportRow | null> {
  const found: unknown = await tx('imports').where({ tenant, id }).forUpdate().first();
  return found === undefined ? null : importRow.parse(found);
}

export async function importsOf(db: Reader, tenant: TenantId): Promise<readonly ImportJob[]> {
  const found: unknown[] = await db('imports').where({ tenant }).orderBy([{ column: 'at', order: 'desc' }, 'id']).limit(importBounds.list).select(...Object.keys(importJob.shape));
  return found.map((row) => importJob.parse(row));
}

/** Bytes of a tenant's files that are here. */
export async function heldByImports(db: Reader, tenant: TenantId): Promise<number> {
  const found: unknown = await db('imports').where({ tenant }).whereNot({ state: 'done' }).sum({ bytes: 'size' }).first();
  return z.object({ bytes: z.coerce.number() }).parse(found).bytes;
}

export async function addImportPiece(tx: Writer, { tenant, id }: ImportName, { from, bytes }: { readonly from: number; readonly bytes: Uint8Array }): Promise<void> {
  await tx('import_pieces').insert({ tenant, import: id, from, bytes: Buffer.from(bytes) });
  await tx('imports').where({ tenant, id }).update({ held: from + bytes.byteLength });
}

const piece = z.object({ from: z.number(), bytes: z.instanceof(Buffer) });

/** The bytes of a file from `at` on, as far as one piece goes; null at its end. */
export async function importBytes(db: Reader, { tenant, id }: ImportName, at: number): Promise<Buffer | null> {
  const found: unknown = await db('import_pieces').where({ tenant, import: id }).where('from', '<=', at).orderBy('from', 'desc').first('from', 'bytes');
  if (found === undefined) return null;
  const { from, bytes } = piece.parse(found);
  return at < from + bytes.length ? bytes.subarray(at - from) : null;
}

type Begin = Pick<ImportRow, 'format' | 'encoding' | 'separator' | 'cursor' | 'line'> & { readonly mapping: ImportMapping };

export async function beginImport(tx: Writer, { tenant, id }: ImportName, { mapping, format, encoding, separator, cursor, line }: Begin): Promise<void> {
  await tx('imports').where({ tenant, id }).update({ format, encoding, separator, cursor, line, mapping: JSON.stringify(mapping), state: 'waiting' });
}

/** Nobody who works at it may go on: their fence is not the last any more. */
export async function setImportState(tx: Writer, { tenant, id }: ImportName, state: 'waiting' | 'stopped'): Promise<void> {
  await tx('imports').where({ tenant, id }).update({ state, fence: tx.raw('fence + 1'), leaseUntil: 0 });
}

const sqlNow = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/** Takes one import that waits, or whose worker has gone silent. */
export async function claimImport(db: Reader, lease: Duration): Promise<ImportRow | null> {
  const answer: { rows: unknown[] } = await db.raw(
    `update imports set state = 'running', fence = fence + 1, "leaseUntil" = ${sqlNow} + ?
     where (tenant, id) in (select tenant, id from imports where state in ('waiting', 'running') and "leaseUntil" <= ${sqlNow} order by at limit 1 for update skip locked)
     returning *`,
    [lease],
  );
  return answer.rows[0] === undefined ? null : importRow.parse(answer.rows[0]);
}

export type ImportStep = Pick<ImportRow, 'tenant' | 'id' | 'fence' | 'cursor' | 'line' | 'taken' | 'repeated' | 'refused'> & { readonly ended: 'done' | 'failed' | null; readonly now: Instant };

/** Records a step in the transaction that took it in; false when the import was stopped or went to another worker meanwhile. */
export async function recordStep(tx: Writer, step: ImportStep, lease: Duration): Promise<boolean> {
  const { tenant, id, fence, ended, now, ...counts } = step;
  const found: unknown = await tx('imports')
    .where({ tenant, id, fence, state: 'running' })
    .update({ ...counts, state: ended ?? 'running', endedAt: ended === null ? null : now, leaseUntil: tx.raw(`${sqlNow} + ?`, [lease]) });
  return found === 1;
}

/** Keeps an import for the step that is under way. */
export async function renewImport(db: Reader, { tenant, id, fence }: Pick<ImportRow, 'tenant' | 'id' | 'fence'>, lease: Duration): Promise<void> {
  await db('imports').where({ tenant, id, fence, state: 'running' }).update({ leaseUntil: db.raw(`${sqlNow} + ?`, [lease]) });
}

export async function failImport(db: Reader, { tenant, id, fence }: Pick<ImportRow, 'tenant' | 'id' | 'fence'>, now: Instant): Promise<void> {
  await db('imports').where({ tenant, id, fence, state: 'running' }).update({ state: 'failed', endedAt: now });
}

export type NewProblem = { readonly line: number; readonly field: string | null; readonly code: string; readonly file: string | null };

export async function addProblems(tx: Writer, { tenant, id }: ImportName, problems: readonly NewProblem[]): Promise<void> {
  if (problems.length === 0) return;
  await tx.raw(
    `insert into import_problems (tenant, import, line, field, code, file)
     select ?, ?, line, field, code, file from jsonb_to_recordset(?::jsonb) as p(line bigint, field text, code text, file text) on conflict do nothing`,
    [tenant, id, JSON.stringify(problems)],
  );
}

/** A line that came in no file of its own says nothing of one: workstations of an older version know no such word. */
const problemRow = z.object({ line: z.number(), field: z.string().nullable(), code: importProblem, file: z.string().nullable() }).transform(({ file, ...row }) => (file === null ? row : { ...row, file }));

export async function problemsOf(db: Reader, { tenant, id }: ImportName, after: number): Promise<readonly z.infer<typeof problemRow>[]> {
  const found: unknown[] = await db('import_problems').where({ tenant, import: id }).where('line', '>', after).orderBy('line').limit(importBounds.page + 1).select('line', 'field', 'code', 'file');
  return found.map((row) => problemRow.parse(row));
}

export async function dropPieces(db: Reader | Writer, { tenant, id }: ImportName): Promise<void> {
  await db('import_pieces').where({ tenant, import: id }).delete();
}

/** Files that nobody started, and reports that nobody needs any more. */
export async function forgetImports(db: Reader, before: { readonly unstarted: Instant; readonly ended: Instant }): Promise<void> {
  const sqlOld = `select tenant, id from imports where state not in ('waiting', 'running') and at < case state when 'uploading' then ?::bigint else ?::bigint end`;
  const ages = [before.unstarted, before.ended];
  await db.raw(`with old as (${sqlOld}) delete from import_pieces as piece using old where piece.tenant = old.tenant and piece.import = old.id`, ages);
  await db.raw(`with old as (${sqlOld}) delete from import_problems as problem using old where problem.tenant = old.tenant and problem.import = old.id`, ages);
  await db.raw(`with old as (${sqlOld}) delete from imports using old where imports.tenant = old.tenant and imports.id = old.id`, ages);
}
