import type { ChatFile, FromChat } from '#contract/chat';
import { setChatSite } from '#db/central/chat-sites';
import { id, type AttachmentId, type ConversationId, type MessageId } from '#kernel/id';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Download } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import type { AnswerFile } from '../../support/channel-house';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { arrive, type VisitorPage } from '../../support/chat-visitor';
import { cuttableProxy } from '../../support/cuttable-proxy';
import { openForeignShop } from '../../support/foreign-shop';
import { openBrowser, widgetOn } from '../../support/shop-browser';

let databases: CentralDatabases;
let browser: Browser;
let house: ChatHouse;

const soon = { timeout: 30_000, interval: 20 };

beforeAll(async () => {
  databases = await startCentralDatabases();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await databases?.stop();
});
beforeEach(async () => {
  house = await openChatHouse(databases);
});
afterEach(() => house.stop());

const bill: AnswerFile = { name: 'Счёт № 1 "июль"; 100%.pdf', type: 'application/pdf', bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000)]) };
const page: AnswerFile = { name: 'page.html', type: 'text/html', bytes: Buffer.from('<script>document.title = "ran"</script>') };

type Told = { readonly message: MessageId; readonly file: ChatFile };

/** A visitor in a conversation of their own, whom an agent has sent files. */
async function served(files: readonly AnswerFile[], server: 0 | 1 = 0): Promise<{ readonly visitor: VisitorPage; readonly told: readonly Told[] }> {
  const visitor = await arrive({ address: `${house.urls[server].replace('http:', 'ws:')}/chat`, site: house.site });
  const word = randomUUID();
  visitor.say(word);
  await expect.poll(() => visitor.frames.some(({ t }) => t === 'ack'), soon).toBe(true);
  await house.answer(await conversationOf(word), '', { files });
  await expect.poll(() => filesOf(visitor).length, soon).toBe(files.length);
  return { visitor, told: filesOf(visitor) };
}

async function conversationOf(text: string): Promise<ConversationId> {
  const said = (await house.all('messages')).find((message) => message.text === text);
  if (said === undefined) throw new Error('nothing was said');
  return said.conversation;
}

function filesOf(visitor: VisitorPage): readonly Told[] {
  return visitor.lines().flatMap((line) => (line.from === 'agent' ? (line.files ?? []).map((file) => ({ message: line.id, file })) : []));
}

type Named = { readonly message: MessageId; readonly attachment: AttachmentId };

async function ticketFor(visitor: VisitorPage, file: Named): Promise<string | null> {
  const before = visitor.frames.length;
  visitor.send({ t: 'file', ...file });
  const answer = (): Extract<FromChat, { t: 'file' }> | undefined => visitor.frames.slice(before).find((frame) => frame.t === 'file');
  await expect.poll(answer, soon).toMatchObject(file);
  return answer()?.ticket ?? null;
}

const fetchFile = ({ message, attachment }: Named, ticket: string, server: 0 | 1 = 0): Promise<Response> => fetch(`${house.urls[server]}/chat/files/${message}/${attachment}?ticket=${ticket}`);

