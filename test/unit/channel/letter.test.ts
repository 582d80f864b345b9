import { filled, frameProblem } from '#domain/channel/mail-frame';
import { plainOf, spansOf } from '#domain/channel/rich-text';
import { foldQuoted } from '#domain/conversation/quoted-text';
import type { MessageRow } from '#domain/conversation/message';
import { id } from '#kernel/id';
import type { Outbound } from '#server/channel/connector';
import { letterOf, type LetterParts } from '#server/channel/email/letter';
import { describe, expect, test } from 'vitest';
import { processorTime } from '../../support/processor-time';

const said: MessageRow = {
  id: id('message', 'm'), conversation: id('conversation', 'c'), team: id('team', 't'), at: Date.UTC(2026, 2, 12, 10, 15), text: 'Когда <b>?\n\n> вчера', html: null, attachments: [], version: 1,
  part: { kind: 'inbound', author: id('customer', 'a'), authorName: 'Анна "Я" Петрова', names: { from: 'anna@home.example', to: [], cc: [], more: 0 } },
};

const outbound: Outbound = {
  tenant: id('tenant', 's'), key: id('message', 'n'), conversation: id('conversation', 'c'), channel: { id: id('channel', 'c'), name: 'Shop', address: 'help@shop.example' },
  addresses: ['anna@home.example'], recipients: null, forwarded: null, author: id('person', 'o'), authorName: 'Ольга', subject: 'Заказ', text: 'Завтра.', html: null, attachments: [], at: 0,
};
const facts = { number: 1051, customer: 'Анна', language: 'ru', quoted: said } as const;
const bare: LetterParts = { facts: { ...facts, quoted: null }, frame: null, signature: null, language: 'ru' };

describe('what stands around the text of a mail', () => {
  test.each(['ru', 'en'] as const)('the mail that it answers, as a reader in %s and we ourselves know a quotation', (language) => {
    const { text, html } = letterOf(outbound, { ...bare, facts, language });
    expect(text).toMatch(/^Завтра\.\n\n.*<anna@home\.example>.*:\n> Когда <b>\?\n>\n>> вчера$/s);
    expect(foldQuoted(text).own.trim()).toBe('Завтра.');
    expect(html).toContain('<blockquote type="cite"');
    expect(html).toContain('Когда &lt;b&gt;?');
    expect(html).not.toContain('<b>?');
  });

  test('lines that end once, where blanks are kept as they are', () => {
    const { html } = letterOf({ ...outbound, text: 'One\nTwo\n\nFour' }, { ...bare, facts });
    const kept = [...html.matchAll(/white-space:pre-wrap">(.*?)<\/(?:div|blockquote)>/gsu)].map(([, inside = '']) => inside);
    expect(kept[0]).toBe('One<br>Two<br><br>Four');
    expect(kept.slice(1).join('')).toMatch(/вчера/u);
    expect(kept.join('')).not.toContain('\n');
  });

  test('a frame in the words of its mailbox, whose greeting names nobody whom it should not', () => {
    const frame = { greeting: 'Здравствуйте, {customer|уважаемый клиент}!', closing: 'Обращение {case}. {agent}' };
    const greeting = (of: Partial<Outbound>, customer = 'Анна'): string | undefined => letterOf({ ...outbound, ...of }, { ...bare, facts: { ...facts, customer, quoted: null }, frame }).text.split('\n')[0];
    expect(letterOf(outbound, { ...bare, frame, signature: '{name}' }).text).toBe('Здравствуйте, Анна!\n\nЗавтра.\n\nОбращение 1051. Ольга\n\n-- \nОльга');
    const unknown = 'Здравствуйте, уважаемый клиент!';
    expect(greeting({}, 'anna@home.example')).toBe(unknown);
    expect(greeting({ addresses: ['[anna@home.example]'] })).toBe(unknown);
    expect(greeting({ recipients: { to: ['boss@work.example'], cc: [], bcc: [] } })).toBe(unknown);
    expect(greeting({ recipients: { to: ['anna@home.example'], cc: [], bcc: [] } })).toBe('Здравствуйте, Анна!');
  });

  test('no slot is ever left: one that could stay empty, and one that nobody knows, cannot be kept', () => {
    expect([frameProblem('Hi {customer|friend}, {case} {agent}'), frameProblem('no slots')]).toEqual([null, null]);
    expect([frameProblem('Hi {customer}'), frameProblem('Hi {customer| }')]).toEqual(['frame.noFallback', 'frame.noFallback']);
    expect(['{name|x}', 'Hi {', '}', '{}', '{case', '{{case}}'].map(frameProblem)).toEqual(Array.from({ length: 6 }, () => 'frame.unknownSlot'));
    expect(filled('{ customer | friend }{case}', { customer: null, case: null, agent: '' })).toBe('friend');
  });

  test('what the agent wrote with its form, between greeting and closing, and whatever a desk might bring cleaned', () => {
    const frame = { greeting: 'Hi!', closing: 'Bye.' };
    const { text, html } = letterOf({ ...outbound, text: 'Tomorrow, really', html: '<div>Tomorrow, <b>really</b><script>x</script></div>' }, { ...bare, frame });
    expect(text).toBe('Hi!\n\nTomorrow, really\n\nBye.');
    expect(html).toContain('<div>Tomorrow, <b>really</b></div>');
    expect(html.indexOf('Hi!')).toBeLessThan(html.indexOf('<b>'));
    expect(html.indexOf('<b>')).toBeLessThan(html.indexOf('Bye.'));
  });

  test('a signature with bold, italic and links, and in the text the same words', () => {
    const signature = '**{name}**, *support*\n[our shop](https://shop.example/a?b=1&c=2) [x](javascript:alert(1)) <img src=x onerror=alert(1)>';
    const { text, html } = letterOf(outbound, { ...bare, signature });
    expect(text).toBe('Завтра.\n\n-- \nОльга, support\nour shop (https://shop.example/a?b=1&c=2) [x](javascript:alert(1)) <img src=x onerror=alert(1)>');
    expect(html).toContain('<b>Ольга</b>, <i>support</i>');
    expect(html).toContain('<a href="https://shop.example/a?b=1&amp;c=2" rel="noopener noreferrer">our shop</a>');
    expect(html).not.toMatch(/href="javascript|<img/);
  });
});

test('marks that close nothing are text, and a hostile line takes no time', () => {
  expect(spansOf('2 * 3 ** 4')).toEqual([{ text: '2 * 3 ** 4', bold: false, italic: false, href: null }]);
  expect(plainOf('a*b*c **d**')).toBe('abc d');
  const took = processorTime(() => {
    for (const line of ['*'.repeat(2000), '['.repeat(2000), '**a'.repeat(600), '[a]('.repeat(500)]) plainOf(line);
  });
  expect(took).toBeLessThan(2000);
});
