import { reopensWith } from '#domain/conversation/case';
import { receiveMessage, type Received } from '#domain/conversation/receive-message';
import { newCustomer, type CustomerRow, type IdentityKind } from '#domain/customer/customer';
import type { RowChange } from '#domain/tables';
import { absenceNow } from '#db/central/absences';
import { addAuditEvent } from '#db/central/audit';
import { channelWithTeam, customerAt, latestConversation, lockAuthor, lockOpenCase, lockThread, rememberTaken, storeAttachment, takenBefore, type Thread } from '#db/central/intake';
import { customerNow } from '#db/central/customer-teams';
import type { Central, Writer } from '#db/central/open';
import { id, type ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import type { Commit, PutChanges } from '../sync/commit';
import type { Arrival, FirstLine } from './bot/first-line';
import { CaseNumbers } from './case-numbers';
import type { Inbound, Intake } from './connector';
import { enqueueDeliveries } from './delivery-queue';

/**
 * Takes in what customers write, on every channel alike: recognises the author, finds the thread, applies the rule of
 * continuing and reopening, and stores the message with its attachments in one transaction. Resolves after COMMIT.
 */
export function openIntake(db: Central, commit: Commit, firstLine: FirstLine | null = null): Intake {
  const numbers = new CaseNumbers(db);
  return async (inbound) => {
    const caseNumber = await numbers.take(inbound.tenant);
    const { isNumbered, ...taken } = await againAfterMerge(() => commit(inbound.tenant, (tx, now, put) => takeIn({ tx, now, put, firstLine }, inbound, caseNumber)));
    if (!isNumbered) numbers.giveBack(inbound.tenant, caseNumber);
    return taken;
  };
}

/** Its author was found to be somebody else while it was taken in. */
class MergedMeanwhileError extends Error {
  override readonly name = 'MergedMeanwhileError';
}

const tries = 4;

async function againAfterMerge<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof MergedMeanwhileError) || attempt >= tries) throw error;
    }
  }
}

type Work = { readonly tx: Writer; readonly now: Instant; readonly put: PutChanges; readonly firstLine: FirstLine | null };
type Taken = Awaited<ReturnType<Intake>> & { readonly isNumbered: boolean };

async function takeIn({ tx, now, put, firstLine }: Work, inbound: Inbound, caseNumber: number): Promise<Taken> {
  for (const address of addressesOf(inbound)) await lockAuthor(tx, inbound.tenant, address);
  const before = await takenBefore(tx, inbound);
  if (before !== null) return { ...before, repeated: true, isNumbered: false };
  const { received, answer } = await met({ tx, now }, inbound, await recognised({ tx, now }, inbound, caseNumber));
  const { conversation, changes: caused } = receiveMessage(received, now);
  const changes = [...caused, ...(await learned(tx, inbound, received))];
  const taken = { conversation, message: received.message };
  const answers = firstLine === null || received.isBlocked === true ? [] : await firstLine.meet(tx, arrivalOf(received, { inbound, changes, now }));
  await put(behind(changes, answers));
  // What begins a case holds its customer by now: a merge either waits for this, and takes it along, or is seen here.
  if (received.customer.known && (await customerNow(tx, inbound.tenant, received.customer.row.id)) !== received.customer.row.id) throw new MergedMeanwhileError();
  await enqueueDeliveries(tx, inbound.tenant, answers);
  await rememberTaken(tx, inbound, { ...taken, at: now });
  for (const file of inbound.attachments) await storeAttachment(tx, inbound.tenant, { ...file, message: taken.message });
  await inbound.keep?.(tx, { ...taken, answer }, now);
  await addAuditEvent(tx, { tenant: inbound.tenant, person: null, at: now, class: 'change', action: 'message.takenIn', object: taken.message, failure: null, correlation: inbound.key });
  return { ...taken, repeated: false, isNumbered: changes.some((change) => change.op === 'put' && change.table === 'cases' && change.row.number === caseNumber) };
}

/** Nobody waits for an owner who is away, and nobody works on what a blocked sender writes. */
async function met({ tx, now }: Pick<Work, 'tx' | 'now'>, inbound: Inbound, received: Received): Promise<{ readonly received: Received; readonly answer: string | null }> {
  const { thread, names } = received;
  const owner = thread !== null && reopensWith(thread.case.state, now) ? thread.conversation.assignee : null;
  const away = owner === null ? null : await absenceNow(tx, { tenant: inbound.tenant, person: owner }, now);
  const { isBlocked, answer } = (await inbound.meet?.(tx, { now, away })) ?? { isBlocked: false, answer: null };
  const told = names === undefined || answer === null ? names : { ...names, answered: answer };
  return { received: { ...received, names: told, isBlocked, ownerAway: away === null ? undefined : id('message', randomUUID()) }, answer };
}

type Arriving = { readonly inbound: Inbound; readonly changes: readonly RowChange[]; readonly now: Instant };

