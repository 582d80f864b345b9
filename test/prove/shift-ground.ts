import type { Browser } from 'playwright-core';
import type { Knex } from 'knex';
import PostalMime from 'postal-mime';
import type { MailboxSettings } from '#contract/mailbox';
import { connectMailbox } from '#db/central/mailboxes';
import { rowOf } from '#db/central/rows';
import { minute } from '#kernel/instant';
import { createSealing } from '#server/access/sealing';
import { MailboxCredentials } from '#server/channel/email/mailbox/credentials';
import { openExchange } from '#server/sync/exchange';
import type { CentralDatabases } from '../support/central-database';
import { testKey } from '../support/central-server';
import { cuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { mailServerLacks, openMailServer } from '../support/mail-server/mail-server';
import { deliverPlainly } from '../support/plain-smtp';
import { ServerProcess } from '../support/server-process';
import { openBrowser, widgetOn } from '../support/shop-browser';
import { foundShop, mailAddress } from '../support/shop-company';
import { openSmtpMailbox } from '../support/smtp-mailbox';

/** Somebody outside: what they begin with, what they say later, and what they hold of the company's words, in the order in which it came. */
export type Customer = { readonly first: string; readonly say: ((text: string) => Promise<void>) | null; readonly holds: () => Promise<readonly string[]> };

/** A company's server, its customers on real channels, and the desk's only road to the server. */
export type ShiftGround = { readonly db: Knex; readonly road: CuttableProxy; readonly customers: readonly Customer[]; readonly close: () => Promise<void> };

type Size = { readonly mails: number; readonly chats: number; /** A mail server with its mailboxes, where this computer has one; else whoever takes every mail. */ readonly mailServer: boolean };
type Post = { readonly relay: number | undefined; readonly connect: (db: Knex, url: string) => Promise<void>; readonly deliver: (from: string, content: Buffer) => Promise<void>; readonly holds: (address: string) => Promise<readonly string[]>; readonly stop: () => Promise<void> };

const secret = 'password of the mailbox';

export async function openShiftGround(databases: Pick<CentralDatabases, 'fresh'>, { mails, chats, mailServer }: Size): Promise<ShiftGround> {
  const { db, url } = await databases.fresh();
  const addresses = Array.from({ length: mails }, (_, at) => `customer-${at + 1}@customer.example`);
  const doors: { smtp: number } = { smtp: 0 };
  const post = mailServer && (await mailServerLacks()) === null ? await realPost(addresses) : await plainPost(() => doors.smtp);
  await post.connect(db, url);
  const server = new ServerProcess({ database: url, ...(post.relay === undefined ? {} : { relayPort: post.relay }) });
  await server.start();
  doors.smtp = server.smtpPort;
  const road = await cuttableProxy(server.port);
  const browser = await openBrowser();
  const visitors: Customer[] = [];
  for (let at = 1; at <= chats; at += 1) visitors.push(await visitor(browser, { url: server.url, number: at }));
  const writers = addresses.map((address, at) => ({ first: `Вопрос ${at + 1}`, say: null, holds: () => post.holds(address) }));
  for (const [at, address] of addresses.entries()) await post.deliver(address, letter(address, at + 1));
  return {
    db,
    road,
    customers: [...writers, ...visitors],
    close: async () => {
      await browser.close();
      await road.close();
      await server.stop();
      await post.stop();
    },
  };
}

function letter(from: string, number: number): Buffer {
  const subject = Buffer.from(`Вопрос ${number}`).toString('base64');
  return Buffer.from(`From: <${from}>\r\nTo: <${mailAddress}>\r\nSubject: =?utf-8?B?${subject}?=\r\nMessage-ID: <first-${number}@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${subject}\r\n`);
}

async function visitor(browser: Browser, { url, number }: { readonly url: string; readonly number: number }): Promise<Customer> {
  const page = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await page.goto(`${url}/demo?lang=ru`);
  const widget = widgetOn(page);
  await widget.open();
  const first = `Строка посетителя ${number}`;
  const said = new Set<string>([first]);
  await widget.say(first);
  return {
    first,
    say: async (text) => {
      said.add(text);
      await widget.say(text);
    },
    holds: async () => (await widget.lines()).map((line) => line.trim()).filter((line) => !said.has(line)),
  };
}

/** The company's mailbox and those of its customers on one real mail server. */
async function realPost(addresses: readonly string[]): Promise<Post> {
  const mailServer = await openMailServer(Object.fromEntries([mailAddress, ...addresses].map((address) => [address, secret])));
  const place = { host: '127.0.0.1', security: 'none' } as const;
  const settings: MailboxSettings = { receive: { ...place, port: mailServer.imap }, send: { ...place, port: mailServer.smtp }, auth: { kind: 'password', user: mailAddress }, keepsSent: false };
  return {
    relay: undefined,
    connect: (db, url) =>
      found(db, url, async ({ commit, shop: { tenant } }) => {
        const credentials = new MailboxCredentials({ db, sealing: createSealing([Buffer.from(testKey, 'base64')]) });
        const channel = rowOf('channels', await db('channels').where({ tenant, address: mailAddress }).first()).id;
        await commit(tenant, (tx, now) => connectMailbox(tx, { tenant, channel, address: mailAddress, settings, secret: credentials.seal({ tenant, channel }, { password: secret }), since: now - 2 * minute, now }));
      }),
    deliver: (from, content) => deliverPlainly({ port: mailServer.smtp, from, to: mailAddress, content }),
    holds: async (address) => {
      const order = await mailServer.taken();
      const mails = await Promise.all((await mailServer.mails(address)).map((raw) => PostalMime.parse(raw)));
      return mails.toSorted((one, other) => order.indexOf(one.messageId ?? '') - order.indexOf(other.messageId ?? '')).map(({ text }) => firstLine(text));
    },
    stop: mailServer.stop,
  };
}

async function plainPost(door: () => number): Promise<Post> {
  const box = await openSmtpMailbox();
  return {
    relay: box.port,
    connect: (db, url) => found(db, url, async () => undefined),
    deliver: (from, content) => deliverPlainly({ port: door(), from, to: mailAddress, content }),
    holds: async (address) => box.mails.filter(({ to }) => to.includes(address)).map(({ mail }) => firstLine(mail.text)),
    stop: box.stop,
  };
}

type Founded = { readonly commit: Awaited<ReturnType<typeof openExchange>>['commit']; readonly shop: Awaited<ReturnType<typeof foundShop>> };

async function found(db: Knex, url: string, furnish: (founded: Founded) => Promise<void>): Promise<void> {
  const { commit, stop } = await openExchange({ db, url, heard: {}, failed: () => undefined });
  await furnish({ commit, shop: await foundShop(db, commit) });
  await stop();
}

function firstLine(text: string | undefined): string {
  return text?.split('\n')[0]?.trim() ?? '';
}
