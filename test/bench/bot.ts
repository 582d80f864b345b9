import { addMessenger } from '#db/central/messengers';
import { keepBot } from '#db/central/bots';
import { id } from '#kernel/id';
import { listOf } from '#server/access/network';
import { starterPlan } from '#server/channel/bot/text/starter-plan';
import { signed } from '#server/channel/messenger/standard-webhook';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import { createTeam, createTenant } from '../support/accounts';
import { startCentralDatabases } from '../support/central-database';
import { startTestServer } from '../support/central-server';
import { benchIntents } from './bot-intents';
import { percentile } from './figures';

const secret = 'of-our-own-making';
const customers = 20;
const linesOfCustomer = 10;

const call = z.object({ type: z.literal('answer'), to: z.object({ id: z.string() }) });

/**
 * How long a customer waits for the bot: from their call over HTTP until its answer arrives at their side over HTTP, many customers
 * at once. With `--intents FILE` also how well the matcher tells a foreign set of questions apart.
 */
export async function benchBot({ intents }: { readonly intents: string | undefined }): Promise<Record<string, number>> {
  const heard = new Map<string, () => void>();
  const side = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      heard.get(call.parse(JSON.parse(Buffer.concat(pieces).toString('utf8'))).to.id)?.();
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => side.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${z.object({ port: z.int() }).parse(side.address()).port}`;
  const databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  const server = await startTestServer(url, { webhookNetworks: listOf(['127.0.0.1']) });
  const hook = `${server.url}/hooks/${await found(server.services, address)}`;
  const waits = (await Promise.all(Array.from({ length: customers }, (_one, place) => talk({ customer: `c${place}`, hook, heard })))).flat();
  await server.stop();
  await databases.stop();
  side.close();
  return { answers: waits.length, answer_p50_ms: percentile(waits, 0.5), answer_p95_ms: percentile(waits, 0.95), ...(intents === undefined ? {} : benchIntents(intents)) };
}

type Services = Awaited<ReturnType<typeof startTestServer>>['services'];

async function found({ db, exchange, messengers }: Services, address: string): Promise<string> {
  const tenant = await createTenant(db, { name: 'Shop' });
  const team = await createTeam(exchange.commit, tenant, 'Support');
  const [queue, channel, person] = [id('queue', randomUUID()), id('channel', randomUUID()), id('person', randomUUID())];
  await exchange.commit(tenant, async (tx, now, put) => {
    await put([
      { op: 'put', table: 'queues', row: { id: queue, team: team.id, name: 'Support', version: 0, asksOutcome: false } },
      { op: 'put', table: 'channels', row: { id: channel, kind: 'connect', name: 'Shop', address: 'shop', queue, version: 0 } },
      { op: 'put', table: 'people', row: { id: person, name: 'Bot', roles: [], teams: [], version: 0 } },
    ]);
    await addMessenger(tx, { tenant, channel, kind: 'connect', account: address, secret: messengers.accounts.seal({ tenant, channel }, { setup: { kind: 'connect', address }, hookSecret: secret }) }, now);
    await keepBot(tx, { tenant, person, plan: { ...starterPlan('en'), isOn: true, channels: [channel], greeting: '' } });
  });
  return channel;
}

type Talking = { readonly customer: string; readonly hook: string; readonly heard: Map<string, () => void> };

/** One question after the other, each when the one before is answered. */
async function talk({ customer, hook, heard }: Talking): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let line = 0; line < linesOfCustomer; line += 1) {
    const body = Buffer.from(JSON.stringify({ type: 'message', from: { id: customer, name: customer }, text: line % 2 === 0 ? 'How much is delivery?' : 'what are your opening hours' }));
    const answered = new Promise<void>((resolve) => heard.set(customer, resolve));
    const began = performance.now();
    const taken = await fetch(hook, { method: 'POST', headers: { 'content-type': 'application/json', ...signed(secret, { id: randomUUID(), at: Date.now(), body }) }, body });
    if (!taken.ok) throw new Error(`not taken in: ${taken.status}`);
    await answered;
    waits.push(performance.now() - began);
  }
  return waits;
}
