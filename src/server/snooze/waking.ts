import type { Central } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import { dueSleepers, lockSleeper, untilNextWaking, type Sleeper } from '#db/central/snoozes';
import { putOf } from '#db/tables/codec';
import { endSnooze } from '#domain/conversation/snooze-case';
import { id } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import type { GuardedCommit } from '../sync/commit';
import { HeldRows } from '../sync/held-rows';
import { serverTime } from '../sync/server-time';
import { WorkLoop } from '../work-loop';

export type WakingPorts = { readonly db: Central; readonly guardedCommit: GuardedCommit; readonly failed: (error: unknown) => void };

/** A case that is snoozed for less than this wakes at most so much late: nobody tells this process of a new moment. */
const longestPause: Duration = 2 * second;

/** Of one round; the rest follows at once. */
const atOnce = 100;

/**
 * Opens cases whose moment has come. Any number of processes may do so at once: each case is woken in a transaction of its own,
 * and one that somebody else has in hand is passed over.
 */
export function startWaking(ports: WakingPorts): WorkLoop {
  return new WorkLoop(() => wakeDue(ports), ports.failed);
}

async function wakeDue(ports: WakingPorts): Promise<Duration> {
  const due = await dueSleepers(ports.db, atOnce);
  for (const sleeper of due) await wake(ports, sleeper).catch(ports.failed);
  if (due.length === atOnce) return 0;
  const next = await untilNextWaking(ports.db);
  return next === null ? longestPause : Math.min(longestPause, Math.max(next, second / 10));
}

function wake({ guardedCommit }: WakingPorts, sleeper: Sleeper): Promise<void> {
  const { tenant } = sleeper;
  return guardedCommit(tenant, async ({ tx, pipe }, put) => {
    const where = await lockSleeper(tx, sleeper);
    if (where === null) return;
    const conversation = await lockRow(tx, tenant, { table: 'conversations', id: where });
    const row = await lockRow(tx, tenant, { table: 'cases', id: sleeper.id });
    if (conversation === null || row?.state.status !== 'snoozed') return;
    const held = new HeldRows(pipe, { tenant, teams: [], supervised: [] });
    held.note([putOf('conversations', conversation), putOf('cases', row)]);
    // The database's clock said that its moment has come; this process' own may lag behind. One that was put off when that moment was over is told so first.
    await put(endSnooze({ conversation, case: row }, { id: id('message', randomUUID()), at: Math.max(row.state.until, serverTime()) }), held);
  });
}
