/** One row of a table, with the line of the file on which it starts. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** Reads a table as RFC 4180 and spreadsheets write it: comma or semicolon; cells in quotes may hold both and line breaks. */
export function readCsv(text: string): readonly CsvRow[] {
  const body = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const rows: CsvRow[] = [];
  let line = 1;
  let row: { line: number; cells: string[] } = { line, cells: [] };
  for (const { cell, quoted, ends } of cellsOf(body, separatorOf(body))) {
    row.cells.push(cell);
    line += cell.split('\n').length - 1;
    if (ends === 'cell') continue;
    if (row.cells.length > 1 || quoted || cell !== '') rows.push(row);
    line += 1;
    row = { line, cells: [] };
  }
  return rows;
}

/** The cells of one row that was cut out of a table. */
export function cellsOfRow(row: string, separator: string): readonly string[] {
  return Array.from(cellsOf(row.replaceAll('\r\n', '\n').replace(/\r$/, ''), separator), ({ cell }) => cell);
}

/** Whichever of the two the first line has more of. */
export function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return first.split(';').length > first.split(',').length ? ';' : ',';
}

type Cell = { readonly cell: string; readonly quoted: boolean; readonly ends: 'cell' | 'row' };

function* cellsOf(text: string, separator: string): Generator<Cell> {
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"';
    const inside = quoted ? closingQuote(text, at + 1) : at;
    const end = nextOf(text, [separator, '\n'], inside);
    const cell = quoted ? text.slice(at + 1, inside).replaceAll('""', '"') : text.slice(at, end);
    const ends = text[end] === separator ? 'cell' : 'row';
    yield { cell, quoted, ends };
    at = end + 1;
    if (ends === 'cell' && at === text.length) yield { cell: '', quoted: false, ends: 'row' };
  }
}

/** Where the quote that closes a cell stands; a doubled quote is a letter of the cell. */
function closingQuote(text: string, from: number): number {
  let at = nextOf(text, ['"'], from);
  while (text[at + 1] === '"') at = nextOf(text, ['"'], at + 2);
  return at;
}

/** Looks at each letter once: to search for a mark that never comes, over and over, would hold the server for minutes. */
function nextOf(text: string, marks: readonly string[], from: number): number {
  let at = from;
  while (at < text.length && !marks.includes(text[at] ?? '')) at += 1;
  return at;
}
