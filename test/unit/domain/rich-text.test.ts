import { asMarked, linesOf, markedText, plainText, richHtml, type RichLine } from '#domain/channel/rich-text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const span = fc.record({ text: fc.string({ unit: fc.constantFrom('a', 'ё', ' ', '*', '[', ']', '\\', '(', ')', '-', '>', '1', '.', '{', '_'), minLength: 1, maxLength: 6 }), bold: fc.boolean(), italic: fc.boolean(), href: fc.constantFrom(null, null, 'https://shop.example/a?b=1', 'mailto:anna@home.example') });
const line: fc.Arbitrary<RichLine> = fc.record({ kind: fc.constantFrom('text', 'point', 'number', 'quote'), number: fc.integer({ min: 1, max: 99 }), spans: fc.array(span, { maxLength: 4 }) });

const words = (lines: readonly RichLine[]): string => lines.map(({ spans }) => spans.map(({ text }) => text).join('')).join('\n');
/** Each letter with its form; a space needs none. */
const form = (lines: readonly RichLine[]): readonly string[] => lines.flatMap(({ kind, spans }) => spans.flatMap(({ text, bold, italic, href }) => [...text].flatMap((letter) => (letter === ' ' ? [] : [`${kind} ${letter} ${bold} ${italic} ${href}`]))));

describe('the text of a mail with its form', () => {
  test('comes back from what is kept as it was written, whatever its words look like', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const back = linesOf(markedText(lines));
        expect(words(back)).toBe(words(lines));
        expect(form(back)).toEqual(form(lines));
      }),
      { numRuns: 2000 },
    );
  });

  test('words without a form are themselves, and need no HTML', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '*', '[', ']', '\\', '\n', '-', '>', '1', '.', '`'), maxLength: 30 }), (text) => {
        const lines = linesOf(asMarked(text));
        expect([plainText(lines), richHtml(lines)]).toEqual([text, null]);
      }),
      { numRuns: 2000 },
    );
  });

  test('becomes HTML in which nobody’s words are markup, and words in which nothing is lost', () => {
    const lines = linesOf('Hello **Anna & <b>**\n- one\n- *two*\n3. three\n> as you said\nsee [our *shop*](https://shop.example/"x) and [it](https://shop.example/a?b=1&c=2)');
    expect(richHtml(lines)).toBe(
      '<div style="white-space:pre-wrap">Hello <b>Anna &amp; &lt;b&gt;</b></div>\n<ul><li>one</li><li><i>two</i></li></ul>\n<ol start="3"><li>three</li></ol>\n<blockquote style="white-space:pre-wrap;margin-left:8px;padding-left:10px;border-left:2px solid #ccc">as you said</blockquote>\n<div style="white-space:pre-wrap">see [our <i>shop</i>](https://shop.example/&quot;x) and <a href="https://shop.example/a?b=1&amp;c=2">it</a></div>',
    );
    expect(plainText(lines)).toBe('Hello Anna & <b>\n- one\n- two\n3. three\n> as you said\nsee [our shop](https://shop.example/"x) and it (https://shop.example/a?b=1&c=2)');
  });

  test('a link leads nowhere but to pages and mailboxes', () => {
    for (const href of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://x"y', 'smb://host']) {
      expect(richHtml(linesOf(markedText([{ kind: 'text', number: 0, spans: [{ text: 'x', bold: false, italic: false, href }] }])))).toBeNull();
    }
  });
});