async function refusalOf(answer: Response): Promise<unknown> {
  return { status: answer.status, headers: [...answer.headers].filter(([name]) => !['date', 'keep-alive'].includes(name)), body: (await answer.text()).replace(/"correlation":"[^"]+"/, '') };
}

describe('S-49 files of a chat', () => {
  test('reach the visitor as they were sent, at every server, to be saved and never shown', async () => {
    const { visitor, told } = await served([bill, page]);
    expect(told.map(({ file }) => ({ name: file.name, size: file.size }))).toEqual([bill, page].map(({ name, bytes }) => ({ name, size: bytes.byteLength })));
    for (const [place, { message, file }] of told.entries()) {
      const named = { message, attachment: file.id };
      const answer = await fetchFile(named, (await ticketFor(visitor, named)) ?? '', 1);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'content-length': String(file.size),
      });
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.%-]+$/);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual([bill, page][place]?.bytes);
    }
  });

  test('are as absent for another visitor as files that never were: over the socket, and with a ticket of their own', async () => {
    const [one, other] = [await served([bill]), await served([page], 1)];
    const [own, foreign] = [one.told[0], other.told[0]];
    if (own === undefined || foreign === undefined) throw new Error('no files');
    const ownFile = { message: own.message, attachment: own.file.id };
    const foreignFile = { message: foreign.message, attachment: foreign.file.id };
    const nothing = { message: id('message', randomUUID()), attachment: id('attachment', randomUUID()) };
    for (const file of [foreignFile, nothing, { ...ownFile, attachment: foreignFile.attachment }, { ...foreignFile, attachment: ownFile.attachment }]) expect(await ticketFor(one.visitor, file)).toBeNull();
    const ticket = (await ticketFor(one.visitor, ownFile)) ?? '';
    const absent = await refusalOf(await fetchFile(nothing, ticket));
    expect(absent).toMatchObject({ status: 404, body: '{"code":"attachment.absent",}' });
    for (const file of [foreignFile, { ...ownFile, attachment: foreignFile.attachment }, { ...foreignFile, attachment: ownFile.attachment }]) expect(await refusalOf(await fetchFile(file, ticket))).toEqual(absent);
    for (const forged of ['x', `${ticket}x`, `${ticket}.x`, ticket.slice(1), `${ticket.split('.')[0] ?? ''}.`]) expect(await refusalOf(await fetchFile(ownFile, forged))).toEqual(absent);
    expect((await fetchFile(ownFile, ticket)).status).toBe(200);
  });

  test('of a conversation that is the visitor’s no more are not served, also with a ticket that was given before', async () => {
    const { visitor, told } = await served([bill]);
    const [own] = told;
    if (own === undefined) throw new Error('no file');
    const file = { message: own.message, attachment: own.file.id };
    const ticket = (await ticketFor(visitor, file)) ?? '';
    await house.db('chat_threads').delete();
    expect((await fetchFile(file, ticket)).status).toBe(404);
    expect(await ticketFor(visitor, file)).toBeNull();
  });
});

describe('the widget on a foreign page under a strict policy', () => {
  test('shows what came with an answer, and saves it by keyboard without leaving the page', async () => {
    const road = await cuttableProxy(Number(new URL(house.urls[0]).port));
    const shop = await openForeignShop({ script: `http://127.0.0.1:${road.port}`, site: house.site });
    await setChatSite(house.db, { tenant: house.tenant, channel: house.channel.id }, { origins: [shop.url] });
    const context = await browser.newContext({ locale: 'ru-RU' });
    const saved: Download[] = [];
    const tab = await context.newPage();
    tab.on('download', (download) => saved.push(download));
    await tab.goto(shop.url);
    const widget = widgetOn(tab);
    await widget.open();
    await widget.say('Пришлите счёт');
    await expect.poll(async () => (await house.all('conversations')).length, soon).toBe(1);
    await house.answer(await conversationOf('Пришлите счёт'), 'Вот счёт', { files: [bill] });
    await house.answer(await conversationOf('Пришлите счёт'), '', { files: [page] });
    const button = widget.panel.getByRole('list', { name: 'Файлы' }).getByRole('button');
    await expect.poll(() => button.count(), soon).toBe(2);
    expect(await button.evaluateAll((found) => found.map((one) => one.getAttribute('aria-label')))).toEqual([`Скачать ${bill.name}, 293 кБ`, 'Скачать page.html, 39 байт']);
    await widget.field.focus();
    for (let steps = 0; steps < 10 && !(await button.last().evaluate((one) => one.matches(':focus'))); steps += 1) await tab.keyboard.press('Shift+Tab');
    await tab.keyboard.press('Enter');
    await expect.poll(() => saved.length, soon).toBe(1);
    await tab.keyboard.press('Shift+Tab');
    await tab.keyboard.press('Enter');
    await expect.poll(() => saved.length, soon).toBe(2);
    for (const [place, file] of [page, bill].entries()) {
      // For a sign that a system does not take in a name its browser puts another.
      expect(saved[place]?.suggestedFilename().replaceAll(/[_"]/g, '')).toBe(file.name.replaceAll('"', ''));
      expect(await readFile((await saved[place]?.path()) ?? '')).toEqual(file.bytes);
    }
    expect([await tab.title(), tab.url()]).toEqual(['Shop', `${shop.url}/`]);
    road.cut();
    await widget.panel.getByText('Нет связи').waitFor();
    expect(await button.first().getAttribute('aria-disabled')).toBe('true');
    road.mend();
    await house.db('chat_threads').update({ visitor: 'vis_other' });
    await expect.poll(() => button.first().getAttribute('aria-disabled'), soon).toBe('false');
    await button.first().click();
    await widget.panel.getByText('Этого файла больше нет').waitFor();
    await context.close();
    await shop.close();
    await road.close();
  });
});
