import { importLimits, importRecord } from '#contract/import-record';
import type { ImportRow } from '#db/central/imports';
import type { Instant } from '#kernel/instant';
import { cellsOfRow } from './csv';
import { flatRecord, judged, type Judged } from './flat-record';
import { readPage } from './read-page';

/** How a file has to be read. */
export type Reading = Pick<ImportRow, 'kind' | 'format' | 'separator' | 'mapping'> & { readonly columns: readonly string[] };

/** `file`: the one that this record came in, where each has its own. */
type Read = { readonly record: Judged; readonly file?: string; readonly cells?: readonly string[] };

/** One record of a file. Null: its bytes are no text in the encoding of the file, or it has no end. */
export function readRecord(reading: Reading, text: string | null, now: Instant): Read {
  if (text === null) return { record: { ok: false, code: 'line.malformed', field: null } };
  if (text.length > importLimits.line) return { record: { ok: false, code: 'line.tooLong', field: null } };
  return reading.format === 'csv' ? { record: readRow(reading, text, now) } : readObject(reading, text, now);
}

function readRow({ kind, separator, mapping, columns }: Reading, text: string, now: Instant): Judged {
  const cells = cellsOfRow(text, separator);
  if (cells.length !== columns.length) return { ok: false, code: 'line.malformed', field: null };
  return flatRecord(kind, (field) => (mapping[field] === undefined ? '' : (cells[columns.indexOf(mapping[field])] ?? '')), now);
}

/** An object that names its kind is whole as it is; any other is a flat line. */
function readObject({ kind, mapping }: Reading, text: string, now: Instant): Read {
  const members = membersOf(text);
  if (members === null) return { record: { ok: false, code: 'line.malformed', field: null } };
  if (members.get('kind') === kind) return { record: judged(importRecord, Object.fromEntries(members)) };
  const page = kind === 'article' ? readPage(Object.fromEntries(members), now) : null;
  return page ?? { record: flatRecord(kind, (field) => plain(members.get(mapping[field] ?? '')), now) };
}

export function membersOf(text: string): ReadonlyMap<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
  } catch {
    return null;
  }
}

export function plain(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
