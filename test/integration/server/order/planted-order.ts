import type { Writer } from '#db/central/open';
import type { MakeOrder } from '#server/sync/order';

/** What must not be: the number is taken from a plain sequence when the transaction begins. */
export const plantedOrder: MakeOrder = ({ log }) => ({
  begin: async () => undefined,
  linked: log.wake,
  append: (pipe, tenant, { parts, now }) => {
    void pipe.send({ name: 'planted', text: "insert into change_log (tenant, seq, parts, at) values ($1, currval('planted'), $2::jsonb, $3)", values: [tenant, parts, now] });
  },
  committed: log.wake,
  tick: log.wake,
  lost: () => undefined,
  heard: {},
});

export async function takeNumber(tx: Writer): Promise<void> {
  await tx.raw("select nextval('planted')");
}
