import { once } from 'node:events';
import { LightClient } from './light-client';
import { registered } from './registered-clients';
import { agesIn } from './stamp';

/** Many clients in a process of their own; each notes how old a change is when it arrives. */
const [server = '', access = ''] = process.argv.slice(2);
const latencies: number[] = [];
const said: unknown[] = await once(process, 'message');
const crowd: LightClient[] = [];
for (const { client, at } of registered.parse(said[0])) {
  crowd.push(await LightClient.open({ server, access, client, at }, (frame) => void latencies.push(...agesIn(frame))));
}
process.on('message', () => process.send?.({ latencies }));
process.on('disconnect', () => {
  for (const client of crowd) client.close();
});
process.send?.('ready');
