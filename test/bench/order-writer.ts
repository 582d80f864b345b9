import { openCentral } from '#db/central/open';
import { id } from '#kernel/id';
import { openExchange } from '#server/sync/exchange';
import { orderByHead } from '#server/sync/order-by-head';
import { orderByLeader } from '#server/sync/order-by-leader';
import { z } from 'zod';
import { steadyNow } from './stamp';

/** Commits small transactions of one company over many connections, and answers when each was committed. */
const [url = '', kind = '', name = '', connections = ''] = process.argv.slice(2);
const asked = z.object({ tenant: z.templateLiteral(['ten_', z.string()]), seconds: z.number() });
const width = Number(connections);
let made = 0;
const exchange = await openExchange({ db: openCentral(url, width), url, heard: {}, failed: (error) => console.error(error), order: kind === 'head' ? orderByHead : orderByLeader });
process.on('message', (message) => void load(asked.parse(message)));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function load({ tenant, seconds }: z.infer<typeof asked>): Promise<void> {
  const end = steadyNow() + seconds * 1000;
  const committed: (readonly [row: string, at: number])[] = [];
  await Promise.all(
    Array.from({ length: width }, async (_, connection) => {
      const row = { id: id('team', `${name}-${connection}`), name: '', version: 0 };
      while (steadyNow() < end) {
        const text = `${name}-${(made += 1)}`;
        await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'teams', row: { ...row, name: text } }]));
        committed.push([text, steadyNow()]);
      }
    }),
  );
  process.send?.({ committed });
}
