import { colleague } from '../support/shop-company';
import { LightClient } from './light-client';

/** Many clients of one person in a process of their own; each notes how old a change is when it arrives. */
const [server = '', count = '0'] = process.argv.slice(2);
const latencies: number[] = [];
const clients: LightClient[] = [];
const access = await LightClient.signIn(server, colleague);
for (let index = 0; index < Number(count); index += 1) {
  clients.push(
    await LightClient.open(server, access, (frame) => {
      const stamp = /"at (\d{13})"/.exec(frame)?.[1];
      if (stamp !== undefined) latencies.push(Date.now() - Number(stamp));
    }),
  );
}
process.send?.('ready');
process.on('message', () => process.send?.({ latencies }));
process.on('disconnect', () => {
  for (const client of clients) client.close();
});
