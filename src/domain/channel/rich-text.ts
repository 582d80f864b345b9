/** A piece of a line as it is shown. */
export type Span = { readonly text: string; readonly bold: boolean; readonly italic: boolean; readonly href: string | null };

/** What a line is: `- ` begins a point, `1. ` a numbered one, `> ` a quoted line. */
export type LineKind = 'text' | 'point' | 'number' | 'quote';
export type RichLine = { readonly kind: LineKind; /** Of a numbered one. */ readonly number: number; readonly spans: readonly Span[] };

const address = String.raw`https?:\/\/[^\s()<>"]{1,500}|mailto:[^\s()<>"]{1,300}`;
const wholeAddress = new RegExp(`^(?:${address})$`);
const link = new RegExp(String.raw`\[((?:\\[\\*[\]]|[^\][\n\\]|\\(?![\\*[\]])){1,500})\]\((${address})\)`, 'y');
const begins = /^(?:(- )|(\d{1,4})\. |(> ))/;

/** Whether a link may lead there. */
export function isLinkAddress(href: string): boolean {
  return wholeAddress.test(href);
}

type Mark = 'bold' | 'italic';
type Token = { readonly mark: Mark; readonly written: string; readonly opens: boolean; readonly closes: boolean } | { readonly text: string; readonly href: string | null };

/** Bold between `**`, italic between `*`, links as `[words](https://…)`; anything else stands for itself, and so does one of these signs behind `\`. */
export function spansOf(line: string): readonly Span[] {
  const tokens = tokensOf(line);
  const marking = paired(tokens);
  const on = { bold: false, italic: false };
  const spans: Span[] = [];
  tokens.forEach((token, at) => {
    if ('text' in token) return push(spans, { ...on, ...token });
    if (marking.has(at)) on[token.mark] = !on[token.mark];
    else push(spans, { ...on, text: token.written, href: null });
  });
  return spans;
}

function push(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  const isSame = last !== undefined && last.bold === span.bold && last.italic === span.italic && last.href === null && span.href === null;
  if (isSame) spans[spans.length - 1] = { ...last, text: last.text + span.text };
  else if (span.text !== '') spans.push(span);
}

function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const found = tokenAt(line, at);
    tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