function arrivalOf(received: Received, { inbound, changes, now }: Arriving): Arrival {
  const standing = standingAfter(changes);
  return { tenant: inbound.tenant, channel: inbound.channel, text: received.text, customer: received.customer.row, isNew: standing.conversation.id === received.fresh.conversation, standing, now };
}

/** A message taken in always changes its conversation and the case of it. */
function standingAfter(changes: readonly RowChange[]): Arrival['standing'] {
  const [conversation] = changes.flatMap((change) => (change.op === 'put' && change.table === 'conversations' ? [change.row] : []));
  const [row] = changes.flatMap((change) => (change.op === 'put' && change.table === 'cases' ? [change.row] : []));
  if (conversation === undefined || row === undefined) throw new Error('a message without its conversation');
  return { conversation, case: row };
}

/** The later image of a row stands for both. */
function behind(changes: readonly RowChange[], later: readonly RowChange[]): readonly RowChange[] {
  const again = new Set(later.map(keyOf));
  return [...changes.filter((change) => !again.has(keyOf(change))), ...later];
}

function keyOf(change: RowChange): string {
  return `${change.table} ${change.op === 'put' ? change.row.id : change.id}`;
}

async function recognised({ tx, now }: Pick<Work, 'tx' | 'now'>, inbound: Inbound, caseNumber: number): Promise<Received> {
  const place = await channelWithTeam(tx, inbound.tenant, inbound.channel);
  if (place === null) throw new Error('the channel of a message does not exist');
  const customer = await knownAt(tx, inbound);
  const thread = customer && (await threadOf(tx, inbound, customer));
  const open = customer === null || thread !== null ? null : await lockOpenCase(tx, inbound.tenant, { customer: customer.id, team: place.team, channel: inbound.channel });
  return {
    message: id('message', randomUUID()),
    text: inbound.text,
    html: inbound.html,
    attachments: inbound.attachments.map((file) => ({ id: file.id, name: file.name, size: file.bytes.byteLength, type: file.type })),
    authorName: inbound.author.name,
    names: inbound.names,
    subject: inbound.subject,
    channel: { id: place.channel.id, kind: place.channel.kind, queue: place.channel.queue, team: place.team },
    customer: customer === null ? newcomer(inbound, now) : { known: true, row: customer },
    thread,
    open,
    fresh: {
      case: id('case', randomUUID()),
      conversation: id('conversation', randomUUID()),
      event: id('message', randomUUID()),
      caseNumber,
    },
  };
}

/**
 * The first candidate that is really the author's own, on this channel: a stranger's reference joins nothing. The team that it was
 * transferred to goes on with it.
 */
async function threadOf(tx: Writer, inbound: Inbound, customer: CustomerRow): Promise<Thread | null> {
  for (const candidate of await candidates(tx, inbound, customer)) {
    const thread = await lockThread(tx, inbound.tenant, candidate);
    const isOwn = thread?.conversation.customer === customer.id;
    if (thread && isOwn && thread.conversation.channel === inbound.channel) return thread;
  }
  return null;
}

async function candidates(tx: Writer, inbound: Inbound, customer: CustomerRow): Promise<readonly ConversationId[]> {
  if (typeof inbound.thread === 'function') return inbound.thread(tx);
  if (inbound.thread !== 'latest') return inbound.thread;
  const latest = await latestConversation(tx, inbound.tenant, { customer: customer.id, channel: inbound.channel });
  return latest === null ? [] : [latest];
}

type Address = { readonly kind: IdentityKind; readonly value: string };

function addressesOf({ author }: Inbound): readonly [Address, ...Address[]] {
  return author.mail ? [author, { kind: 'email', value: author.mail }] : [author];
}

async function knownAt(tx: Writer, inbound: Inbound): Promise<CustomerRow | null> {
  for (const address of addressesOf(inbound)) {
    const customer = await customerAt(tx, inbound.tenant, address);
    if (customer !== null) return customer;
  }
  return null;
}

/** Addresses of the author that were nobody's are theirs from now on. */
async function learned(tx: Writer, inbound: Inbound, { customer }: Received): Promise<readonly RowChange[]> {
  const changes: RowChange[] = [];
  if (!inbound.author.mail) return changes;
  for (const { kind, value } of addressesOf(inbound)) {
    const isNewcomers = !customer.known && customer.identity.kind === kind;
    if (isNewcomers || (await customerAt(tx, inbound.tenant, { kind, value })) !== null) continue;
    changes.push({ op: 'put', table: 'identities', row: { id: id('identity', randomUUID()), customer: customer.row.id, kind, value, version: 0, preferredAt: null } });
  }
  return changes;
}

function newcomer({ author }: Inbound, since: Instant): Received['customer'] {
  return {
    known: false,
    row: newCustomer(id('customer', randomUUID()), author.name, since),
    identity: { id: id('identity', randomUUID()), kind: author.kind, value: author.value },
  };
}
