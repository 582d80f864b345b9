import { describe, expect, it } from 'vitest';
import { openable, partsOf } from '../../../renderer/conversation/plain-text';

describe('links in a plain text', () => {
  it('are found without the marks that end the sentence', () => {
    expect(partsOf('См. https://lavka.example/a?b=1, спасибо')).toEqual([
      { kind: 'text', text: 'См. ' },
      { kind: 'link', text: 'https://lavka.example/a?b=1' },
      { kind: 'text', text: ', спасибо' },
    ]);
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'ms-word:ofe', '\\\\host\\share'])('are never made of %s', (text) => {
    expect(partsOf(text)).toEqual([{ kind: 'text', text }]);
    expect(openable(text)).toBeNull();
  });

  it('show look-alike hosts in their true letters', () => {
    expect(openable('https://аррӏе.com/')?.host).toBe('xn--80ak6aa92e.com');
    expect(openable('https://bank.example@evil.example/')?.host).toBe('evil.example');
  });
});
