import { noteHeard } from '#db/central/agent-states';
import { beat, closeLease, grantLeases, keepLapses, lockOverdue, overdueLeases, readLapses, type Agent } from '#db/central/leases';
import type { Central, Writer } from '#db/central/open';
import { lockRows } from '#db/central/rows';
import { putOf } from '#db/tables/codec';
import { endLease } from '#domain/conversation/end-lease';
import type { ConversationRow } from '#domain/conversation/conversation';
import { lapseOf, type Lapse } from '#domain/conversation/lapse';
import { id, type ConversationId, type TenantId } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { coalesced } from '../sync/coalesced';
import { AgentDays } from '../shift/agent-days';
import { endGoneShifts } from '../shift/gone-agents';
import type { Commit, GuardedCommit } from '../sync/commit';
import { HeldRows } from '../sync/held-rows';
import { serverTime } from '../sync/server-time';

/** Holds the assignments of live conversations while their owners can be heard; see DECISION-leases.md. */
export type Leases = {
  /** Something came from a desk of this person. */
  readonly heard: (agent: Agent) => void;
  /** Renews, and gives back what nobody holds any more. Any number of processes may do so at once. */
  readonly look: () => Promise<void>;
  /** Looks soon: somebody may have left a team. */
  readonly ask: () => void;
  /** Starts the regular look. Returns how to stop. */
  readonly keepWatch: () => () => void;
};

export type LeasePorts = { readonly db: Central; readonly commit: Commit; readonly guardedCommit: GuardedCommit; readonly failed: (error: unknown) => void };

/** Between two looks; far shorter than a lease, so that one lost look ends nothing. */
const lookEvery: Duration = 5 * second;

/** People, and conversations of one person, that one look takes in hand; the rest follows with the next one. */
const peopleAtOnce = 50;
const conversationsAtOnce = 100;

export function createLeases(ports: LeasePorts): Leases {
  const { db, failed } = ports;
  const days = new AgentDays(ports);
  let heard = new Map<string, Agent>();

  async function renew(): Promise<void> {
    const renewed = heard;
    heard = new Map();
    try {
      await grantLeases(db, [...renewed.values()]);
      await noteHeard(db, [...renewed.values()]);
    } catch (error) {
      heard = new Map([...renewed, ...heard]);
      throw error;
    }
  }

  async function look(): Promise<void> {
    // Renewed before anything ends: who was heard by this process is not out of reach.
    await renew();
    await beat(db);
    for (const agent of await overdueLeases(db, peopleAtOnce)) await giveBack(ports, agent).catch(failed);
    await endGoneShifts(ports);
    await days.count();
  }

  const looking = coalesced(look, failed);
  return {
    heard: (agent) => void heard.set(`${agent.tenant} ${agent.person}`, agent),
    look,
    ask: looking.ask,
    keepWatch: () => {
      const timer = setInterval(looking.ask, lookEvery);
      return () => clearInterval(timer);
    },
  };
}

/** Everything that one person holds goes back in one transaction with the end of their lease. */
function giveBack({ guardedCommit }: LeasePorts, agent: Agent): Promise<void> {
  const { tenant } = agent;
  return guardedCommit(tenant, async ({ tx, pipe }, put) => {
    const found = await lockOverdue(tx, agent, conversationsAtOnce);
    if (found === null) return;
    const conversations = await lockRows(tx, tenant, { table: 'conversations', ids: found.map(({ conversation }) => conversation) });
    const cases = new Map((await lockRows(tx, tenant, { table: 'cases', ids: found.map((one) => one.case) })).map((row) => [row.id, row]));
    const held = new HeldRows(pipe, { tenant, teams: [], supervised: [] });
    held.note([...conversations.map((row) => putOf('conversations', row)), ...[...cases.values()].map((row) => putOf('cases', row))]);
    const changes = conversations.flatMap((conversation) => {
      const row = cases.get(conversation.case);
      return row === undefined ? [] : endLease({ conversation, case: row }, { id: id('message', randomUUID()), at: serverTime() });
    });
    await remember(tx, tenant, conversations);
    await put(changes, held);
    await closeLease(tx, agent);
  });
}

/** Whose they were, and under which number: whoever comes back goes on where nobody else had them meanwhile. */
async function remember(tx: Writer, tenant: TenantId, ended: readonly ConversationRow[]): Promise<void> {
  const before = await readLapses(tx, tenant, ended.map((row) => row.id));
  const kept = new Map<ConversationId, Lapse>();
  for (const row of ended) {
    const lapse = lapseOf(row, before.get(row.id) ?? null);
    if (lapse !== null) kept.set(row.id, lapse);
  }
  await keepLapses(tx, tenant, kept);
}
