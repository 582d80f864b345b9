import { beginPart, forgetPart, keepSentPart, partsBefore, threadOf } from '#db/central/messengers';
import type { Reader } from '#db/central/open';
import { madeOf, type MadeOf } from '#db/central/templates';
import { answerableUntil, type MessengerKind } from '#domain/channel/channel';
import { notCarried } from '#domain/conversation/carried-file';
import { serverTime } from '../../sync/server-time';
import type { Connector, Outbound, SendResult } from '../connector';
import type { MessengerAccounts } from './accounts';
import type { Account, OutgoingPart, PartResult, Road } from './road';
import { splitText } from './split-text';

export type ConnectorPorts = { readonly db: Reader; readonly accounts: MessengerAccounts; readonly road: (account: Account) => Road };

/** What agents write, to one kind of messenger; the keeper and the hook bring what customers write. */
export function messengerConnector(kind: MessengerKind, ports: ConnectorPorts): Connector {
  return { kind, start: () => Promise.resolve({ stop: () => Promise.resolve() }), send: (outbound) => send(kind, ports, outbound) };
}

async function send(kind: MessengerKind, { db, accounts, road }: ConnectorPorts, outbound: Outbound): Promise<SendResult> {
  const { tenant } = outbound;
  const thread = await threadOf(db, tenant, outbound.conversation);
  if (thread === null || outbound.addresses.length === 0) return { outcome: 'refused', reason: 'delivery.refused', detail: 'nobody to write to' };
  const account = await accounts.find({ tenant, channel: thread.channel });
  // It may be connected again.
  if (account === null) return { outcome: 'retry', reason: 'delivery.unreachable', detail: 'not connected' };
  // Before anything has left: half an answer is none.
  if (outbound.attachments.some((file) => notCarried(kind, file) !== null)) return { outcome: 'refused', reason: 'delivery.noFiles', detail: kind };
  const until = answerableUntil(kind, thread.lastInboundAt);
  const approved = until === null ? null : await madeOf(db, { tenant, message: outbound.key });
  if (approved === null && until !== null && serverTime() > until) return { outcome: 'refused', reason: 'delivery.windowClosed', detail: kind };
  return sendParts({ db, account, road: road(account), address: thread.address, approved }, outbound);
}

type Sending = { readonly db: Reader; readonly account: Account; readonly road: Road; readonly address: string; readonly approved: MadeOf | null };

/** Part after part; what left in an attempt before does not leave again, and what may have left is said to have. */
async function sendParts(sending: Sending, outbound: Outbound): Promise<SendResult> {
  const before = await partsBefore(sending.db, outbound.tenant, outbound.key);
  for (const [place, open] of partsOf(outbound, sending).entries()) {
    const stands = before.get(place);
    if (stands === 'sent') continue;
    if (stands === 'leaving') return unanswered('the attempt before ended in the middle');
    const result = await sendPart(sending, outbound, { place, part: await open() });
    if (result.outcome === 'unanswered') return unanswered(result.detail);
    if (result.outcome !== 'sent') return result;
  }
  return { outcome: 'sent' };
}

type Placed = { readonly place: number; readonly part: OutgoingPart };

/** A mark stands in the database while a part may be on its way: whoever comes after a crash sees it. */
async function sendPart({ db, account, road, address }: Sending, { key: message, authorName, at }: Outbound, { place, part }: Placed): Promise<PartResult> {
  const own = { tenant: account.tenant, channel: account.channel };
  let isMarked = false;
  const leaving = async (): Promise<void> => {
    await beginPart(db, own, { message, part: place });
    isMarked = true;
  };
  const result = await road.send({ address, key: place === 0 ? message : `${message}-${place}`, authorName, at, part, leaving });
  if (result.outcome === 'sent') await keepSentPart(db, { ...own, external: result.external }, { message, part: place });
  else if (isMarked && result.outcome !== 'unanswered') await forgetPart(db, own, { message, part: place });
  return result;
}

function unanswered(detail: string): SendResult {
  return { outcome: 'refused', reason: 'delivery.unanswered', detail };
}

function partsOf({ text, attachments }: Outbound, { road, approved }: Sending): readonly (() => Promise<OutgoingPart>)[] {
  if (approved !== null) return [() => Promise.resolve({ kind: 'template', text, ...approved })];
  const texts = text.trim() === '' ? [] : splitText(text, road.longestText);
  return [
    ...texts.map((part) => (): Promise<OutgoingPart> => Promise.resolve({ kind: 'text', text: part })),
    ...attachments.map(({ name, type, bytes }) => async (): Promise<OutgoingPart> => ({ kind: 'file', name, type, bytes: await bytes() })),
  ];
}
