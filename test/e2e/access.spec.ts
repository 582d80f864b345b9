import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { deliverPlainly } from '../support/plain-smtp';
import { agent, mailAddress, stranger } from '../support/shop-company';
import { DeskPage } from './stage/desk-page';
import { anna, shortLetter } from './stage/letters';
import { keptTokens } from './stage/kept-token';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

/** Words that stand nowhere else, so that a file or a log that holds one of them has got what somebody wrote. */
const canary = { letter: 'CANARY-letter-51f0', answer: 'CANARY-answer-8c2d', note: 'CANARY-note-77ab', wrong: 'CANARY-password-09e1' } as const;

let stage: Stage;
let olga: Workstation;
let olgasFolder: string;

test.beforeAll(async () => {
  stage = await openStage();
  olgasFolder = await stage.computer();
  olga = await openWorkstation({ folder: olgasFolder, server: stage.server.url });
});
test.afterAll(async () => {
  await olga.app.close();
  await stage.close();
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Эл. почта' }).fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
}

test('a wrong password and an unknown person get the same sentence; the right one opens the desk', async () => {
  const sentence = olga.window.getByRole('alert').filter({ hasText: 'Неверная почта или пароль.' });
  await signIn(olga.window, agent.email, canary.wrong);
  await expect(sentence).toBeVisible();
  await signIn(olga.window, 'nobody@shop.example', canary.wrong);
  await expect(sentence).toBeVisible();
  await signIn(olga.window, agent.email, agent.password);
  await new DeskPage(olga.window).online();
});

test('what one team is told, an agent of the other team finds neither in the window nor in any file', async () => {
  const desk = new DeskPage(olga.window);
  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: shortLetter(21, canary.letter) });
  await desk.view('queue');
  await desk.open('Вопрос 21');
  await desk.take();
  await desk.answer(canary.answer);
  await desk.note(canary.note);

  const boris = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${stranger.email}:${stranger.password}` });
  const hisDesk = new DeskPage(boris.window);
  await hisDesk.online();
  for (const view of ['mine', 'queue', 'all', 'closed'] as const) {
    await hisDesk.view(view);
    await expect(boris.window.getByRole('option')).toHaveCount(0);
  }
  const conversation = await olga.window.evaluate(() => new Promise<string>((resolve) => void window.otklik.watch('list', { view: 'mine', search: '', limit: 10 }, ({ rows }) => resolve(String(rows[0]?.conversation.id)))));
  const asked = await boris.window.evaluate(async (id) => JSON.stringify(await window.otklik.ask('conversation.fetch', { conversation: id as never })), conversation);
  expect(asked).toBe('{"ok":false,"code":"conversation.absent"}');
  await boris.app.close();
  expect(await holding(boris.folder, ['CANARY', anna.email, conversation])).toEqual([]);
  expect(await holding(olgasFolder, [canary.letter])).not.toEqual([]);
});

test('two workstations of one person stay in step', async () => {
  const second = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${agent.email}:${agent.password}` });
  const [here, there] = [new DeskPage(olga.window), new DeskPage(second.window)];
  await there.online();
  await there.view('mine');
  await there.open('Вопрос 21');
  await expect(there.message(canary.answer)).toBeVisible();
  await there.answer('со второго места');
  await expect(here.message('со второго места')).toBeVisible();
  await here.page.keyboard.press('Escape');
  await here.page.keyboard.press('e');
  await here.view('closed');
  await expect(here.row('Вопрос 21')).toBeVisible();
  await there.view('closed');
  await expect(there.row('Вопрос 21')).toBeVisible();
  await second.app.close();
});

test('no password, no token and nothing that anybody wrote stands in a log or beside the desk’s own files', async () => {
  const session = join(olgasFolder, 'profile', 'session.json');
  const tokens = await keptTokens(olgasFolder);
  expect((await stat(session)).mode & 0o777).toBe(0o600);
  expect(await holding(olgasFolder, [agent.password, canary.wrong, 'Bearer '])).toEqual([]);
  expect(await holding(olgasFolder, tokens)).toEqual(tokens.map(() => 'profile/session.json'));
  const withText = await holding(olgasFolder, ['CANARY']);
  expect(withText.filter((file) => !file.startsWith('profile/desk/'))).toEqual([]);
  const logs = [...olga.printed, ...stage.server.printed].join('\n');
  expect(logs).toContain('signedIn');
  for (const secret of ['CANARY', agent.password, agent.email, agent.name, anna.email, 'Bearer', ...tokens]) expect(logs.includes(secret), secret).toBe(false);
});

test('signing out leaves nothing of the copy and no token on the computer', async () => {
  await olga.window.getByRole('button', { name: 'Профиль и настройки' }).click();
  await olga.window.getByRole('menuitem', { name: 'Выйти' }).click();
  // What is still hers is shown first.
  const anyway = olga.window.getByRole('button', { name: 'Всё равно выйти' });
  await expect(anyway.or(olga.window.getByRole('button', { name: 'Войти' }))).toBeVisible();
  if (await anyway.isVisible()) await anyway.click();
  await expect(olga.window.getByRole('button', { name: 'Войти' })).toBeVisible();
  await expect.poll(() => holding(olgasFolder, ['CANARY', anna.email])).toEqual([]);
  const left = async (): Promise<readonly string[]> => (await readdir(olgasFolder, { recursive: true })).filter((file) => /^profile.(desk.*cache\.db|session\.json)/.test(file));
  await expect.poll(left).toEqual([]);
});

/** Files below a folder that hold one of these texts, in whatever form of UTF. */
async function holding(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const wanted = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (wanted.some((text) => bytes.includes(text))) found.push(relative(folder, path).replaceAll('\\', '/'));
  }
  return found.sort();
}
