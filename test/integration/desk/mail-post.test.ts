import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Carrier } from '#desk/channel/carrier';
import { MailPost } from '#desk/channel/mail-post';
import { OutgoingFolder } from '#desk/channel/outgoing-folder';
import { NewMails } from '#desk/replica/new-mails';
import { Outbox } from '#desk/replica/outbox';
import { id, type ConversationId } from '#kernel/id';
import { second } from '#kernel/instant';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { freshFolder } from './fresh-folder';

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closers.splice(0).toReversed()) await close();
});

const posted = z.object({ text: z.string() });

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(z.instanceof(Uint8Array).parse(part));
  return Buffer.concat(parts);
}

/** A server that answers to a file only when it is let, and keeps the words of the mails that reach it. */
async function slowServer() {
  const texts: string[] = [];
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  let letIn = (): void => undefined;
  const isLetIn = new Promise<void>((resolve) => (letIn = resolve));
  const server: Server = createServer((request, response) => {
    const answer = (value: unknown): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    void bodyOf(request).then(async (body) => {
      if (request.method === 'POST') {
        texts.push(posted.parse(JSON.parse(body.toString('utf8'))).text);
        return answer({ conversation: 'con_begun' });
      }
      asked();
      await isLetIn;
      return answer({ held: body.byteLength, whole: body.byteLength > 0 });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => void server.close(resolve)), () => server.closeAllConnections());
  // checked: a server on TCP
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, texts, isAsked, letIn: () => letIn() };
}

async function desk(server: string) {
  const folder = freshFolder('mail-post');
  const { outbox, file } = await Outbox.open(join(folder, 'outbox.db'));
  const mails = await NewMails.open(file);
  const outgoing = new OutgoingFolder(join(folder, 'outgoing'));
  const access = async () => ({ ok: true, value: 'access' }) as const;
  const carrier = new Carrier({ server, access, folder: outgoing });
  let changes = 0;
  const post = new MailPost({ server, access, carrier, mails, outbox, isOnline: () => true, changed: () => void (changes += 1) });
  closers.push(() => outbox.close(), () => post.stop());
  const attach = async (conversation: ConversationId): Promise<void> => {
    const writer = await outgoing.begin();
    await writer.write(Buffer.from('the bill'));
    const kept = await writer.finish();
    if (!kept.ok) throw new Error(kept.code);
    await outbox.addDraftFile({ conversation, file: { hash: kept.value.hash, size: kept.value.size, name: 'bill.txt', type: 'text/plain' } });
  };
  return { mails, post, attach, outbox, changes: () => changes };
}

const written = (name: ConversationId, text: string) => ({ id: name, channel: id('channel', 'mail'), recipients: { to: ['ivan@home.example'], cc: [], bcc: [] }, subject: 'Bill', text });

test('a new mail that was taken back while its file was under way, and sent anew in other words, left in its first words at once: it waits its seconds again and leaves as it was sent last', async () => {
  const server = await slowServer();
  const { mails, post, attach } = await desk(server.url);
  const name = mails.blank;
  await attach(name);
  await mails.send(written(name, 'first words'), Date.now());
  post.wake();
  await server.isAsked;
  expect(await mails.takeBack(name)).toBe(true);
  await mails.send(written(name, 'last words'), Date.now() + 2 * second);
  server.letIn();
  await expect.poll(() => mails.leaving).toEqual([]);
  expect(server.texts).toEqual(['last words']);
});

test('a new mail that was given up for good while its file was under way left all the same', async () => {
  const server = await slowServer();
  const { mails, post, attach, outbox, changes } = await desk(server.url);
  const name = mails.blank;
  await attach(name);
  await mails.send(written(name, 'needless'), Date.now());
  const later = mails.blank;
  await mails.send(written(later, 'needless too'), Date.now() + 20 * second);
  post.wake();
  await server.isAsked;
  await Promise.all([mails.discard(), outbox.discard()]);
  expect(mails.leaving).toEqual([]);
  server.letIn();
  await expect.poll(changes).toBeGreaterThan(0);
  expect(mails.leaving).toEqual([]);
  expect(server.texts).toEqual([]);
});

/** A server that fails at new mails, keeps the names under which they came, and says of one that is withdrawn what it is told to. */
async function failingServer(conversation: string | null) {
  const asked: string[] = [];
  let isWell = false;
  const server: Server = createServer((request, response) => {
    const answer = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    void bodyOf(request).then((body) => {
      const { message } = z.object({ message: z.string() }).parse(JSON.parse(body.toString('utf8')));
      if (request.url === '/mails/withdrawals') return answer(200, { conversation });
      asked.push(message);
      return isWell ? answer(200, { conversation: 'con_begun' }) : answer(500, { code: 'server.failed' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => void server.close(resolve)), () => server.closeAllConnections());
  // checked: a server on TCP
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, heal: () => void (isWell = true) };
}

test('a new mail at which the server failed each time could be neither changed nor thrown away: its writer hears why, and takes it back under another name', async () => {
  const server = await failingServer(null);
  const { mails, post } = await desk(server.url);
  const name = mails.blank;
  await mails.send(written(name, 'first words'), Date.now());
  post.wake();
  await expect.poll(() => server.asked.length).toBeGreaterThan(0);
  expect(post.reason(name)).toBeNull();
  await expect.poll(() => post.reason(name), { timeout: 20_000 }).toBe('server.failed');
  expect(await post.withdraw(name, true)).toEqual({ ok: true, value: null });
  expect([mails.leaving, mails.kept]).toMatchObject([[], [{ id: name, text: 'first words', asked: false }]]);
  const before = new Set(server.asked);
  server.heal();
  await mails.save(written(name, 'other words'));
  await mails.send(written(name, 'last words'), Date.now());
  post.wake();
  await expect.poll(() => mails.leaving).toEqual([]);
  expect(before.size).toBe(1);
  expect(before.has(server.asked.at(-1) ?? '')).toBe(false);
});

/** A server that holds a withdrawal as the real one does, and whose answer to it never arrives. */
async function forgetfulServer() {
  const texts: string[] = [];
  const withdrawn = new Set<string>();
  let isWell = false;
  const server: Server = createServer((request, response) => {
    const answer = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    void bodyOf(request).then((body) => {
      const { message, text = '' } = z.object({ message: z.string(), text: z.string().optional() }).parse(JSON.parse(body.toString('utf8')));
      if (request.url === '/mails/withdrawals') {
        withdrawn.add(message);
        return response.destroy();
      }
      if (!isWell) return answer(500, { code: 'server.failed' });
      if (withdrawn.has(message)) return answer(409, { code: 'mutation.failed' });
      texts.push(text);
      return answer(200, { conversation: 'con_begun' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => void server.close(resolve)), () => server.closeAllConnections());
  // checked: a server on TCP
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, texts, heal: () => void (isWell = true) };
}

test('a new mail whose withdrawal was done and not heard of came back under the name that the server takes no more, and could never leave', async () => {
  const server = await forgetfulServer();
  const { mails, post } = await desk(server.url);
  const name = mails.blank;
  await mails.send(written(name, 'first words'), Date.now());
  post.wake();
  await expect.poll(() => mails.leaving[0]?.asked).toBe(true);
  expect(await post.withdraw(name, true)).toEqual({ ok: false, code: 'network.offline' });
  server.heal();
  await expect.poll(() => mails.kept, { timeout: 20_000 }).toMatchObject([{ id: name, text: 'first words', asked: false }]);
  await mails.send(written(name, 'last words'), Date.now());
  post.wake();
  await expect.poll(() => mails.leaving, { timeout: 20_000 }).toEqual([]);
  expect([server.texts, mails.kept]).toEqual([['last words'], []]);
});

test('a new mail whose answer was lost and that the server has after all is not written a second time', async () => {
  const server = await failingServer('con_begun');
  const { mails, post } = await desk(server.url);
  const name = mails.blank;
  await mails.send(written(name, 'first words'), Date.now());
  post.wake();
  await expect.poll(() => server.asked.length).toBeGreaterThan(0);
  expect(await post.withdraw(name, true)).toEqual({ ok: false, code: 'message.left' });
  expect([mails.leaving, mails.kept]).toEqual([[], []]);
});

test('nobody was woken over and over by a mail that is due in a part of a millisecond', async () => {
  const server = await failingServer(null);
  const { mails, post } = await desk(server.url);
  const looks = vi.spyOn(mails, 'leaving', 'get');
  const now = Date.now();
  await mails.send(written(mails.blank, 'soon'), now + 100);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now });
  post.wake();
  vi.advanceTimersByTime(200);
  expect(looks).toHaveBeenCalledTimes(1);
});

test('a new mail in which nothing is written stayed in the outbox for ever', async () => {
  const folder = freshFolder('mail-post');
  const first = await Outbox.open(join(folder, 'outbox.db'));
  const mails = await NewMails.open(first.file);
  const nothing = { channel: id('channel', 'mail'), recipients: { to: [], cc: [], bcc: [] }, subject: '', text: '' };
  const [blank, withFile] = [mails.blank, id('conversation', 'with-file')];
  await mails.save({ ...nothing, id: blank });
  await mails.save({ ...nothing, id: withFile });
  await first.outbox.addDraftFile({ conversation: withFile, file: { hash: 'a'.repeat(64), size: 8, name: 'bill.txt', type: 'text/plain' } });
  await first.outbox.close();
  const again = await Outbox.open(join(folder, 'outbox.db'));
  closers.push(() => again.outbox.close());
  expect((await NewMails.open(again.file)).kept.map(({ id: name }) => name)).toEqual([withFile]);
});

test('what a new mail began, and which one came back, is told by name', async () => {
  const server = await failingServer('con_begun');
  server.heal();
  const { mails, post, outbox } = await desk(server.url);
  await mails.send(written(mails.blank, 'words'), Date.now());
  post.wake();
  await expect.poll(() => mails.begun).toEqual([{ conversation: 'con_begun', to: 'ivan@home.example' }]);
  const name = mails.blank;
  await mails.send(written(name, 'words'), Date.now() + 20 * second);
  await mails.refuse(name, 'queue.absent');
  expect(await outbox.notices()).toMatchObject([{ about: 'mail.begin', conversation: name }]);
});
