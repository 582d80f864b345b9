import { spansOf, type Span } from '#domain/channel/rich-text';
import { Fragment } from 'react';

/** A text with its marks drawn: bold, italic, and links that lead nowhere from here. */
export function RichText({ text }: { readonly text: string }) {
  const lines = text.split('\n').map((line, place) => ({ key: `${place} ${line}`, line }));
  return lines.map(({ key, line }, place) => (
    <Fragment key={key}>
      {place > 0 && <br />}
      {numbered(line).map(({ key: of, span }) => <Piece key={of} span={span} />)}
    </Fragment>
  ));
}

function numbered(line: string): readonly { readonly key: string; readonly span: Span }[] {
  return spansOf(line).map((span, place) => ({ key: `${place} ${span.text}`, span }));
}

function Piece({ span: { text, bold, italic, href } }: { readonly span: Span }) {
  const words = href === null ? text : <u title={href}>{text}</u>;
  const inclined = italic ? <i>{words}</i> : words;
  return bold ? <b>{inclined}</b> : inclined;
}
