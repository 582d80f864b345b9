import type { TenantId } from '#kernel/id';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ReceivedMail } from '../support/smtp-mailbox';
import type { Deed, Ledger } from './ledger';

/** What arrived outside: mails in the customers' mailbox, answers on their pages. */
export type Outside = { readonly mails: readonly ReceivedMail[]; readonly pages: readonly { readonly id: string; readonly text: string }[] };

export type Verdict = {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly acknowledged: number;
  readonly refused: number;
  /** Nobody said that they stand, or that they do not. */
  readonly unknown: number;
  /** Answers of which it is said that they may have arrived; none of them came twice, and those that did not come are not lost unseen. */
  readonly in_doubt: number;
  readonly answers_arrived: number;
};

export type Case = { readonly lost: string[]; readonly twice: string[] };

/** Holds the ledger against the database and against what arrived outside. */
export async function judge(truth: { readonly db: Knex; readonly tenant: TenantId }, ledger: Ledger, outside: Outside): Promise<Verdict> {
  const found: Case = { lost: [], twice: [] };
  const refused = await judgeDeeds(truth, ledger, found);
  await judgeOrder(truth, found);
  await judgeOwners(truth, found);
  const arrived = await judgeAnswers(truth, outside, found);
  return {
    ...found,
    ...arrived,
    refused: refused + ledger.count('refused'),
    acknowledged: ledger.count('acknowledged') - refused,
    unknown: ledger.count('open'),
  };
}

type Truth = { readonly db: Knex; readonly tenant: TenantId };

const messageRows = z.array(z.object({ id: z.string(), text: z.string() }));
const refusalRows = z.array(z.object({ client: z.string(), mutation: z.number(), code: z.string() }));
const commandRows = z.array(z.object({ key: z.string(), failure: z.string().nullable() }));

/** Answers how many acknowledged mutations stand as refused by a rule. */
async function judgeDeeds({ db, tenant }: Truth, ledger: Ledger, found: Case): Promise<number> {
  const messages = messageRows.parse(await db('messages').where({ tenant }).select('id', 'text'));
  const refusals = new Map(refusalRows.parse(await db('refusals').where({ tenant }).select('client', 'mutation', 'code')).map((row) => [`${row.client}.${row.mutation}`, row.code]));
  const commands = new Map(commandRows.parse(await db('command_results').where({ tenant }).select('key', 'failure')).map((row) => [row.key, row.failure]));
  const standing = new Map<string, number>();
  for (const { id, text } of messages) for (const mark of [id, text]) standing.set(mark, (standing.get(mark) ?? 0) + 1);
  let refused = 0;
  for (const deed of ledger.deeds) {
    const mark = 'text' in deed.mark ? deed.mark.text : deed.mark.event;
    const times = standing.get(mark) ?? 0;
    const refusal = deed.mutation === null ? undefined : refusals.get(`${deed.mutation.client}.${deed.mutation.number}`);
    if (times > 1) found.twice.push(`${mark} stands ${times} times`);
    if (refusal !== undefined && times > 0) found.twice.push(`${mark} was done and refused (${refusal})`);
    if (deed.state !== 'acknowledged') continue;
    if (refusal === 'mutation.failed') found.lost.push(`${mark} was refused for no rule`);
    else if (refusal !== undefined) refused += 1;
    else if (!isKept(deed, times, commands)) found.lost.push(`${mark} was acknowledged and is not there`);
  }
  return refused;
}

/** A command that found its work done leaves its key and no event. */
function isKept(deed: Deed, times: number, commands: ReadonlyMap<string, string | null>): boolean {
  return deed.key === null ? times > 0 : commands.get(deed.key) === null;
}

const steps = z.object({ rows: z.array(z.object({ client: z.string(), mutation: z.number() })) });
const gaps = z.object({ rows: z.array(z.object({ tenant: z.string(), entries: z.number(), head: z.number() })) });

