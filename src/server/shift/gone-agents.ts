import { goneAgents, lockGone } from '#db/central/agent-states';
import type { Agent } from '#db/central/leases';
import type { Central } from '#db/central/open';
import { lockRow } from '#db/central/rows';
import type { Commit } from '../sync/commit';

export type ShiftPorts = { readonly db: Central; readonly commit: Commit; readonly failed: (error: unknown) => void };

/** One look takes so many in hand; the rest follows with the next one. */
const atOnce = 50;

/** Who says that they work while their desk is gone for long is set offline, from the moment on when it was heard last. */
export async function endGoneShifts({ db, commit, failed }: ShiftPorts): Promise<void> {
  for (const agent of await goneAgents(db, atOnce)) await goOffline(commit, agent).catch(failed);
}

function goOffline(commit: Commit, agent: Agent): Promise<void> {
  return commit(agent.tenant, async (tx, _now, put) => {
    const since = await lockGone(tx, agent);
    const row = since === null ? null : await lockRow(tx, agent.tenant, { table: 'agent_states', id: agent.person });
    if (since !== null && row !== null) await put([{ op: 'put', table: 'agent_states', row: { ...row, state: 'offline', since, next: null } }]);
  });
}
