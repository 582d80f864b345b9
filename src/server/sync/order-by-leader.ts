import { appendUnnumbered, numberCommitted, numbered, numberedAtOnce } from '#db/central/change-log';
import { leaderLock, marking, refuseOther } from '#db/central/order-marks';
import { coalesced } from './coalesced';
import type { LogOrder, OrderPorts } from './order';

/** Entries are committed without a number; the one process that leads numbers them in batches, the others wake it. */
export function orderByLeader({ link, log, failed }: OrderPorts): LogOrder {
  let leads = false;

  const numbering = coalesced(async () => {
    for (let count = numberedAtOnce; count >= numberedAtOnce; ) {
      const answer = await link().query(numberCommitted);
      if (answer === null) return;
      const { count: numberedNow, entries } = numbered(answer);
      count = numberedNow;
      // The leader's own process waits for no notification and asks for nothing that it has in hand.
      if (entries === null) log.wake();
      else log.take(entries);
    }
  }, failed);

  const calling = coalesced(async () => {
    await link().query("select pg_notify('otklik_poke', '')");
  }, failed);

  const electing = coalesced(async () => {
    if (!leads) {
      const rows = await link().query({ name: 'lead', text: 'select pg_try_advisory_lock($1) as leads', values: [leaderLock] });
      leads = rows?.[0]?.['leads'] === true;
    }
    if (leads) numbering.ask();
  }, failed);

  return {
    begin: (db) => refuseOther(db, 'head'),
    append: (pipe, tenant, entry) => void pipe.send(appendUnnumbered(tenant, entry)),
    committed: () => (leads ? numbering : calling).ask(),
    linked: () => {
      void link().query(marking('leader')).catch(failed);
      electing.ask();
    },
    tick: () => electing.ask(),
    lost: () => {
      leads = false;
    },
    heard: {
      otklik_poke: () => {
        if (leads) numbering.ask();
      },
    },
  };
}
