import { expect, test, type Page } from '@playwright/test';
import { requests, watches } from '#contract/requests';
import { agent } from '../support/shop-company';
import { DeskPage } from './stage/desk-page';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

/** A script in the window that says to the desk whatever it likes. */
let stage: Stage;
let workstation: Workstation;
let page: Page;

test.beforeAll(async () => {
  stage = await openStage();
  workstation = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${agent.email}:${agent.password}` });
  page = workstation.window;
  await new DeskPage(page).online();
});
test.afterAll(async () => {
  await workstation.app.close();
  await stage.close();
});
test.afterEach(() => expect(page.locator('[data-connection="online"]')).toBeVisible());

test('S-12 every request with junk for its input is refused with one code', async () => {
  const names = Object.keys(requests);
  // An Error travels as an object without fields: to a request that needs none it is no junk.
  const fieldless = Object.entries(requests).flatMap(([name, { input }]) => (input.safeParse({}).success ? [name] : []));
  const wrong = await page.evaluate(async ({ names, fieldless }) => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    const long = 'x'.repeat(100_000);
    const junk: readonly unknown[] = [
      undefined, null, 0, -1, Number.NaN, Infinity, true, '', 'x', long, [], [[]], [1, 2, 3], deep(200), ring, 10n, new Uint8Array(100_000),
      { junk: 1 }, { ['__proto__']: { discard: true } }, JSON.parse('{"__proto__":{"discard":true},"constructor":{"prototype":{"ok":1}}}'), { constructor: 1 }, { toString: 'x' },
      { email: {}, password: [] }, { email: long, password: long }, { conversation: '../../etc/passwd', text: 'x' }, { conversation: "con_' or 1=1 --", text: 'x' },
      { conversation: { $ne: null }, text: 'x' }, { conversation: 'con_1', text: long }, { conversation: 'con_1', text: 1 }, { message: 'msg_1' }, { message: '', attachment: '' },
      { url: long }, { url: null }, { url: { toString: 'x' } }, { discard: 'true' }, { discard: 1 }, { id: [] }, { id: long }, { language: 'xx' }, { theme: 'javascript:' }, { language: 'ru', more: 1 },
      Array.from({ length: 2000 }, (_, index) => index), { to: 'per_1' }, { conversation: 'con_1', to: 'nobody' }, { mode: 'reply' }, { conversation: 'con_1', mode: 'shout', text: '' }, new Error('x'),
    ];
    const bridge = window.otklik;
    const answers: string[] = [];
    for (const name of names) {
      for (const [index, input] of junk.entries()) {
        if (input instanceof Error && fieldless.includes(name)) continue;
        const word = await Promise.resolve()
          .then(() => bridge.ask(name as 'note.add', input as never))
          .then((outcome) => JSON.stringify(outcome), () => 'thrown');
        if (word !== '{"ok":false,"code":"request.malformed"}') answers.push(`${name} ${index} ${word}`);
      }
    }
    return answers;
  }, { names, fieldless });
  expect(wrong).toEqual([]);
});

test('S-12 names that are no verbs are refused with one code, and watching them shows nothing', async () => {
  const names = ['', ' ', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'session.', 'session.signin', 'SESSION.SIGNIN', 'session.signIn\0', 'ask', 'show', 'start', 'stop', 'seal', 'openLink', 'eval', 'x'.repeat(100_000)];
  const found = await page.evaluate(
    async ({ unknown, watched }) => {
      const bridge = window.otklik;
      const all: readonly unknown[] = [...unknown, undefined, null, 1, {}, [], ['link.open'], true];
      const codes = new Set<string>();
      for (const name of all) codes.add(await bridge.ask(name as 'note.add', {} as never).then((outcome) => JSON.stringify(outcome), () => 'thrown'));
      const shown: string[] = [];
      const stops = all.map((name) => bridge.watch(name as 'counts', {}, () => void shown.push(String(name))));
      for (const name of watched) {
        for (const input of [null, 1, 'x', [], { junk: 1 }, { limit: 1e9 }, { view: '__proto__', search: '', limit: 10 }, { conversation: {}, limit: 1 }]) stops.push(bridge.watch(name as 'counts', input as never, () => void shown.push(name)));
      }
      await new Promise((resolve) => setTimeout(resolve, 700));
      for (const stop of [...stops, ...stops]) stop();
      return { codes: [...codes], shown };
    },
    { unknown: names, watched: Object.keys(watches) },
  );
  expect(found).toEqual({ codes: ['{"ok":false,"code":"request.unknown"}'], shown: [] });
});

test('thousands of questions and watches at once leave the desk at work', async () => {
  const answers = await page.evaluate(async () => {
    const bridge = window.otklik;
    const stops = Array.from({ length: 500 }, () => bridge.watch('counts', {}, () => undefined));
    const outcomes = await Promise.all(Array.from({ length: 2500 }, () => bridge.ask('notice.dismiss', { id: 'none' })));
    for (const stop of stops) stop();
    return [...new Set(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)))].sort();
  });
  expect(answers).toEqual(['ok', 'request.tooMany']);
  const counted = await page.evaluate(() => new Promise((resolve) => void window.otklik.watch('counts', {}, resolve)));
  expect(counted).toMatchObject({ mine: 0 });
});
