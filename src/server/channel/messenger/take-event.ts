import { isAnswerLeaving, lockMessage } from '#db/central/delivery';
import { answerNamed, keepThread, moveCursor } from '#db/central/messengers';
import type { Reader } from '#db/central/open';
import { storable } from '#db/tables/storable';
import type { Delivery, MessagePart } from '#domain/conversation/message';
import { id } from '#kernel/id';
import { minute, type Duration, type Instant } from '#kernel/instant';
import { excerpt } from '#kernel/text';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Commit } from '../../sync/commit';
import { serverTime } from '../../sync/server-time';
import type { InboundAttachment, Intake } from '../connector';
import type { MessengerWords } from './text/messenger-words';
import { RoadClosedError, type Account, type MessengerEvent, type RemoteFile } from './road';

export type EventPorts = { readonly db: Reader; readonly commit: Commit; readonly intake: Intake; readonly words: MessengerWords };

const subjectLength = 80;
const longestText = 20_000;
const longestName = 120;
const mostFiles = 10;

/** A message is repeated until its files are here; for longer than this its words do not wait for them. */
const patienceWithFiles: Duration = 10 * minute;

/** Takes in what a messenger told. Resolves after COMMIT; the same event again changes nothing. */
export function takeEvent(ports: EventPorts, account: Account, event: MessengerEvent): Promise<void> {
  return event.type === 'message' ? takeMessage(ports, account, { event, cursor: null }) : takeProgress(ports, account, event);
}

/** All of it, then the cursor: with the last message in one transaction. */
export async function takeHeard(ports: EventPorts, account: Account, { events, cursor }: { readonly events: readonly MessengerEvent[]; readonly cursor: string }): Promise<void> {
  const last = events.at(-1);
  for (const event of events.slice(0, -1)) await takeEvent(ports, account, event);
  if (last?.type === 'message') return takeMessage(ports, account, { event: last, cursor });
  if (last !== undefined) await takeEvent(ports, account, last);
  await moveCursor(ports.db, account, cursor);
}

type Said = { readonly event: Extract<MessengerEvent, { type: 'message' }>; readonly cursor: string | null };

async function takeMessage({ intake, db, words }: EventPorts, account: Account, { event, cursor }: Said): Promise<void> {
  const { tenant, channel, setup } = account;
  const isOld = event.said !== null && serverTime() - event.said > patienceWithFiles;
  const files = await Promise.all(event.files.slice(0, mostFiles).map((file) => fetched(file, isOld)));
  const lost = files.flatMap(({ name, bytes }) => (bytes === 'lost' ? [words.lostFile(name)] : []));
  const attachments = files.flatMap(({ name, type, bytes }): readonly InboundAttachment[] => (bytes === 'lost' ? [] : [{ id: id('attachment', randomUUID()), name, type, bytes }]));
  const text = [storable(event.text.normalize('NFC')).trim(), ...lost].filter((line) => line !== '').join('\n').slice(0, longestText);
  const name = excerpt(storable(event.author.name), longestName);
  const { repeated } = await intake({
    tenant,
    channel,
    key: event.key,
    author: { kind: setup.kind, value: event.author.value, name: name === '' ? words.unnamed : name },
    subject: excerpt(text === '' ? attachments.map((file) => file.name).join(', ') : text, subjectLength),
    text,
    html: null,
    attachments,
    thread: 'latest',
    keep: async (tx, taken, now) => {
      await keepThread(tx, account, { conversation: taken.conversation, address: event.address, at: now });
      if (cursor !== null) await moveCursor(tx, account, cursor);
    },
  });
  if (repeated && cursor !== null) await moveCursor(db, account, cursor);
}

async function fetched({ name, type, fetch }: RemoteFile, isOld: boolean): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array | 'lost' }> {
  const bytes = await fetch().catch((error: unknown) => {
    if (isOld && error instanceof RoadClosedError) return 'lost' as const;
    throw error;
  });
  return { name: excerpt(storable(name), longestName), type: type.slice(0, longestName), bytes };
}

/** Where an answer is on its way only grows; what was delivered does not fail any more, unless it has other parts that can. */
const after: Readonly<Record<'delivered' | 'read' | 'failed' | 'partFailed', readonly Delivery['state'][]>> = {
  delivered: ['accepted', 'sent'],
  read: ['accepted', 'sent', 'delivered'],
  failed: ['accepted', 'sent'],
  partFailed: ['accepted', 'sent', 'delivered', 'read'],
};

type Progress = Exclude<MessengerEvent, { type: 'message' }>;

/** It told what became of an answer before we have written down by which name it knows it: it has to tell again. */
class TooEarlyError extends Error {
  override readonly name = 'TooEarlyError';
}

/** Between looks for an answer whose name is just being written down. */
const looks: readonly Duration[] = [50, 100, 200, 400, 800];

async function takeProgress(ports: EventPorts, account: Account, event: Progress): Promise<void> {
  const { commit, db } = ports;
  const whose = await whoseIs(db, account, event);
  // A failure is told once; a mark that somebody has read it is no loss.
  if (whose === 'leaving' && event.type === 'failed') throw new TooEarlyError();
  if (whose !== 'ours') return;
  await commit(account.tenant, async (tx, now, put) => {
    const named = await answerNamed(tx, { ...account, external: event.external });
    const row = named && (await lockMessage(tx, account.tenant, named.message));
    const part = row && movedTo(row.part, { event, isPart: named.parts > 1 }, now);
    if (row && part) await put([{ op: 'put', table: 'messages', row: { ...row, part } }]);
  });
}

async function whoseIs(db: Reader, account: Account, { external }: Progress): Promise<'ours' | 'nobodys' | 'leaving'> {
  for (const pause of looks) {
    // Asked first: what has left by then has its name when that is asked for.
    const isLeaving = await isAnswerLeaving(db, account);
    if ((await answerNamed(db, { ...account, external })) !== null) return 'ours';
    if (!isLeaving) return 'nobodys';
    await sleep(pause);
  }
  return 'leaving';
}

type Told = { readonly event: Progress; readonly isPart: boolean };

function movedTo(part: MessagePart, { event, isPart }: Told, at: Instant): MessagePart | null {
  const state = event.type !== 'failed' ? event.state : isPart ? 'partFailed' : 'failed';
  if (part.kind !== 'outbound' || !after[state].includes(part.delivery.state)) return null;
  return { ...part, delivery: event.type === 'failed' ? { state: 'failed', at, reason: event.reason } : { state: event.state, at } };
}
