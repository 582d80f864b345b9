import { afterEach, expect, test } from 'vitest';
import { DeskProgram } from '../../support/desk-program';
import { freshFolder } from './fresh-folder';

const desks: DeskProgram[] = [];

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.kill();
});

function deskIn(home: string): DeskProgram {
  const desk = new DeskProgram({ server: 'http://127.0.0.1:9', home, signIn: '' });
  desks.push(desk);
  desk.start();
  return desk;
}

const session = { name: 'session', input: {} } as const;

test('two desk processes never hold one outbox: the second says why it waits, and opens when the first is killed', async () => {
  const home = freshFolder('twice');
  const first = deskIn(home);
  await first.until(session, ({ state }) => state === 'signedOut');
  const second = deskIn(home);
  expect(await second.until(session, (shown) => shown.state === 'starting' && shown.waits !== null)).toMatchObject({ waits: 'desk.elsewhere', name: null });
  expect(await second.ask('session.signIn', { email: 'anna@shop.example', password: 'x' })).toMatchObject({ ok: false });
  await first.kill();
  await second.until(session, ({ state }) => state === 'signedOut');
});

test('a desk that still ends when the next one starts is waited for without a word', async () => {
  const home = freshFolder('ending');
  const first = deskIn(home);
  await first.until(session, ({ state }) => state === 'signedOut');
  const second = deskIn(home);
  const said: unknown[] = [];
  second.watch('session', {}, (shown) => said.push(shown));
  setTimeout(() => void first.stop(), 500);
  await second.until(session, ({ state }) => state === 'signedOut');
  expect(said.slice(0, -1)).toEqual([{ state: 'starting', waits: null, name: null }]);
});
