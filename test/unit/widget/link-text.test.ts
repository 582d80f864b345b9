import { array, assert, constantFrom, oneof, property, string, webUrl } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkText } from '../../../src/widget/link-text';

const addresses = (text: string) => linkText(text).flatMap((part) => (part.kind === 'link' ? [part.address] : []));

describe('what a visitor or an agent writes stays text', () => {
  test('a web address becomes a link, the words around it stay', () => {
    expect(linkText('Трек: https://example.com/track?id=7, проверьте.')).toEqual([
      { kind: 'text', text: 'Трек: ' },
      { kind: 'link', text: 'https://example.com/track?id=7', address: 'https://example.com/track?id=7' },
      { kind: 'text', text: ', проверьте.' },
    ]);
  });

  test('a bracket that the sentence closes is not part of the address, one that the address opened is', () => {
    expect(addresses('(см. https://example.com/a)')).toEqual(['https://example.com/a']);
    expect(addresses('https://example.com/Vase_(blue)')).toEqual(['https://example.com/Vase_(blue)']);
  });

  test.each(['javascript:alert(1)', 'data:text/html,<b>1</b>', 'file:///etc/passwd', 'vbscript:x', '//example.com', 'https://', 'http://user:word@example.com/', 'https://bank.example@evil.example/'])(
    'nothing but a plain web address becomes a link: %s',
    (text) => {
      expect(addresses(text)).toEqual([]);
    },
  );

  test('the parts together are the text, whatever it is', () => {
    const piece = oneof(string({ unit: 'grapheme' }), webUrl(), constantFrom('http://', ')', '(', '.', ' ', '\n', '<', '"'));
    assert(
      property(array(piece), (pieces) => {
        const text = pieces.join('');
        expect(linkText(text).map((part) => part.text).join('')).toBe(text);
        for (const address of addresses(text)) expect(address).toMatch(/^https?:\/\//);
      }),
    );
  });
});
