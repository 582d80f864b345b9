import { answerAll, checkRecipients, isPlainAddress, recipientBounds, withoutTag } from '#domain/conversation/recipients';
import { describe, expect, test } from 'vitest';

const ours = new Set(['support@shop.example', 'orders@shop.example']);

describe('an answer to all', () => {
  test('goes to the author and whoever the mail names, and to no address of ours, tagged or not', () => {
    const names = { from: 'ivan@home.example', to: ['support+con-1@shop.example', 'wife@home.example'], cc: ['orders@shop.example', 'chief@work.example'], more: 0 };
    expect(answerAll(names, ours)).toEqual({ to: ['ivan@home.example', 'wife@home.example'], cc: ['chief@work.example'], bcc: [] });
  });

  test('names each one once, the author first', () => {
    const names = { from: 'a@x.example', to: ['b@x.example', 'a@x.example', 'b@x.example'], cc: ['b@x.example', 'a@x.example', 'c@x.example', 'c@x.example'], more: 0 };
    expect(answerAll(names, ours)).toEqual({ to: ['a@x.example', 'b@x.example'], cc: ['c@x.example'], bcc: [] });
  });

  test('leaves out what no mail could go to, and ourselves where we are the author', () => {
    expect(answerAll({ from: 'support@shop.example', to: ['undisclosed-recipients:;', 'b@x.example'], cc: [], more: 0 }, ours)).toEqual({ to: ['b@x.example'], cc: [], bcc: [] });
  });
});

describe('recipients', () => {
  const anna = 'anna@home.example';
  const crowd = Array.from({ length: recipientBounds.most }, (_, place) => `a${place}@x.example`);

  test.each([
    ['recipient.absent', { to: [], cc: [anna], bcc: [] }],
    ['recipient.tooMany', { to: [anna], cc: crowd, bcc: [] }],
    ['recipient.repeated', { to: [anna], cc: [], bcc: [anna] }],
    ['recipient.malformed', { to: ['Anna <anna@home.example>'], cc: [], bcc: [] }],
    ['recipient.malformed', { to: [`${anna}\r\nBcc: eve@x.example`], cc: [], bcc: [] }],
    ['recipient.malformed', { to: [anna], cc: ['undisclosed-recipients:;'], bcc: [] }],
  ])('are refused as %s', (code, recipients) => {
    expect(checkRecipients(recipients)).toEqual({ ok: false, code });
  });

  test('may be as many as the bound says, over all fields', () => {
    expect(checkRecipients({ to: crowd.slice(0, 10), cc: crowd.slice(10, 20), bcc: crowd.slice(20) }).ok).toBe(true);
  });
});

test('an address keeps to what an envelope can carry', () => {
  for (const address of ['a@b.example', 'a.b+c@d-e.example', `${'a'.repeat(64)}@b.example`]) expect(isPlainAddress(address), address).toBe(true);
  for (const address of ['', '@', 'a@', '@b.example', 'a@b', 'A@b.example', 'a b@c.example', '"a"@b.example', 'a..b@c.example', `${'a'.repeat(65)}@b.example`, `a@${'b'.repeat(64)}.example`, 'иван@b.example']) expect(isPlainAddress(address), address).toBe(false);
});

test('a tag does not hide whose address it is', () => {
  expect(['support+x@shop.example', 'support@shop.example', 'a+b+c@d.example', '+x@d.example'].map(withoutTag)).toEqual(['support@shop.example', 'support@shop.example', 'a@d.example', '+x@d.example']);
});
