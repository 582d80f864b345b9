import { lapsedOffers, lockLapsed, untilNextLapse, type LapsedOffer } from '#db/central/offers';
import type { Central } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import { putOf } from '#db/tables/codec';
import { endOffer } from '#domain/conversation/offer';
import { id } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import type { GuardedCommit } from '../sync/commit';
import { HeldRows } from '../sync/held-rows';
import { WorkLoop } from '../work-loop';

export type LapsingPorts = { readonly db: Central; readonly guardedCommit: GuardedCommit; readonly failed: (error: unknown) => void };

/** Nobody tells this process of an offer that another one made: it looks this often. */
const longestPause: Duration = 2 * second;

/** Of one round; the rest follows at once. */
const atOnce = 100;

/**
 * Ends offers that nobody answered in time. Any number of processes may do so at once: each offer ends in a transaction of its own,
 * and one that somebody else has in hand is passed over.
 */
export function startLapsing(ports: LapsingPorts): WorkLoop {
  return new WorkLoop(() => endLapsed(ports), ports.failed);
}

async function endLapsed(ports: LapsingPorts): Promise<Duration> {
  const due = await lapsedOffers(ports.db, atOnce);
  for (const offer of due) await end(ports, offer).catch(ports.failed);
  if (due.length === atOnce) return 0;
  const next = await untilNextLapse(ports.db);
  return next === null ? longestPause : Math.min(longestPause, Math.max(next, second / 10));
}

function end({ guardedCommit }: LapsingPorts, offer: LapsedOffer): Promise<void> {
  const { tenant } = offer;
  return guardedCommit(tenant, async ({ tx, pipe }, put) => {
    if (!(await lockLapsed(tx, offer))) return;
    const conversation = await lockRow(tx, tenant, { table: 'conversations', id: offer.id });
    if (conversation?.offer === null || conversation === null) return;
    const held = new HeldRows(pipe, { tenant, teams: [], supervised: [] });
    held.note([putOf('conversations', conversation)]);
    // The database's clock said that its moment has come; this process' own may lag behind.
    await put(endOffer(conversation, { id: id('message', randomUUID()), at: conversation.offer.expiresAt }), held);
  });
}
