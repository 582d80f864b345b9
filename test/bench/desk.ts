import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { agent } from '../support/shop-company';
import { DeskPage } from '../e2e/stage/desk-page';
import { openWorkstation, type Workstation } from '../e2e/stage/workstation';
import { prepareDesktop } from './desktop';
import { medians, percentile, rounded } from './figures';
import { BenchProcess } from './bench-process';
import { timeScroll, watchTasks } from './desk-scroll';
import { timeTyping } from './desk-typing';
import { openFilledCompany, type FilledCompany } from './filled-company';
import { LightClient } from './light-client';
import { onOtherComputers } from './other-computer';
import { registerClients } from './registered-clients';
import { paintClock, rowsOnTop, untilPainted, type PaintClock } from './paint';
import { timeSearch, untilFound } from './search';

const messages = 100_000;
const manyMessages = 1_000_000;
/** So that there are 20,000 cases, and ten times as many. */
const messagesEach = 5;
const openConversations = 400;
const samples = 60;
const pens = 10;

/** Between two actions of a person, in milliseconds: long enough that one does not pay for the other. */
const pause = 150;

type Computer = { readonly folder: string; readonly server: string };
type Sitting = (computer: Computer, company: FilledCompany) => Promise<Record<string, number>>;
type DeskBench = { readonly only: string | undefined; readonly runs: number };

/**
 * What a person at a filled desk waits for: a conversation, the next one, another view, a letter while colleagues work, a scroll, and
 * the desk itself in the morning. `desk usual` leaves the ten times larger copy out, `desk large` is that one alone, `desk search` what
 * search takes with the usual one.
 */
export async function benchDesk({ only, runs }: DeskBench): Promise<Record<string, number>> {
  const endDesktop = await prepareDesktop();
  try {
    if (only === 'search') return await atFilledDesk({ messages, runs }, sitAtSearch);
    const usual = only === 'large' ? {} : await atFilledDesk({ messages, runs }, sitDown);
    const large = only === 'usual' ? {} : await atFilledDesk({ messages: manyMessages, runs }, sitAtLarge);
    return { ...usual, ...large };
  } finally {
    await endDesktop();
  }
}

async function atFilledDesk({ messages: count, runs }: { readonly messages: number; readonly runs: number }, sitting: Sitting): Promise<Record<string, number>> {
  const company = await onOtherComputers(() => openFilledCompany({ messages: count, openConversations, messagesEach }));
  const folder = await mkdtemp(join(tmpdir(), 'otklik-bench-'));
  try {
    const computer = { folder, server: company.server.url };
    await fillCopy(computer);
    return await medians(runs, () => sitting(computer, company));
  } finally {
    await company.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const longestLoad = 300_000;

/** The first start loads the whole company. */
async function fillCopy(computer: Computer): Promise<void> {
  const { app, window } = await openWorkstation({ ...computer, signIn: `${agent.email}:${agent.password}` });
  await expect(window.locator('[data-connection="online"]')).toBeVisible({ timeout: longestLoad });
  await untilFound(window);
  await app.close();
}

/** One shift: the desk is started again over its filled copy, and used. */
async function sitDown(computer: Computer, company: FilledCompany): Promise<Record<string, number>> {
  const { app, window, clock, times } = await begin(computer);
  const longestTask = await watchTasks(window);
  const next = await sampled(window, () => timeNext(window, clock));
  const open = await sampled(window, () => timeOpen(window, clock));
  const view = await timeViews(window, clock);
  const scroll = Math.max(await timeScroll(window, '[data-list]'), await timeScroll(window, 'main[data-open]'));
  const typing = await amidChanges(company, () => timeTyping(window));
  const search = await timeSearch(window, clock);
  const tasks = await longestTask();
  await app.close();
  return told({ ...spread('open', open), ...spread('next', next), ...spread('view', view), ...spread('search', search), ...typing, scroll_worst_frame_ms: scroll, longest_task_ms: tasks, ...times });
}

async function sitAtLarge(computer: Computer): Promise<Record<string, number>> {
  const { app, window, clock } = await begin(computer);
  const open = await sampled(window, () => timeOpen(window, clock));
  const search = await timeSearch(window, clock);
  await app.close();
  return told({ open_p95_1m_ms: rounded(percentile(open, 0.95)), search_p95_1m_ms: rounded(percentile(search, 0.95)) });
}

async function sitAtSearch(computer: Computer): Promise<Record<string, number>> {
  const { app, window, clock } = await begin(computer);
  const search = await timeSearch(window, clock);
  await app.close();
  return told(spread('search', search));
}

type Begun = Pick<Workstation, 'app' | 'window'> & { readonly clock: PaintClock; /** In milliseconds. */ readonly times: { readonly start_ms: number; readonly unlock_ms: number } };

/** `start`: from the start of the program until its place asks to be opened; `unlock`: from the password until the list is painted. */
async function begin(computer: Computer): Promise<Begun> {
  const began = Date.now();
  const { app, window } = await openWorkstation(computer);
  await window.waitForSelector('#root', { state: 'attached' });
  const start = (await untilPainted(window, `document.querySelector('input[name="secret"]') !== null`)) - began;
  const clock = await paintClock(window);
  await window.locator('input[name="secret"]').fill(agent.password);
  const unlock = await clock.time('keydown', `document.querySelector('[data-list] [data-conversation]') !== null`, () => window.keyboard.press('Enter'));
  await new DeskPage(window).online();
  return { app, window, clock, times: { start_ms: start, unlock_ms: rounded(unlock) } };
}

/** While colleagues write 200 notes a second into what this person may see. */
async function amidChanges<Value>({ server, db }: FilledCompany, work: () => Promise<Value>): Promise<Value> {
  const token = await LightClient.signIn(server.url, agent);
  const colleagues = await onOtherComputers(async () => new BenchProcess('restless.ts', [server.url, token]));
  await colleagues.ask(await registerClients(db, agent.email, pens));
  const value = await work();
  await colleagues.end();
  return value;
}

function told(figures: Record<string, number>): Record<string, number> {
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

/** The keys of views that have rows here: mine, the queue, all, the closed ones. */
const viewKeys = ['1', '3', '6', '7'] as const;

/** Through four views in turn; a view is there when the conversations that stand first in it are drawn. */
async function timeViews(window: Page, clock: PaintClock): Promise<readonly number[]> {
  const tops = new Map<string, string>();
  // Begun with the last one: the view that is open already would not go back to its top.
  for (const key of [viewKeys[3], ...viewKeys]) {
    const before = await rowsOnTop(window);
    await window.keyboard.press(key);
    await expect.poll(() => rowsOnTop(window)).not.toMatch(new RegExp(`^(${before})?$`));
    await window.waitForTimeout(1000);
    tops.set(key, await rowsOnTop(window));
  }
  // One that shows what another shows, or nothing, would be there before it is.
  if (tops.size !== new Set(tops.values()).size || [...tops.values()].includes('')) throw new Error(`views that cannot be told apart: ${[...tops.values()].join(' | ')}`);
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const key = viewKeys[sample % viewKeys.length] ?? '1';
    await window.waitForTimeout(pause);
    times.push(await clock.time('keydown', `window.rowsOnTop() === '${tops.get(key)}'`, () => window.keyboard.press(key)));
  }
  await window.keyboard.press('1');
  return times;
}
