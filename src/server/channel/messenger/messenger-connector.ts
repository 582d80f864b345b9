import { keepSentPart, sentParts, threadOf } from '#db/central/messengers';
import type { Reader } from '#db/central/open';
import { madeOf, type MadeOf } from '#db/central/templates';
import { answerableUntil, type MessengerKind } from '#domain/channel/channel';
import { notCarried } from '#domain/conversation/carried-file';
import { serverTime } from '../../sync/server-time';
import type { Begin, Connector, Outbound, SendResult } from '../connector';
import type { MessengerAccounts } from './accounts';
import type { Account, OutgoingPart, Road } from './road';
import { splitText } from './split-text';

export type ConnectorPorts = { readonly db: Reader; readonly accounts: MessengerAccounts; readonly road: (account: Account) => Road };

/** What agents write, to one kind of messenger; the keeper and the hook bring what customers write. */
export function messengerConnector(kind: MessengerKind, ports: ConnectorPorts): Connector {
  return { kind, start: () => Promise.resolve({ stop: () => Promise.resolve() }), send: (outbound, begin) => send(kind, ports, { outbound, begin }) };
}

async function send(kind: MessengerKind, { db, accounts, road }: ConnectorPorts, { outbound, begin }: { readonly outbound: Outbound; readonly begin: Begin }): Promise<SendResult> {
  const { tenant } = outbound;
  const [thread, account, before] = await Promise.all([threadOf(db, tenant, outbound.conversation), accounts.find({ tenant, channel: outbound.channel.id }), sentParts(db, tenant, outbound.key)]);
  if (thread === null || outbound.addresses.length === 0) return { outcome: 'refused', reason: 'delivery.refused', detail: 'nobody to write to' };
  // It may be connected again.
  if (account === null) return { outcome: 'retry', reason: 'delivery.unreachable', detail: 'not connected' };
  // Before anything has left: half an answer is none.
  if (outbound.attachments.some((file) => notCarried(kind, file) !== null)) return { outcome: 'refused', reason: 'delivery.noFiles', detail: kind };
  const until = answerableUntil(kind, thread.lastInboundAt);
  const approved = until === null ? null : await madeOf(db, { tenant, message: outbound.key });
  if (approved === null && until !== null && serverTime() > until) return { outcome: 'refused', reason: 'delivery.windowClosed', detail: kind };
  return sendParts({ db, account, road: road(account), address: thread.address, approved, begin, before }, outbound);
}

type Sending = { readonly db: Reader; readonly account: Account; readonly road: Road; readonly address: string; readonly approved: MadeOf | null; readonly begin: Begin; /** The parts that have left. */ readonly before: ReadonlySet<number> };

/** Part after part; what left in an attempt before does not leave again. */
async function sendParts(sending: Sending, outbound: Outbound): Promise<SendResult> {
  const { db, account, road, address, before } = sending;
  const { tenant, key: message, authorName, at } = outbound;
  const leaving = oncePerAttempt(sending.begin);
  for (const [place, open] of partsOf(outbound, sending).entries()) {
    if (before.has(place)) continue;
    const result = await road.send({ address, key: place === 0 ? message : `${message}-${place}`, authorName, at, part: await open(), leaving });
    if (result.outcome !== 'sent') return result;
    await keepSentPart(db, { tenant, channel: account.channel, external: result.external }, { message, part: place });
  }
  return { outcome: 'sent' };
}

/** An attempt begins once, with its first part. */
function oncePerAttempt(begin: Begin): () => Promise<void> {
  let hasBegun = false;
  return async () => {
    if (!hasBegun && !(await begin())) throw new Error('this attempt may not begin');
    hasBegun = true;
  };
}

function partsOf({ text, attachments }: Outbound, { road, approved }: Sending): readonly (() => Promise<OutgoingPart>)[] {
  if (approved !== null) return [() => Promise.resolve({ kind: 'template', text, ...approved })];
  const texts = text.trim() === '' ? [] : splitText(text, road.longestText);
  return [
    ...texts.map((part) => (): Promise<OutgoingPart> => Promise.resolve({ kind: 'text', text: part })),
    ...attachments.map(({ name, type, bytes }) => async (): Promise<OutgoingPart> => ({ kind: 'file', name, type, bytes: await bytes() })),
  ];
}
