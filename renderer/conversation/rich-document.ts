import { linesOf, markedText, type LineKind, type RichLine, type Span } from '#domain/channel/rich-text';
import { DOMParser, Fragment, Slice, type Node } from 'prosemirror-model';
import { cleanMail } from './mail-cleaning';
import { richSchema } from './rich-schema';

const { nodes, marks } = richSchema;

/** A text with marks as the editor holds it. */
export function documentOf(text: string): Node {
  const blocks: Node[] = [];
  let group: RichLine[] = [];
  const close = (): void => {
    if (group.length > 0) blocks.push(blockOf(group));
    group = [];
  };
  for (const line of linesOf(text)) {
    const before = group[0]?.kind;
    if (line.kind === 'text' || line.kind !== before) close();
    group.push(line);
  }
  close();
  return nodes.doc.create(null, blocks);
}

function blockOf(lines: readonly RichLine[]): Node {
  const paragraphs = lines.map(({ spans }) => paragraph(spans));
  const items = (): readonly Node[] => paragraphs.map((one) => nodes.list_item.create(null, one));
  switch (lines[0]?.kind) {
    case 'point':
      return nodes.bullet_list.create(null, items());
    case 'number':
      return nodes.ordered_list.create({ start: lines[0].number }, items());
    case 'quote':
      return nodes.blockquote.create(null, paragraphs);
    case 'text':
    case undefined:
      return paragraphs[0] ?? nodes.paragraph.create();
  }
}

function paragraph(spans: readonly Span[]): Node {
  return nodes.paragraph.create(null, spans.map(({ text, bold, italic, href }) => richSchema.text(text, [...(href === null ? [] : [marks.link.create({ href })]), ...(bold ? [marks.bold.create()] : []), ...(italic ? [marks.italic.create()] : [])])));
}

/** The opposite: what is kept and sent. */
export function textOf(document: Node): string {
  const lines: RichLine[] = [];
  document.forEach((block) => {
    const kind = kinds[block.type.name] ?? 'text';
    const start = Number(block.attrs['start'] ?? 1);
    if (kind === 'text') lines.push(lineOf(block, kind, 0));
    else block.forEach((inner, _offset, at) => lines.push(lineOf(kind === 'quote' ? inner : (inner.firstChild ?? inner), kind, start + at)));
  });
  return markedText(lines);
}

const kinds: Readonly<Record<string, LineKind>> = { bullet_list: 'point', ordered_list: 'number', blockquote: 'quote' };

function lineOf(block: Node, kind: LineKind, number: number): RichLine {
  const spans: Span[] = [];
  block.forEach((piece) => {
    const href: unknown = marks.link.isInSet(piece.marks)?.attrs['href'];
    spans.push({ text: piece.text ?? '', bold: marks.bold.isInSet(piece.marks) !== undefined, italic: marks.italic.isInSet(piece.marks) !== undefined, href: typeof href === 'string' ? href : null });
  });
  return { kind, number, spans };
}

/** Words as they are, line by line: none of their signs is a mark. */
export function plainSlice(text: string): Slice {
  const lines = text.replaceAll('\r\n', '\n').split('\n').map((line) => nodes.paragraph.create(null, line === '' ? null : richSchema.text(line)));
  return new Slice(Fragment.from(lines), 1, 1);
}

/** What another program copied, cleaned as a stranger's mail is. */
export function pastedSlice(html: string): Slice {
  const { content } = cleanMail(html);
  return Slice.maxOpen(DOMParser.fromSchema(richSchema).parse(content).content);
}
