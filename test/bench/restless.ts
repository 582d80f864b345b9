import { setTimeout as sleep } from 'node:timers/promises';
import { LightClient } from './light-client';
import { registered } from './registered-clients';
import { stamped, steadyNow } from './stamp';

/** Colleagues who write 200 notes a second into the open conversations, in a process of their own, until it is told to end. */
const changesPerSecond = 200;
const conversations = 400;

const [server = '', access = ''] = process.argv.slice(2);
process.on('message', (said) => void write(said));

async function write(said: unknown): Promise<void> {
  const pens = await Promise.all(registered.parse(said).map((seat) => LightClient.open({ server, access, ...seat }, () => undefined)));
  process.send?.('writing');
  const began = steadyNow();
  for (let change = 0; process.connected; change += 1) {
    await sleep(Math.max(0, began + (change * 1000) / changesPerSecond - steadyNow()));
    pens[change % pens.length]?.note(stamped(), String(change % conversations));
    if (change % (changesPerSecond * 10) === 0) pens.forEach((pen) => pen.ping());
  }
  pens.forEach((pen) => pen.close());
}
