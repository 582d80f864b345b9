import type { Central } from '#db/central/open';
import type { ConversationId, MessageId, PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';
import { eventually } from '../support/eventually';

/**
 * What one claim was answered, written down outside of the system. `event` is the line that a grant leaves; `granted` says between
 * which numbers of the conversation it was: one that had been read before it was asked, and one that was read after the answer.
 */
export type Claim = { readonly person: PersonId; readonly conversation: ConversationId; readonly event: MessageId; readonly granted: { readonly from: number; readonly to: number } | null };

export type ClaimsVerdict = { readonly acknowledged: number; readonly refused: number; readonly lost: number; readonly twice: number; readonly late_applied: number };

/** One step of a conversation's history: who held it under which number. */
type Step = { readonly seq: number; readonly conversation: string; readonly fence: number; readonly assignee: string | null };

const steps = z.array(z.object({ seq: z.number(), conversation: z.string(), fence: z.number(), assignee: z.string().nullable() }));
const taken = z.array(z.object({ id: z.string(), by: z.string(), lost: z.string().nullable() }));
type Taken = z.infer<typeof taken>[number];
const answers = z.array(z.object({ text: z.string(), conversation: z.string(), author: z.string() }));

/** Compares what was answered with the events that stand, and looks for a number that two had, or a writer that had none. */
export async function judgeClaims(db: Central, tenant: TenantId, ledger: readonly Claim[]): Promise<ClaimsVerdict> {
  await eventually(async () => {
    if ((await db('change_log').where({ tenant }).whereNull('seq').first('id')) !== undefined) throw new Error('not everything is numbered yet');
  }, 30_000);
  const history = await historyOf(db, tenant);
  const held = holdersOf(history);
  const taking = await takingsOf(db, tenant);
  const events = new Map(taking.map(({ id, by }) => [id, by]));
  const said = new Map<string, Claim>(ledger.map((claim) => [claim.event, claim]));
  const lost = ledger.filter((claim) => claim.granted !== null && !stands(claim, events, held)).length;
  const unasked = taking.filter((one) => !isAsked(one, said.get(one.id))).length;
  const written = answers.parse(await db('messages').where({ tenant }).whereRaw(`part->>'kind' = 'outbound'`).select('text', 'conversation', db.raw(`part->>'author' as author`)));
  const late = written.filter(({ text, conversation, author }) => !held.has(`${conversation} ${text.replace('fence ', '')} ${author}`)).length;
  const granted = ledger.filter((claim) => claim.granted !== null).length;
  return { acknowledged: granted, refused: ledger.length - granted, lost, twice: unasked + doubled(history) + late, late_applied: late };
}

/**
 * A yes is true where the person held the conversation at that moment. Who asks again for what they hold is told yes without an
 * event; whoever has an event was given a new number.
 */
function stands({ person, conversation, event, granted }: Claim, events: ReadonlyMap<string, string>, held: ReadonlySet<string>): boolean {
  const by = events.get(event);
  if (granted === null || (by !== undefined && by !== person)) return false;
  for (let fence = by === undefined ? granted.from : granted.from + 1; fence <= granted.to; fence += 1) {
    if (held.has(`${conversation} ${fence} ${person}`)) return true;
  }
  return false;
}

/** `lost`: of whom nothing was heard right before. A line that tells of a taking back is dated before what is said with it. */
async function takingsOf(db: Central, tenant: TenantId): Promise<readonly Taken[]> {
  const answer: { rows: unknown } = await db.raw(
    `select id, event->>'by' as by, lost from (
       select id, part->'event' as event, lag(part->'event'->>'owner') over (partition by conversation order by at, part->'event'->>'type' = 'taken') as lost
       from messages where tenant = ? and part->>'kind' = 'event') as told
     where event->>'type' = 'taken'`,
    [tenant],
  );
  return taken.parse(answer.rows);
}

/** Nobody has a conversation who did not ask for it, but whoever was not heard of and comes back with something to say. */
function isAsked({ by, lost }: Taken, claim: Claim | undefined): boolean {
  return claim === undefined ? lost === by : claim.granted !== null && claim.person === by;
}

async function historyOf(db: Central, tenant: TenantId): Promise<readonly Step[]> {
  const answer: { rows: unknown } = await db.raw(
    `select seq, change->2->>0 as conversation, (change->2->>9)::int as fence, change->2->>8 as assignee
     from change_log, jsonb_each(parts) as part, jsonb_array_elements(part.value) as change
     where tenant = ? and change->>0 = 'conversations' and change->>1 = 'put' order by seq`,
    [tenant],
  );
  return steps.parse(answer.rows);
}

/** Numbers that two people had, numbers that went back or were left out, and owners that followed each other without a release. */
function doubled(history: readonly Step[]): number {
  const last = new Map<string, Step>();
  let wrong = 0;
  for (const step of history) {
    const before = last.get(step.conversation);
    if (before !== undefined && !follows(before, step)) wrong += 1;
    last.set(step.conversation, step);
  }
  return wrong;
}

function follows(before: Step, { fence, assignee }: Step): boolean {
  if (fence === before.fence) return assignee === before.assignee;
  const isHandedFromOneToAnother = before.assignee !== null && assignee !== null;
  return fence === before.fence + 1 && !isHandedFromOneToAnother;
}

/** Who held a conversation under which number. */
function holdersOf(history: readonly Step[]): ReadonlySet<string> {
  return new Set(history.flatMap(({ conversation, fence, assignee }) => (assignee === null ? [] : [`${conversation} ${fence} ${assignee}`])));
}