/** Business rules hide most repeats; the log does not: each client only ever moves forward, and no number is missing. */
export async function judgeOrder({ db, tenant }: Truth, found: Case): Promise<void> {
  const moved: unknown = await db.raw(
    `select change->2->>0 as client, (change->2->>1)::int as mutation
     from change_log, jsonb_each(parts) as part (scope, changes), jsonb_array_elements(changes) as change
     where tenant = ? and scope like 'client:%' and change->>0 = 'clients' and change->>1 = 'put' order by seq`,
    [tenant],
  );
  const last = new Map<string, number>();
  for (const { client, mutation } of steps.parse(moved).rows) {
    const before = last.get(client);
    if (before !== undefined && mutation <= before) found.twice.push(`${client} did mutation ${mutation} after ${before}`);
    last.set(client, mutation);
  }
  const counted: unknown = await db.raw(
    `select head.tenant, head.seq as head, (select count(*)::int from change_log as entry where entry.tenant = head.tenant and entry.seq <= head.seq) as entries
     from sync_heads as head where head.tenant = ? and head.floor = 0`,
    [tenant],
  );
  for (const { entries, head } of gaps.parse(counted).rows) if (entries !== head) found.lost.push(`the log has ${entries} entries up to ${head}`);
}

const owners = z.object({ rows: z.array(z.object({ id: z.string(), fence: z.number(), events: z.number() })) });

/** Each change of owner counts the fence up by one and leaves one event. */
async function judgeOwners({ db, tenant }: Truth, found: Case): Promise<void> {
  const counted: unknown = await db.raw(
    `select c.id, c.fence, (
       select count(*)::int from messages m where m.tenant = c.tenant and m.conversation = c.id and m.part->'event'->>'type' in ('taken', 'assigned', 'returned')
     ) as events from conversations c where c.tenant = ?`,
    [tenant],
  );
  for (const { id, fence, events } of owners.parse(counted).rows) {
    if (fence > events) found.twice.push(`${id} changed its owner ${fence} times and tells of ${events}`);
    if (fence < events) found.lost.push(`${id} changed its owner ${fence} times and tells of ${events}`);
  }
}

const answers = z.array(z.object({ id: z.string(), text: z.string(), kind: z.string(), state: z.string(), reason: z.string().nullable() }));

async function judgeAnswers({ db, tenant }: Truth, { mails, pages }: Outside, found: Case): Promise<Pick<Verdict, 'in_doubt' | 'answers_arrived'>> {
  const rows: unknown = await db('messages as m')
    .join('conversations as c', (on) => on.on('c.tenant', 'm.tenant').on('c.id', 'm.conversation'))
    .where('m.tenant', tenant)
    .whereRaw("m.part->>'kind' = 'outbound'")
    .select('m.id', 'm.text', 'c.kind', db.raw("m.part->'delivery'->>'state' as state"), db.raw("m.part->'delivery'->>'reason' as reason"));
  // Every copy counts, also under the Message-ID of another.
  const mailed = grouped(mails.map(({ mail }, place) => [(mail.text ?? '').trim(), String(place)]));
  const shown = grouped(pages.map(({ id, text }) => [text, id]));
  let doubtful = 0;
  let arrived = 0;
  for (const { text, kind, state, reason } of answers.parse(rows)) {
    const names = (kind === 'email' ? mailed : shown).get(text) ?? [];
    const distinct = new Set(names).size;
    const isNamed = reason === 'delivery.inDoubt';
    doubtful += isNamed ? 1 : 0;
    arrived += Math.min(distinct, 1);
    if (distinct > 1) found.twice.push(`${text} arrived ${distinct} times`);
    if (distinct === 0 && !isNamed) found.lost.push(`${text} is ${state} and did not arrive`);
  }
  return { in_doubt: doubtful, answers_arrived: arrived };
}

function grouped(pairs: readonly (readonly [text: string, name: string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [text, name] of pairs) groups.set(text, [...(groups.get(text) ?? []), name]);
  return groups;
}
