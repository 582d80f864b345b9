import { readMail } from '#server/channel/email/read-mail';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { drawWindow } from '../support/bridge-double/window-page';
import type { DoubleStart } from '../support/bridge-double/start';
import type { Letter } from '../support/bridge-double/letter';
import { linesOf } from './json-lines';
import { clickAll, shownWhole, standGuard, type Found } from './shown-letter';

const line = z.looseObject({ payload: z.string() });
const start: DoubleStart = { language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false };

/** Pages that share the vectors. */
const pages = 3;

/**
 * Shows every vector in the shipped view of a mail, in a real browser, and clicks whatever of it is left: once as it comes through the
 * server, as body, subject, name, file name and calendar part of one mail; once past the server, as if the window stood alone.
 */
export async function benchSanitise(file: string | undefined): Promise<Record<string, number>> {
  if (file === undefined) throw new Error('npm run bench -- sanitise --vectors FILE.jsonl[.gz]');
  const vectors = linesOf(file).map((one) => line.parse(one).payload);
  const drawn = await drawWindow();
  try {
    const shares = Array.from({ length: pages }, (_, page) => vectors.filter((_vector, index) => index % pages === page));
    const counts = await Promise.all(shares.map(async (share) => tryAll(await watched(await drawn.open(start, { width: 1280, height: 800 })), share)));
    const sum = (name: 'executed' | 'requests' | 'navigations'): number => counts.reduce((total, count) => total + count[name], 0);
    return { vectors: vectors.length, executed: sum('executed'), requests: sum('requests'), navigations: sum('navigations') };
  } finally {
    await drawn.close();
  }
}

type Watched = { readonly page: Page; readonly outside: { requests: string[]; navigations: string[]; dialogs: string[] } };

/** The newest mail of the double's second conversation, opened in its formatted view. */
async function watched(page: Page): Promise<Watched> {
  await page.locator('[data-conversation="con_1"]').click();
  await page.evaluate(() => window.setMail('<p>harmless</p>'));
  await page.locator('[data-message="msg_1-4"] [aria-pressed="false"]').click();
  await page.locator('[data-message="msg_1-4"] iframe').waitFor();
  await page.waitForTimeout(500);
  await page.evaluate(standGuard);
  const outside: Watched['outside'] = { requests: [], navigations: [], dialogs: [] };
  page.on('request', (request) => /^(?:data|blob|about):/.test(request.url()) || request.resourceType() === 'font' || outside.requests.push(request.url()));
  page.on('framenavigated', (frame) => frame.url() === 'about:srcdoc' || outside.navigations.push(frame.url()));
  page.context().on('page', (opened) => outside.navigations.push(opened.url()));
  page.on('dialog', (dialog) => {
    outside.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return { page, outside };
}

async function tryAll({ page, outside }: Watched, vectors: readonly string[]): Promise<{ executed: number; requests: number; navigations: number }> {
  let executed = 0;
  for (const vector of vectors) {
    const before = seen(outside);
    const left = [...(await tryOne(page, await letterOf(vector))), ...(await tryOne(page, vector))];
    if (left.length + seen(outside) > before) console.error(JSON.stringify({ vector: vector.slice(0, 300), left, ...outside }));
    executed += left.length > 0 ? 1 : 0;
  }
  return { executed: executed + outside.dialogs.length, requests: outside.requests.length, navigations: outside.navigations.length };
}

function seen({ requests, navigations, dialogs }: Watched['outside']): number {
  return requests.length + navigations.length + dialogs.length;
}

async function tryOne(page: Page, shown: Letter | string): Promise<Found> {
  await page.evaluate(shownWhole, shown);
  const frame = page.locator('[data-message="msg_1-4"] iframe');
  // A letter of which the server left no HTML is shown as text.
  const place = (await frame.count()) === 0 ? null : await frame.boundingBox();
  if (place !== null && place.y < 700) await page.mouse.click(place.x + Math.min(30, place.width / 2), place.y + Math.min(20, place.height / 2));
  return page.evaluate(clickAll);
}

/** The letter as the server hands it on, with the vector wherever a sender can put one. */
async function letterOf(vector: string): Promise<Letter> {
  const word = `=?utf-8?B?${Buffer.from(vector.slice(0, 2000)).toString('base64')}?=`;
  const raw = [
    `From: ${word} <anna@customer.example>`, `Subject: ${word}`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
    '--b', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', '', Buffer.from(vector).toString('base64'),
    '--b', 'Content-Type: text/calendar; method=REQUEST; charset=utf-8', `Content-Disposition: attachment; filename="${word}"`, 'Content-Transfer-Encoding: base64', '',
    Buffer.from(`BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:${vector}\r\nDESCRIPTION:${vector}\r\nURL:${vector}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`).toString('base64'),
    '--b--', '',
  ];
  const { subject, from, text, html, attachments } = await readMail(Buffer.from(raw.join('\r\n')));
  return { subject, name: from.name, text, html, files: attachments.map(({ name }) => name) };
}