const plainRun = /[^\\*[]+/y;

function tokenAt(line: string, at: number): { readonly token: Token; readonly end: number } {
  const sign = line[at] ?? '';
  plainRun.lastIndex = at;
  const run = plainRun.exec(line);
  if (run !== null) return { token: { text: run[0], href: null }, end: at + run[0].length };
  if (sign === '\\' && /[\\*[\]]/.test(line[at + 1] ?? '')) return { token: { text: line[at + 1] ?? '', href: null }, end: at + 2 };
  link.lastIndex = at;
  const linked = sign === '[' ? link.exec(line) : null;
  if (linked !== null) return { token: { text: unescaped(linked[1] ?? ''), href: linked[2] ?? null }, end: link.lastIndex };
  if (sign !== '*') return { token: { text: sign, href: null }, end: at + 1 };
  const written = line[at + 1] === '*' ? '**' : '*';
  const end = at + written.length;
  return { token: { mark: written === '**' ? 'bold' : 'italic', written, opens: /\S/.test(line[end] ?? ''), closes: /\S/.test(line[at - 1] ?? '') }, end };
}

/** The places of marks that open and close something. */
function paired(tokens: readonly Token[]): ReadonlySet<number> {
  const open: Record<Mark, number | null> = { bold: null, italic: null };
  const places = new Set<number>();
  tokens.forEach((token, at) => {
    if ('text' in token) return;
    const from = open[token.mark];
    if (from !== null && token.closes && at > from + 1) {
      places.add(from).add(at);
      open[token.mark] = null;
    } else if (from === null && token.opens) open[token.mark] = at;
  });
  return places;
}

function unescaped(text: string): string {
  return text.replace(/\\([\\*[\]])/g, '$1');
}

/** The lines of a text with marks. */
export function linesOf(text: string): readonly RichLine[] {
  return text.split('\n').map((line) => {
    const found = begins.exec(line);
    const kind = found === null ? 'text' : found[1] !== undefined ? 'point' : found[3] === undefined ? 'number' : 'quote';
    const rest = found === null ? line.replace(/^\\(?=- |> |\d{1,4}\. )/, '') : line.slice(found[0].length);
    return { kind, number: Number(found?.[2] ?? 0), spans: spansOf(rest) };
  });
}

/** The opposite of `linesOf`: the text with its marks, in which nothing else is taken for one. */
export function markedText(lines: readonly RichLine[]): string {
  return lines.map(({ kind, number, spans }) => (kind === 'text' ? marked(spans).replace(/^(?=- |> |\d{1,4}\. )/, '\\') : `${startOf(kind, number)}${marked(spans)}`)).join('\n');
}

/** A text in which nothing is marked, as one with marks. */
export function asMarked(text: string): string {
  return markedText(text.split('\n').map((line) => ({ kind: 'text', number: 0, spans: [{ text: line, bold: false, italic: false, href: null }] })));
}

function startOf(kind: LineKind, number: number): string {
  return { text: '', point: '- ', number: `${number}. `, quote: '> ' }[kind];
}

function marked(spans: readonly Span[]): string {
  const on = { bold: false, italic: false };
  let text = '';
  const turn = (mark: Mark, to: boolean): void => {
    if (on[mark] !== to) text += mark === 'bold' ? '**' : '*';
    on[mark] = to;
  };
  for (const { text: words, bold, italic, href } of trimmed(spans)) {
    turn('bold', bold);
    turn('italic', italic);
    const safe = words.replace(/[\\*[]/g, String.raw`\$&`);
    text += href === null || !isLinkAddress(href) ? safe : `[${safe.replaceAll(']', String.raw`\]`)}](${href})`;
  }
  turn('italic', false);
  turn('bold', false);
  return text;
}

/** A mark begins and ends at a letter: spaces at its ends do without. */
function trimmed(spans: readonly Span[]): readonly Span[] {
  return spans.flatMap((span): Span[] => {
    if (span.href !== null || (!span.bold && !span.italic)) return [span];
    const [, before = '', words = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(span.text) ?? [];
    const plain = { bold: false, italic: false, href: null };
    return [{ ...plain, text: before }, { ...span, text: words }, { ...plain, text: after }].filter(({ text }) => text !== '');
  });
}

/** For who reads plain text: the words, and where a link leads. */
export function plainOf(text: string): string {
  return text.split('\n').map((line) => plainWords(spansOf(line))).join('\n');
}

/** Of a whole text with marks. */
export function plainText(lines: readonly RichLine[]): string {
  return lines.map(({ kind, number, spans }) => `${startOf(kind, number)}${plainWords(spans)}`).join('\n');
}

function plainWords(spans: readonly Span[]): string {
  return spans.map(({ text: words, href }) => (href === null || href.includes(words) ? (href?.replace(/^mailto:/, '') ?? words) : `${words} (${href.replace(/^mailto:/, '')})`)).join('');
}

/** The same as HTML, in which no sign of the text is markup; null where nothing is marked, and the plain text says all. */
export function richHtml(lines: readonly RichLine[]): string | null {
  const isPlain = lines.every(({ kind, spans }) => kind === 'text' && spans.every(({ bold, italic, href }) => !bold && !italic && href === null));
  return isPlain ? null : groupsOf(lines).map(groupHtml).join('\n');
}

function groupsOf(lines: readonly RichLine[]): readonly (readonly RichLine[])[] {
  const groups: RichLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.[0]?.kind === line.kind) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

function groupHtml(lines: readonly RichLine[]): string {
  const kind = lines[0]?.kind ?? 'text';
  if (kind === 'point' || kind === 'number') {
    const items = lines.map(({ spans }) => `<li>${spansHtml(spans)}</li>`).join('');
    return kind === 'point' ? `<ul>${items}</ul>` : `<ol start="${lines[0]?.number ?? 1}">${items}</ol>`;
  }
  const inside = lines.map(({ spans }) => spansHtml(spans)).join('<br>');
  return kind === 'quote' ? `<blockquote style="white-space:pre-wrap;margin-left:8px;padding-left:10px;border-left:2px solid #ccc">${inside}</blockquote>` : `<div style="white-space:pre-wrap">${inside}</div>`;
}

export function spansHtml(spans: readonly Span[]): string {
  return spans
    .map(({ text, bold, italic, href }) => {
      const words = href === null ? escapedHtml(text) : `<a href="${escapedHtml(href)}">${escapedHtml(text)}</a>`;
      const inclined = italic ? `<i>${words}</i>` : words;
      return bold ? `<b>${inclined}</b>` : inclined;
    })
    .join('');
}

export function escapedHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
