import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { agent } from '../support/shop-company';
import { DeskPage } from '../e2e/stage/desk-page';
import { openWorkstation } from '../e2e/stage/workstation';
import { prepareDesktop } from './desktop';
import { medians, percentile, rounded } from './figures';
import { openFilledCompany } from './filled-company';
import { paintClock, rowsOnTop, untilPainted, type PaintClock } from './paint';

const messages = 100_000;
const openConversations = 400;
const runs = 5;
const samples = 60;

/** Between two actions of a person, in milliseconds: long enough that one does not pay for the other. */
const pause = 150;

type Computer = { readonly folder: string; readonly server: string };

/** What a person at a filled desk waits for: a conversation, the next one, another view, and the desk itself in the morning. */
export async function benchDesk(): Promise<Record<string, number>> {
  const endDesktop = await prepareDesktop();
  const company = await openFilledCompany({ messages, openConversations });
  const folder = await mkdtemp(join(tmpdir(), 'otklik-bench-'));
  try {
    const computer = { folder, server: company.server.url };
    await fillCopy(computer);
    return await medians(runs, () => sitDown(computer));
  } finally {
    await company.close();
    await endDesktop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** The first start loads the whole company. */
async function fillCopy(computer: Computer): Promise<void> {
  const { app, window } = await openWorkstation({ ...computer, signIn: `${agent.email}:${agent.password}` });
  await new DeskPage(window).online();
  await app.close();
}

/** One shift: the desk is started again over its filled copy, and used. */
async function sitDown(computer: Computer): Promise<Record<string, number>> {
  const began = Date.now();
  const { app, window } = await openWorkstation(computer);
  await window.waitForSelector('#root', { state: 'attached' });
  const start = (await untilPainted(window, `document.querySelector('[data-list] [data-conversation]') !== null`)) - began;
  await new DeskPage(window).online();
  const clock = await paintClock(window);
  const next = await sampled(window, () => timeNext(window, clock));
  const open = await sampled(window, () => timeOpen(window, clock));
  const view = await timeViews(window, clock);
  await app.close();
  const figures = { ...spread('open', open), ...spread('next', next), ...spread('view', view), start_ms: start };
  console.error(JSON.stringify(figures));
  return figures;
}

function spread(name: string, times: readonly number[]): Record<string, number> {
  return { [`${name}_p50_ms`]: rounded(percentile(times, 0.5)), [`${name}_p95_ms`]: rounded(percentile(times, 0.95)) };
}

async function sampled(window: Page, time: () => Promise<number>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    await window.waitForTimeout(pause);
    times.push(await time());
  }
  return times;
}

/** The messages of the conversation that the list marks as the open one are drawn. */
const nextIsDrawn = `(() => {
  const marked = document.querySelector('[data-list] [aria-selected="true"]')?.id;
  const pane = document.querySelector('main[data-open]');
  return marked !== undefined && pane?.dataset.open === marked && marked !== window.former && pane.querySelector('[data-message]') !== null;
})()`;

async function timeNext(window: Page, clock: PaintClock): Promise<number> {
  await window.evaluate(`window.former = document.querySelector('main[data-open]')?.dataset.open`);
  return clock.time('keydown', nextIsDrawn, () => window.keyboard.press('j'));
}

/** A click on a row that is neither the open one nor beside it, so that nothing held it ready. */
async function timeOpen(window: Page, clock: PaintClock): Promise<number> {
  const rows = window.locator('[data-list] [data-conversation]');
  const marked = await rows.evaluateAll((list) => list.findIndex((row) => row.getAttribute('aria-selected') === 'true'));
  const row = rows.nth(marked >= 4 ? marked - 3 : marked + 3);
  await window.evaluate(`window.former = document.querySelector('main[data-open]')?.dataset.open`);
  return clock.time('click', nextIsDrawn, () => row.click());
}

/** Through the four views in turn; a view is there when the conversations that stand first in it are drawn. */
async function timeViews(window: Page, clock: PaintClock): Promise<readonly number[]> {
  const tops = new Map<string, string>();
  for (const key of ['1', '2', '3', '4']) {
    await window.keyboard.press(key);
    await window.waitForTimeout(1000);
    tops.set(key, await rowsOnTop(window));
  }
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const key = String((sample % 4) + 1);
    await window.waitForTimeout(pause);
    times.push(await clock.time('keydown', `window.rowsOnTop() === '${tops.get(key)}'`, () => window.keyboard.press(key)));
  }
  return times;
}
