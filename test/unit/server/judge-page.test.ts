import { judgePage } from '#server/channel/chat/judge-page';
import { expect, test } from 'vitest';

const origin = 'https://shop.example';
const site = { site: 'key&1', origins: [origin] };
const tag = '<script src="https://chat.example/widget.js?site=key%261" data-site="key&amp;1" async></script>';
const judged = (text: string, policies: readonly string[] = []): string => judgePage({ origin, text, policies }, site);

test('a page with the tag of this chat is well, however it is written', () => {
  expect(judged(`<html>${tag}`)).toBe('well');
  expect(judged("<SCRIPT async data-site='key&amp;1'\n src='https://chat.example/widget.js'></SCRIPT>")).toBe('well');
});

test('one without it, with another chat’s, or that may not carry it, is told apart', () => {
  expect(judged('<script src="https://other.example/app.js"></script><p>data-site="key&amp;1"</p>')).toBe('noTag');
  expect(judged(tag.replace('key&amp;1', 'other'))).toBe('otherSite');
  expect(judgePage({ origin: 'https://elsewhere.example', text: tag, policies: [] }, site)).toBe('notAllowed');
});

test.each([
  ["default-src 'self'", 'policy'],
  ["script-src 'self' https://chat.example; connect-src 'self'", 'policy'],
  ["script-src 'self' https://chat.example; connect-src 'self' https://chat.example", 'policy'],
  ["script-src https://chat.example; connect-src wss://chat.example", 'well'],
  ["script-src 'nonce-abc' 'strict-dynamic'; connect-src *.example", 'well'],
  ["script-src 'unsafe-inline' https:; connect-src wss:", 'well'],
  ["frame-ancestors 'none'", 'well'],
])('a page under %s is judged: %s', (policy, verdict) => {
  expect(judged(tag, [policy])).toBe(verdict);
});
