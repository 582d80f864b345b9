import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { cuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { deliverPlainly } from '../support/plain-smtp';
import { ServerProcess } from '../support/server-process';
import { agent, mailAddress } from '../support/shop-company';
import { stopPostgres } from '../support/stopped-postgres';
import { DeskPage } from './stage/desk-page';
import { anna, shortLetter } from './stage/letters';
import { breakTheRules, malformedFrames, sayOnce } from './stage/malformed-frames';
import { smallDiskAt } from './stage/small-disk';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

/** Each test is a fault and one customer's letter; what was answered leaves once, whatever breaks. */
let stage: Stage;
let network: CuttableProxy;

test.beforeAll(async () => {
  stage = await openStage({ own: true });
  network = await cuttableProxy(stage.server.port);
});
test.afterAll(async () => {
  await network.close();
  await stage.close();
});

function sitDown(folder: string, signIn = true): Promise<Workstation> {
  const server = `http://127.0.0.1:${network.port}`;
  return openWorkstation({ folder, server, ...(signIn ? { signIn: `${agent.email}:${agent.password}` } : {}) });
}

/** A letter arrives and is taken; returns the desk on it. */
async function takeLetter(workstation: Workstation, number: number): Promise<DeskPage> {
  const desk = new DeskPage(workstation.window);
  await desk.online();
  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: shortLetter(number, `письмо ${number}`) });
  await desk.view('queue');
  await desk.open(`Вопрос ${number}`);
  await desk.take();
  return desk;
}

function mailed(text: string): number {
  return stage.customers.mails.filter(({ mail }) => mail.text?.startsWith(text) === true).length;
}

/** All have left, and after a while none has left again. */
async function leaveOnce(...texts: readonly string[]): Promise<void> {
  const times = (): readonly number[] => texts.map(mailed);
  await expect.poll(times, { timeout: 60_000 }).toEqual(texts.map(() => 1));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(times()).toEqual(texts.map(() => 1));
}

test('the database is stopped under a working desk: it says so, goes on, and loses nothing', async () => {
  const workstation = await sitDown(await stage.computer());
  const desk = await takeLetter(workstation, 11);
  const startAgain = stopPostgres(stage.databases);
  await desk.answer('ответ без базы');
  await expect(desk.message('ответ без базы')).toContainText(/Ждёт (связи|отправки)/);
  await desk.offline();
  await expect(workstation.window.locator('[data-connection]')).toContainText('Нет связи с');
  await desk.answer('ещё один без базы');
  startAgain();
  await desk.online();
  await leaveOnce('ответ без базы', 'ещё один без базы');
  await workstation.app.close();
});

test('noise in the place of the copy is told in one sentence; the copy is rebuilt and the waiting answer leaves once', async () => {
  const folder = await stage.computer();
  const before = await sitDown(folder);
  const desk = await takeLetter(before, 12);
  network.cut();
  await desk.offline();
  await desk.answer('ответ из целого outbox');
  await before.app.close();
  const cache = await fileNamed(folder, 'cache.db');
  for (const end of ['', '-wal']) if (end === '' || existsSync(cache + end)) await writeFile(cache + end, randomBytes(300_000));

  const after = await sitDown(folder, false);
  await new DeskPage(after.window).unlock(agent.password);
  const told = after.window.getByText('Локальная копия была повреждена и построена заново. Всё, что вы написали, на месте.');
  await expect(told).toHaveCount(1);
  network.mend();
  const again = new DeskPage(after.window);
  await again.online();
  await leaveOnce('ответ из целого outbox');
  await again.view('mine');
  await again.open('Вопрос 12');
  await expect(again.message('ответ из целого outbox')).toContainText('Отправлено');
  await after.app.close();
});

test('a full disk is told in one sentence; nothing that was kept is lost, and the work goes on when there is space', async () => {
  const folder = await stage.computer();
  const disk = smallDiskAt(join(folder, 'profile', 'desk'));
  test.skip(disk === null, 'no disk of its own');
  const workstation = await sitDown(folder);
  const desk = await takeLetter(workstation, 13);
  await desk.answer('ответ до полного диска');
  disk?.fill();
  const text = `слишком много для диска ${'ы'.repeat(15_000)}`;
  await desk.composer.fill(text);
  await desk.composer.press('Control+Enter');
  await expect(workstation.window.getByText('Диск заполнен. Освободите место: новый текст не удаётся сохранить.').first()).toBeVisible();
  await expect(desk.composer).toHaveText(text);
  await expect(desk.message('ответ до полного диска')).toBeVisible();
  disk?.free();
  await desk.composer.press('Control+Enter');
  await expect(desk.message('слишком много для диска')).toBeVisible();
  await leaveOnce('ответ до полного диска', 'слишком много для диска');
  await workstation.app.close();
  disk?.remove();
});

const refusal = z.strictObject({ t: z.literal('failure'), code: z.enum(['request.malformed', 'access.signedOut', 'server.incompatible']), correlation: z.uuid() });

test('malformed frames get one coded answer, and nobody else notices', async () => {
  const workstation = await sitDown(await stage.computer());
  const desk = await takeLetter(workstation, 14);
  const heard = await Promise.all(malformedFrames.map((frame) => sayOnce(stage.server.url, frame)));
  for (const [index, { frames, closed }] of heard.entries()) {
    const codes = frames.map((frame) => refusal.parse(JSON.parse(frame)).code);
    expect([codes, closed], String(malformedFrames[index]).slice(0, 60)).toEqual([['request.malformed'], true]);
  }
  await breakTheRules(stage.server.port);
  await expect(workstation.window.locator('[data-connection="online"]')).toBeVisible();
  await desk.answer('ответ среди мусора');
  await leaveOnce('ответ среди мусора');
  await workstation.app.close();
});

test('one of two server processes is killed: the desk goes on at the other, nothing is lost and nothing comes twice', async () => {
  const other = new ServerProcess({ database: stage.server.database, relayPort: stage.customers.port });
  await other.start();
  const workstation = await sitDown(await stage.computer());
  const desk = await takeLetter(workstation, 15);
  const inARow = ['подряд 1', 'подряд 2', 'подряд 3', 'подряд 4', 'подряд 5'];
  for (const text of inARow.slice(0, 4)) await desk.answer(text);
  await stage.server.kill();
  network.aim(other.port);
  for (const text of inARow.slice(4)) await desk.answer(text);
  await deliverPlainly({ port: other.smtpPort, from: anna.email, to: mailAddress, content: shortLetter(16, 'пришло к другому серверу') });
  await desk.online();
  await desk.view('queue');
  await expect(desk.row('Вопрос 16')).toBeVisible();
  await desk.view('mine');
  await desk.open('Вопрос 15');
  for (const text of inARow) await desk.endDoubt(text, () => mailed(text) > 0);
  await leaveOnce(...inARow);
  await workstation.app.close();
  await stage.server.start();
  network.aim(stage.server.port);
  await other.stop();
});

async function fileNamed(folder: string, name: string): Promise<string> {
  const files = await readdir(folder, { recursive: true });
  const found = files.find((file) => file.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`no ${name}`);
  return join(folder, found);
}
