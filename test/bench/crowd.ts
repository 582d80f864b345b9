import { once } from 'node:events';
import { limits } from '#contract/limits';
import { Histogram } from './histogram';
import { LightClient } from './light-client';
import { registered } from './registered-clients';
import { agesIn } from './stamp';

/** Many clients in a process of their own; each notes how old a change is when it arrives. */
const [server = '', access = ''] = process.argv.slice(2);
const latencies = new Histogram();
const said: unknown[] = await once(process, 'message');
const crowd: LightClient[] = [];
for (const { client, at } of registered.parse(said[0])) {
  crowd.push(await LightClient.open({ server, access, client, at }, hear));
}
setInterval(() => crowd.forEach((client) => client.ping()), limits.heartbeat);
// A report tells what came since the one before it.
process.on('message', () => {
  process.send?.({ latencies: latencies.emptied() });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

function hear(frame: string): void {
  for (const age of agesIn(frame)) latencies.add(age);
}
