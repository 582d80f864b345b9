import type { Marked } from '#contract/search';
import { Fragment } from 'react';

/** A text with what was looked for marked in it. */
export function MarkedText({ text, marks }: Marked) {
  return (
    <>
      {marks.map(([from, to], place) => (
        <Fragment key={from}>
          {text.slice(marks[place - 1]?.[1] ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}
