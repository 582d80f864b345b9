import { queueId } from '#contract/ids';
import { queueNamed, queueValues, type QueueValues } from '#contract/queue';
import { holdStaff } from '#db/central/staff';
import type { Reader, Writer } from '#db/central/open';
import { partQueueMailboxes } from '#db/central/queue-mailboxes';
import { loadRow, lockRow } from '#db/central/rows';
import { hasOpenConversations, isNameTaken, isQueueUsed } from '#db/central/teams';
import type { QueueRow } from '#domain/queue/queue';
import { id, type QueueId, type TenantId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, objectRoute, personRoute, type Route } from '../route';
import type { Commit } from '../sync/commit';

export type QueuePorts = { readonly db: Reader; readonly commit: Commit };

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 2 }, audit: 'change' } as const;
const query = z.strictObject({});
const params = z.strictObject({ queue: queueId });

/** What an administrator does with the queues of the company. */
export function queueRoutes({ db, commit }: QueuePorts): readonly Route[] {
  const subject = {
    load: ({ input }: { readonly input: { readonly params: z.infer<typeof params> } }, { tenant }: { readonly tenant: TenantId }) => loadRow(db, tenant, { table: 'queues', id: input.params.queue }),
    allows: () => true,
    absent: 'queue.absent',
  } as const;
  return [
    personRoute({ ...administrators, method: 'POST', path: '/queues', input: bodyInput(queueValues), output: queueNamed, handle: ({ input: { body } }, { tenant }) => addQueue(commit, tenant, body) }),
    objectRoute({
      ...administrators,
      method: 'PUT',
      path: '/queues/:queue',
      input: z.strictObject({ params, query, body: queueValues }),
      output: z.null(),
      subject,
      handle: ({ input: { body } }, { tenant }, queue) => changeQueue(commit, { tenant, queue: queue.id }, body),
    }),
    objectRoute({
      ...administrators,
      method: 'DELETE',
      path: '/queues/:queue',
      input: z.strictObject({ params, query, body: z.undefined() }),
      output: z.null(),
      subject,
      handle: (_call, { tenant }, queue) => removeQueue(commit, { tenant, queue: queue.id }),
    }),
  ];
}

type Named = { readonly tenant: TenantId; readonly queue: QueueId };
type Refused = 'team.absent' | 'queue.absent' | 'queue.nameTaken' | 'queue.hasWork';

async function addQueue(commit: Commit, tenant: TenantId, values: QueueValues): Promise<Outcome<{ readonly queue: QueueId }, Refused>> {
  const queue = id('queue', randomUUID());
  return commit(tenant, async (tx, _now, put) => {
    const fault = await faultOf(tx, { tenant, queue }, values);
    if (fault !== null) return refused(fault);
    await put([{ op: 'put', table: 'queues', row: { id: queue, name: values.name, team: values.team, asksOutcome: values.asksOutcome ?? false, version: 0 } }]);
    return done({ queue });
  });
}

/** Goes to another team only without open conversations: those belong to the team that works on them. */
async function changeQueue(commit: Commit, named: Named, values: QueueValues): Promise<Outcome<null, Refused>> {
  return commit(named.tenant, async (tx, _now, put) => {
    const fault = await faultOf(tx, named, values);
    if (fault !== null) return refused(fault);
    const row: QueueRow | null = await lockRow(tx, named.tenant, { table: 'queues', id: named.queue });
    if (row === null) return refused('queue.absent');
    if (row.team !== values.team && (await hasOpenConversations(tx, named))) return refused('queue.hasWork');
    if (row.team !== values.team) await partQueueMailboxes(tx, named.tenant, named.queue);
    const next: QueueRow = { ...row, name: values.name, team: values.team, asksOutcome: values.asksOutcome ?? row.asksOutcome };
    if (row.team !== next.team || row.name !== next.name || row.asksOutcome !== next.asksOutcome) await put([{ op: 'put', table: 'queues', row: next }]);
    return done(null);
  });
}

async function faultOf(tx: Writer, { tenant, queue }: Named, { name, team }: QueueValues): Promise<'team.absent' | 'queue.nameTaken' | null> {
  await holdStaff(tx, tenant);
  if ((await lockRow(tx, tenant, { table: 'teams', id: team })) === null) return 'team.absent';
  return (await isNameTaken(tx, tenant, { table: 'queues', name, except: queue })) ? 'queue.nameTaken' : null;
}

async function removeQueue(commit: Commit, named: Named): Promise<Outcome<null, 'queue.inUse'>> {
  return commit(named.tenant, async (tx, _now, put) => {
    await holdStaff(tx, named.tenant);
    await lockRow(tx, named.tenant, { table: 'queues', id: named.queue });
    if (await isQueueUsed(tx, named)) return refused('queue.inUse');
    await partQueueMailboxes(tx, named.tenant, named.queue);
    await put([{ op: 'remove', table: 'queues', id: named.queue }]);
    return done(null);
  });
}
