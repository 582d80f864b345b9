import { connectCall, type connectAnswer, type connectPing } from '#contract/connect';
import type { MessengerSetup } from '#contract/messenger';
import { id } from '#kernel/id';
import type { Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { callOut, type Egress, type EgressFailure } from '../../egress';
import { serverTime } from '../../sync/server-time';
import { RoadClosedError, type Account, type HookAnswer, type HookCall, type MessengerEvent, type Outgoing, type PartResult, type RemoteFile, type Road } from './road';
import { signed, verified } from './standard-webhook';

type Connect = Extract<MessengerSetup, { kind: 'connect' }>;
const ping: z.infer<typeof connectPing> = { type: 'ping' };

type Own = Pick<Account, 'hookSecret' | 'channel'>;

/** Any other system: it brings messages by signed calls, and takes answers by signed calls of ours. */
export function connectRoad(own: Own, { address }: Connect, { egress }: { readonly egress: Egress }): Road {
  const call = (name: string, content: object): Promise<Answered> => {
    const body = JSON.stringify(content);
    const headers = { 'content-type': 'application/json', ...signed(own.hookSecret, { id: name, at: serverTime(), body: Buffer.from(body) }) };
    return callOut(egress, { url: address, headers, body });
  };
  return {
    longestText: 20_000,
    // Whoever answers at all is there: before it was given our secret it can only refuse.
    identify: async () => {
      const answer = await call(randomUUID(), ping);
      if (!answer.ok) throw new RoadClosedError(answer.code === 'forbidden' ? 'messenger.addressRefused' : 'messenger.unreachable');
      if (answer.value === 404 || answer.value >= 500) throw new RoadClosedError('messenger.unreachable');
      return { account: address, name: new URL(address).host };
    },
    subscribe: () => Promise.resolve(),
    answer: (heard) => answerConnect(own, heard),
    send: async (outgoing) => resultOf(await call(outgoing.key, answerOf(outgoing)), outgoing),
  };
}

function answerOf({ address, key, authorName, at, part }: Outgoing): z.infer<typeof connectAnswer> {
  const [, own = '', place = '0'] = /^(msg_[0-9a-f-]{36})-?(\d*)$/.exec(key) ?? [];
  const said = part.kind === 'file' ? { file: { name: part.name, type: part.type, data: part.bytes.toString('base64') } } : { text: part.text };
  return { type: 'answer', answer: id('message', own.slice('msg_'.length)), part: Number(place), to: { id: address }, author: authorName, at: new Date(at).toISOString(), ...said };
}

type Answered = Outcome<number, EgressFailure>;

/** Put right by time, or by a person over there who sees the attempts: a wrong secret, a wrong path. */
const passing: readonly number[] = [401, 403, 404, 408, 409, 425, 429];

/** 410: the person is gone there for good. */
function resultOf(answer: Answered, { key }: Outgoing): PartResult {
  if (!answer.ok) return { outcome: answer.code === 'forbidden' ? 'refused' : 'retry', reason: 'delivery.unreachable', detail: answer.code };
  const status = answer.value;
  const detail = `http ${status}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', external: key };
  if (status === 410) return { outcome: 'refused', reason: 'delivery.blocked', detail };
  if (status >= 500 || passing.includes(status)) return { outcome: 'retry', reason: 'delivery.unreachable', detail };
  return { outcome: 'refused', reason: 'delivery.refused', detail };
}

function answerConnect({ hookSecret, channel }: Own, call: HookCall): HookAnswer | 'malformed' | null {
  const name = call.method === 'POST' ? verified(hookSecret, call) : null;
  if (name === null) return null;
  const read = connectCall.safeParse(JSON.parse(call.body.toString('utf8')));
  if (!read.success || isEmpty(read.data)) return 'malformed';
  return { body: '', events: [eventOf(read.data, name, channel)] };
}

function isEmpty(said: z.infer<typeof connectCall>): boolean {
  return said.type === 'message' && said.text.trim() === '' && (said.files ?? []).length === 0;
}

function eventOf(said: z.infer<typeof connectCall>, name: string, channel: Account['channel']): MessengerEvent {
  if (said.type === 'progress') return { type: 'progress', external: said.answer, state: said.state };
  const { from, text, files = [] } = said;
  // The same name in two systems is two people.
  const author = { value: `${channel}/${from.id}`, name: from.name };
  return { type: 'message', key: name, address: from.id, author, text, files: files.map(fileOf), said: null };
}

function fileOf({ name, type, data }: { readonly name: string; readonly type: string; readonly data: string }): RemoteFile {
  return { name, type, fetch: () => Promise.resolve(Buffer.from(data, 'base64')) };
}
