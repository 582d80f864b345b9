import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { agent, mailAddress } from '../support/shop-company';
import { cuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { deliverPlainly } from '../support/plain-smtp';
import { DeskPage } from './stage/desk-page';
import { anna, shortLetter } from './stage/letters';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

let stage: Stage;
let network: CuttableProxy;

test.beforeAll(async () => {
  stage = await openStage();
  network = await cuttableProxy(stage.server.port);
});
test.afterAll(async () => {
  await network.close();
  await stage.close();
});

const sitDown = (folder: string): Promise<Workstation> => openWorkstation({ folder, server: `http://127.0.0.1:${network.port}` });

test('a person locks their place, opens it without the network after a restart, and loses the copy, not the work, when the days are over', async () => {
  const folder = await stage.computer();
  const first = await sitDown(folder);
  await first.window.getByRole('textbox', { name: 'Эл. почта' }).fill(agent.email);
  await first.window.locator('input[name="password"]').fill(agent.password);
  await first.window.getByRole('button', { name: 'Войти' }).click();
  const desk = new DeskPage(first.window);
  await desk.online();
  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: shortLetter(31, 'canary-behind-the-lock') });
  await desk.view('queue');
  await desk.open('Вопрос 31');
  await desk.take();

  await first.window.keyboard.press('Control+l');
  await expect(first.window.getByRole('heading', { name: agent.name })).toBeVisible();
  expect(await first.window.locator('body').innerText()).not.toContain('Вопрос 31');
  const asked = await first.window.evaluate(() => new Promise((resolve) => void window.otklik.watch('list', { view: 'all', search: '', limit: 50 }, resolve)));
  expect(asked).toEqual({ rows: [], more: false });
  await first.window.locator('input[name="secret"]').fill('wrong');
  await first.window.keyboard.press('Enter');
  await expect(first.window.getByRole('alert').filter({ hasText: 'Неверно. Попробуйте ещё раз.' })).toBeVisible();
  await desk.unlock(agent.password);
  await desk.online();
  await first.app.close();

  network.cut();
  const second = await sitDown(folder);
  const offline = new DeskPage(second.window);
  await offline.unlock(agent.password);
  await offline.view('mine');
  await offline.open('Вопрос 31');
  await offline.answer('написано без сети');
  await expect(offline.message('написано без сети')).toContainText('Ждёт связи');
  await second.app.close();

  await daysPass(folder, 8);
  const third = await sitDown(folder);
  await expect(third.window.getByRole('alert').filter({ hasText: 'Связи с сервером не было слишком долго' })).toBeVisible();
  await expect(third.window.getByRole('list', { name: 'Ждёт на этом компьютере' })).toContainText(agent.name);
  await expect.poll(async () => (await readdir(folder, { recursive: true })).filter((file) => /^profile.desk.*cache\.db/.test(file))).toEqual([]);
  network.mend();
  await third.window.getByRole('textbox', { name: 'Эл. почта' }).fill(agent.email);
  await third.window.locator('input[name="password"]').fill(agent.password);
  await third.window.getByRole('button', { name: 'Войти' }).click();
  await new DeskPage(third.window).online();
  await expect.poll(() => stage.customers.mails.filter(({ mail }) => mail.text?.startsWith('написано без сети')).length, { timeout: 30_000 }).toBe(1);
  await third.app.close();
});

const computer = z.looseObject({ people: z.array(z.looseObject({ confirmedAt: z.number() })) });

/** The computer was off for some days: the server's last word is that much older. */
async function daysPass(folder: string, days: number): Promise<void> {
  const file = join(folder, 'profile', 'desk', 'computer.json');
  const { people, ...rest } = computer.parse(JSON.parse(await readFile(file, 'utf8')));
  await writeFile(file, JSON.stringify({ ...rest, people: people.map((one) => ({ ...one, confirmedAt: one.confirmedAt - days * 86_400_000 })) }));
}
