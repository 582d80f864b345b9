import { keepSentPart, sentParts, threadOf } from '#db/central/messengers';
import type { Reader } from '#db/central/open';
import { answerableUntil, carriesFiles, type MessengerKind } from '#domain/channel/channel';
import { serverTime } from '../../sync/server-time';
import type { Connector, Outbound, SendResult } from '../connector';
import type { MessengerAccounts } from './accounts';
import type { Account, OutgoingPart, Road } from './road';
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
  if (outbound.attachments.length > 0 && !carriesFiles(kind)) return { outcome: 'refused', reason: 'delivery.noFiles', detail: kind };
  const until = answerableUntil(kind, thread.lastInboundAt);
  if (until !== null && serverTime() > until) return { outcome: 'refused', reason: 'delivery.windowClosed', detail: kind };
  return sendParts({ db, account, road: road(account), address: thread.address }, outbound);
}

type Sending = { readonly db: Reader; readonly account: Account; readonly road: Road; readonly address: string };

/** Part after part; what left in an attempt before does not leave again. */
async function sendParts({ db, account, road, address }: Sending, outbound: Outbound): Promise<SendResult> {
  const before = await sentParts(db, outbound.tenant, outbound.key);
  for (const [place, open] of partsOf(outbound, road.longestText).entries()) {
    if (before.has(place)) continue;
    const result = await road.send({ address, key: place === 0 ? outbound.key : `${outbound.key}-${place}`, authorName: outbound.authorName, at: outbound.at, part: await open() });
    if (result.outcome !== 'sent') return result;
    await keepSentPart(db, { tenant: account.tenant, channel: account.channel, external: result.external }, { message: outbound.key, part: place });
  }
  return { outcome: 'sent' };
}

function partsOf({ text, attachments }: Outbound, longest: number): readonly (() => Promise<OutgoingPart>)[] {
  const texts = text.trim() === '' ? [] : splitText(text, longest);
  return [
    ...texts.map((part) => (): Promise<OutgoingPart> => Promise.resolve({ kind: 'text', text: part })),
    ...attachments.map(({ name, type, bytes }) => async (): Promise<OutgoingPart> => ({ kind: 'file', name, type, bytes: await bytes() })),
  ];
}
