/** A piece of a line as it is shown. */
export type Span = { readonly text: string; readonly bold: boolean; readonly italic: boolean; readonly href: string | null };

const marked = /(\*\*|\*)(?=\S)([^*\n]{1,300}?)(?<=\S)\1/;
const link = /\[([^\][\n]{1,200})\]\((https?:\/\/[^\s()<>"]{1,500}|mailto:[^\s()<>"]{1,300})\)/;

/** Bold between `**`, italic between `*`, links as `[words](https://…)`; anything else stands for itself. A link may be bold, and nothing is bold and italic. */
export function spansOf(line: string): readonly Span[] {
  return piecesOf(line, marked).flatMap(({ between, found }) => [...linked(between, ''), ...(found === null ? [] : linked(found[2] ?? '', found[1] ?? ''))]);
}

function linked(text: string, mark: string): readonly Span[] {
  const look = { bold: mark === '**', italic: mark === '*' };
  const spans = piecesOf(text, link).flatMap(({ between, found }) => [{ ...look, text: between, href: null }, { ...look, text: found?.[1] ?? '', href: found?.[2] ?? null }]);
  return spans.filter((span) => span.text !== '');
}

type Piece = { readonly between: string; readonly found: RegExpExecArray | null };

function piecesOf(text: string, what: RegExp): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let found = what.exec(rest); found !== null; found = what.exec(rest)) {
    pieces.push({ between: rest.slice(0, found.index), found });
    rest = rest.slice(found.index + found[0].length);
  }
  return [...pieces, { between: rest, found: null }];
}

/** For who reads plain text: the words, and where a link leads. */
export function plainOf(text: string): string {
  return text.split('\n').map((line) => spansOf(line).map(({ text: words, href }) => (href === null || href.includes(words) ? (href?.replace(/^mailto:/, '') ?? words) : `${words} (${href.replace(/^mailto:/, '')})`)).join('')).join('\n');
}
