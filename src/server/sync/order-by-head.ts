import { appendNumbered, numberRest } from '#db/central/change-log';
import { marking, refuseOther } from '#db/central/order-marks';
import { coalesced } from './coalesced';
import type { LogOrder, OrderPorts } from './order';

/** Every transaction numbers itself, holding the head of its tenant until it ends. Nobody leads. */
export function orderByHead({ link, log, failed }: OrderPorts): LogOrder {
  // Not inside of the transaction: a NOTIFY there would hold a lock of the whole database until its commit is on the disk.
  const telling = coalesced(async () => {
    await link().query("select pg_notify('otklik_log', '')");
  }, failed);

  return {
    begin: async (db) => {
      await refuseOther(db, 'leader');
      await numberRest(db);
    },
    append: (pipe, tenant, entry) => void pipe.send(appendNumbered(tenant, entry)),
    committed: () => {
      log.wake();
      telling.ask();
    },
    linked: () => void link().query(marking('head')).catch(failed),
    tick: () => undefined,
    lost: () => undefined,
    heard: {},
  };
}
