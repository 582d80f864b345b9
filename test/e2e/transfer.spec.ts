import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCentral, type Central } from '#db/central/open';
import { rowOf } from '#db/central/rows';
import { teamId, tenantId } from '#contract/ids';
import { id } from '#kernel/id';
import type { QueueRow } from '#domain/queue/queue';
import { openExchange } from '#server/sync/exchange';
import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { cuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { addQueue, arriveByChat, leasesEnd } from '../support/live-chat';
import { agent, stranger } from '../support/shop-company';
import { DeskPage, typeInto } from './stage/desk-page';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

/** For people who ask for them by OTKLIK_PICTURES=1: out/e2e/transfer. */
const pictures = fileURLToPath(new URL('../../out/e2e/transfer/', import.meta.url));
const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }] as const;

let stage: Stage;
let db: Central;
let network: CuttableProxy;
let here: Workstation;
let there: Workstation;

test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  stage = await openStage();
  const url = z.string().parse(stage.server.database);
  db = openCentral(url);
  await twoChats(url);
  network = await cuttableProxy(stage.server.port);
  here = await openWorkstation({ folder: await stage.computer(), server: `http://127.0.0.1:${network.port}`, signIn: `${agent.email}:${agent.password}`, language: 'ru' });
  there = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${stranger.email}:${stranger.password}`, language: 'en' });
});
test.afterAll(async () => {
  await here.app.close();
  await there.app.close();
  await network.close();
  await db.destroy();
  await stage.close();
});

const named = z.object({ id: teamId, tenant: tenantId });

/** Two customers in the chat of Olga's team, and a queue of Boris's. */
async function twoChats(url: string): Promise<void> {
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const [support, delivery] = await Promise.all(['Поддержка', 'Доставка'].map(async (name) => named.parse(await db('teams').where({ name }).first('id', 'tenant'))));
  if (support === undefined || delivery === undefined) throw new Error('no team');
  await addQueue(exchange.commit, delivery.tenant, { team: delivery.id, name: 'Посылки' });
  const queue: QueueRow = { id: id('queue', randomUUID()), team: support.id, name: 'Заказы', version: 0, asksOutcome: false };
  for (const subject of ['Потерялась посылка', 'Не пришёл чек']) {
    const talk = await arriveByChat(exchange.commit, { tenant: support.tenant, team: support.id });
    await exchange.commit(support.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row: queue }, { op: 'put', table: 'conversations', row: { ...talk, queue: queue.id, subject, preview: subject } }]));
  }
  await exchange.stop();
}

/** A colleague takes it, and gives it back. */
async function colleagueHolds(subject: string): Promise<void> {
  const exchange = await openExchange({ db, url: z.string().parse(stage.server.database), heard: {}, failed: () => undefined });
  const { tenant } = z.object({ tenant: tenantId }).parse(await db('conversations').where({ subject }).first('tenant'));
  await exchange.commit(tenant, async (tx, _now, put) => {
    const row = rowOf('conversations', await tx('conversations').where({ tenant, subject }).forUpdate().first());
    await put([{ op: 'put', table: 'conversations', row: { ...row, fence: row.fence + 2 } }]);
  });
  await exchange.stop();
}

async function photograph({ window: page }: Workstation, name: string): Promise<void> {
  if (process.env['OTKLIK_PICTURES'] !== '1') return;
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => window.otklik.ask('preferences.save', { theme: chosen }), theme);
    await expect(page.locator(`html[data-mantine-color-scheme="${theme}"]`)).toBeVisible();
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(pictures, `${name}-${theme}-${size.width}.png`) });
    }
  }
}

test('an agent transfers a chat by keyboard, keeps what was not sent, and the other team sees it', async () => {
  const desk = new DeskPage(here.window);
  const { keyboard } = here.window;
  await desk.online();
  await desk.view('queue');
  await desk.open('Потерялась посылка');
  await desk.take();
  await desk.composer.fill('Половина ответа');
  await keyboard.press('Escape');
  await keyboard.press('Shift+T');
  const dialog = here.window.getByRole('dialog');
  await expect(dialog.getByText('Здесь есть неотправленный текст')).toBeVisible();
  await typeInto(dialog.locator('input').first(), 'Посыл');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await typeInto(dialog.locator('input').last(), 'Ищут на складе');
  await photograph(here, 'ru-dialog');
  await keyboard.press('Enter');
  await expect(here.window.getByText('Переведено: Доставка, Посылки')).toBeVisible();
  await expect(here.window.getByText('остался ваш неотправленный текст')).toBeVisible();
  await expect(desk.row('Потерялась посылка')).toHaveCount(0);
  await photograph(here, 'ru-notice');
  await here.window.getByRole('button', { name: 'Показать текст' }).click();
  await expect(here.window.getByLabel('Ваш неотправленный текст')).toHaveValue('Половина ответа');
  await photograph(here, 'ru-unsent');

  const other = new DeskPage(there.window);
  await other.online();
  await other.view('queue');
  await other.open('Потерялась посылка');
  await expect(there.window.getByText('Ищут на складе')).toBeVisible();
  await photograph(there, 'en-event');
});

test('a reply that comes too late, when a colleague has had the chat, is back in the composer, with a notice', async () => {
  const desk = new DeskPage(here.window);
  await desk.view('queue');
  await desk.open('Не пришёл чек');
  await desk.take();
  network.cut();
  await desk.offline();
  await desk.composer.fill('Отвечаю из туннеля');
  await desk.composer.press('Control+Enter');
  const owner = z.object({ assignee: z.string().nullable() });
  await expect.poll(async () => {
    await leasesEnd(db);
    return owner.parse(await db('conversations').where({ subject: 'Не пришёл чек' }).first('assignee')).assignee;
  }, { timeout: 30_000 }).toBeNull();
  await colleagueHolds('Не пришёл чек');
  network.mend();
  await desk.online();
  await expect(here.window.getByText('Ваш текст вернулся в диалог')).toBeVisible({ timeout: 30_000 });
  await desk.take();
  await expect(desk.composer).toHaveValue('Отвечаю из туннеля');
  await photograph(here, 'ru-returned');
});
