import { channelId, conversationId, tenantId } from '#contract/ids';
import { setChatSite } from '#db/central/chat-sites';
import { createTransport } from 'nodemailer';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Visitor } from '../prove/customers';
import { startCentralDatabases } from '../support/central-database';
import { eventually } from '../support/eventually';
import { agent, mailAddress, shopSite } from '../support/shop-company';
import { medians, percentile } from './figures';
import { onlineDesk, withHouse, type House } from './house';

type Figures = Record<string, number>;

const parts: Readonly<Record<string, (house: House) => Promise<Figures>>> = { mails, widget };

/** What customers write, from their side until an agent's desk has it on its disk. `only` names one part. */
export async function benchChannels({ only, runs }: { readonly only: string | undefined; readonly runs: number }): Promise<Figures> {
  const databases = await startCentralDatabases();
  try {
    const figures: Figures = {};
    for (const [name, measure] of Object.entries(parts)) {
      if (only !== undefined && only !== name) continue;
      Object.assign(figures, await withHouse(databases, 1000, (house) => medians(runs, () => measure(house))));
    }
    return figures;
  } finally {
    await databases.stop();
  }
}

const letters = 1000;
/** Connections of the mail servers that hand them over at once. */
const together = 8;

/** From the first connection until the desk shows all of them in its queue; each is of somebody new. */
async function mails(house: House): Promise<Figures> {
  const desk = await onlineDesk(house, agent);
  const run = performance.now();
  let queue = -1;
  desk.watch('counts', {}, (counts) => (queue = counts.queue));
  await eventually(async () => (queue >= 0 ? undefined : Promise.reject(new Error('no counts yet'))));
  const wanted = queue + letters;
  const shown = desk.until('counts', {}, (counts) => counts.queue >= wanted);
  const began = performance.now();
  // As relays do: a connection carries many mails. The door looks at each new one for a tenth of a second, for talkers too early.
  const relay = createTransport({ pool: true, host: '127.0.0.1', port: house.server.smtpPort, ignoreTLS: true, maxConnections: together, maxMessages: Infinity });
  await Promise.all(
    Array.from({ length: letters }, (_, number) => {
      const from = `c${number}-${run}@customer.example`;
      const content = `From: Customer ${number} <${from}>\r\nTo: ${mailAddress}\r\nMessage-ID: <${number}-${run}@customer.example>\r\nSubject: Order ${number}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWhere is my order ${number}? It was to come on Friday.\r\n`;
      return relay.sendMail({ envelope: { from, to: mailAddress }, raw: content });
    }),
  );
  relay.close();
  const accepted = performance.now() - began;
  await shown;
  const all = performance.now() - began;
  await desk.stop();
  return { mails_accepted_ms: accepted, mails_shown_ms: all };
}

const origin = 'https://shop.example';
const visitors = 5;
/** Fewer than a visitor may say at once. */
const lines = 20;

/** From the moment when a visitor's page sends a line until the desk has shown it. */
async function widget(house: House): Promise<Figures> {
  const chat = z.object({ tenant: tenantId, id: channelId }).parse(await house.db('channels').where({ kind: 'chat', address: shopSite }).first());
  await setChatSite(house.db, { tenant: chat.tenant, channel: chat.id }, { origins: [origin] });
  const desk = await onlineDesk(house, agent);
  const ages: number[] = [];
  for (let number = 0; number < visitors; number += 1) {
    const visitor = new Visitor({ url: () => house.server.url, key: shopSite, origin });
    await visitor.say('first');
    const thread = z.object({ conversation: conversationId }).parse(await house.db('chat_threads').join('conversations', 'conversations.id', 'chat_threads.conversation').orderBy('conversations.openedAt', 'desc').first('chat_threads.conversation'));
    let last = '';
    let seen: () => void = () => undefined;
    desk.watch('conversation', { conversation: thread.conversation, limit: 5 }, (shown) => {
      last = shown?.messages.at(-1)?.row.text ?? '';
      seen();
    });
    await eventually(async () => (last === 'first' ? undefined : Promise.reject(new Error('not here yet'))));
    for (let line = 0; line < lines; line += 1) {
      const text = `line ${line}`;
      const arrived = new Promise<void>((resolve) => (seen = () => (last === text ? resolve() : undefined)));
      const said = performance.now();
      void visitor.say(text);
      await arrived;
      ages.push(performance.now() - said);
      await sleep(10);
    }
    visitor.leave();
  }
  await desk.stop();
  return { widget_p50_ms: percentile(ages, 0.5), widget_p95_ms: percentile(ages, 0.95) };
}
