/** What stands before the text of a page: a word, a list, or a list of things with names of their own. */
export type FrontValue = string | readonly (string | ReadonlyMap<string, string>)[];

export type Page = { readonly front: ReadonlyMap<string, FrontValue>; readonly body: string };

/** Takes a page of Markdown apart. Null: what stands before its text has no end, or a line of it says nothing that we know how to read. */
export function pageOf(text: string): Page | null {
  const lines = text.replace(/^\ufeff/u, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  if (lines[0]?.trimEnd() !== '---') return { front: new Map(), body: lines.join('\n') };
  const end = lines.findIndex((line, at) => at > 0 && (line.trimEnd() === '---' || line.trimEnd() === '...'));
  const front = end < 0 ? null : frontOf(lines.slice(1, end));
  return front === null ? null : { front, body: lines.slice(end + 1).join('\n') };
}

/** The part of YAML that people write there: words, lists in a line and below, and blocks of text. */
function frontOf(lines: readonly string[]): ReadonlyMap<string, FrontValue> | null {
  const front = new Map<string, FrontValue>();
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    at += 1;
    if (isBlank(line)) continue;
    const pair = pairOf(line);
    if (pair === null || isInner(line)) return null;
    const below: string[] = [];
    for (let next = lines[at]; next !== undefined && (next.trim() === '' || isInner(next)); next = lines[at]) {
      below.push(next);
      at += 1;
    }
    const value = valueOf(pair.value, below);
    if (value === null) return null;
    front.set(pair.name, value);
  }
  return front;
}

function valueOf(said: string, below: readonly string[]): FrontValue | null {
  if (/^[|>][+-]?$/u.test(said)) return below.map((line) => line.trim()).join(said.startsWith('|') ? '\n' : ' ').trim();
  if (said === '') return itemsOf(below.filter((line) => !isBlank(line)));
  if (below.some((line) => !isBlank(line))) return null;
  return said.startsWith('[') ? listOf(said) : wordOf(said);
}

function itemsOf(lines: readonly string[]): FrontValue | null {
  const items: (string | Map<string, string>)[] = [];
  for (const line of lines) {
    const inner = line.trim();
    const begins = inner === '-' || inner.startsWith('- ');
    const said = begins ? inner.slice(1).trim() : inner;
    const pair = pairOf(said);
    const last = items.at(-1);
    if (begins) items.push(pair === null ? wordOf(said) : new Map([[pair.name, wordOf(pair.value)]]));
    else if (pair !== null && last instanceof Map) last.set(pair.name, wordOf(pair.value));
    else return null;
  }
  return items;
}

/** `[one, "two, three"]`; null where it does not end on its line. */
function listOf(said: string): readonly string[] | null {
  const open = withoutRemark(said);
  if (!open.endsWith(']')) return null;
  const parts: string[] = [''];
  let quote = '';
  for (const letter of open.slice(1, -1)) {
    if (letter === quote) quote = '';
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    if (letter === ',' && quote === '') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${letter}`);
  }
  return parts.map(wordOf).filter((part) => part !== '');
}

/** Null for a line that gives nothing a value. A quoted line is a word, whatever stands in it. */
function pairOf(line: string): { readonly name: string; readonly value: string } | null {
  const colon = line.indexOf(':');
  const after = line[colon + 1];
  if (colon < 1 || line.startsWith('"') || line.startsWith("'") || (after !== undefined && after !== ' ' && after !== '\t')) return null;
  return { name: line.slice(0, colon).trim(), value: withoutRemark(line.slice(colon + 1).trim()) };
}

function wordOf(said: string): string {
  const word = withoutRemark(said.trim());
  const quote = word[0];
  if ((quote !== '"' && quote !== "'") || word.length < 2 || !word.endsWith(quote)) return word === '~' || word === 'null' ? '' : word;
  const inner = word.slice(1, -1);
  return quote === '"' ? inner.replaceAll('\\"', '"').replaceAll('\\\\', '\\') : inner.replaceAll("''", "'");
}

/** A remark begins with a space and a number sign, outside of quotes. */
function withoutRemark(said: string): string {
  if (said.startsWith('#')) return '';
  const quote = said[0];
  const from = quote === '"' || quote === "'" ? said.indexOf(quote, 1) + 1 : 0;
  const remark = said.indexOf(' #', from);
  return remark < 0 ? said : said.slice(0, remark).trimEnd();
}

function isBlank(line: string): boolean {
  const inner = line.trim();
  return inner === '' || inner.startsWith('#');
}

/** What belongs to the name above it. */
function isInner(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t') || line === '-' || line.startsWith('- ');
}
