import { channelId } from '#contract/ids';
import { noteState } from '#db/central/messengers';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { Download, download, everyone, rawRoute, type Call, type Route } from '../../route';
import { serverTime } from '../../sync/server-time';
import type { MessengerAccounts } from './accounts';
import type { Account, Road } from './road';
import { takeEvent, type EventPorts } from './take-event';

export type HookPorts = EventPorts & { readonly accounts: MessengerAccounts; readonly road: (account: Account) => Road };

/** Largest batch that a messenger brings, in bytes. */
const largest = 3 * 1024 * 1024;

const input = z.strictObject({
  params: z.strictObject({ channel: channelId }),
  // Messengers add what they like; what is looked at is looked at by name.
  query: z.record(z.string().max(100), z.string().max(1000)),
  body: z.instanceof(Buffer).optional(),
});

/** Where messengers call us. Who cannot prove to be the messenger, and a channel that does not exist, are one answer. */
export function hookRoutes(ports: HookPorts): readonly Route[] {
  return (['GET', 'POST'] as const).map((method) =>
    rawRoute({
      method,
      path: '/hooks/:channel',
      access: everyone,
      // All customers of a messenger write through few addresses of it.
      rate: { per: 'address', burst: 2000, perSecond: 500 },
      audit: 'none',
      largest,
      input,
      output: download,
      handle: (call) => hear(ports, method, call),
    }),
  );
}

async function hear(ports: HookPorts, method: 'GET' | 'POST', { input: { params, query, body }, header }: Call<z.infer<typeof input>>) {
  const account = await ports.accounts.at(params.channel);
  const answer = account && answerOf(ports.road(account), { method, query, header, body: body ?? Buffer.alloc(0), now: serverTime() });
  if (account === null || answer === null) return refused('request.unknown');
  if (answer === 'malformed') return refused('request.malformed');
  for (const event of answer.events) await takeEvent(ports, account, event);
  if (account.state !== 'connected') await noteState(ports.db, account, { state: 'connected', at: serverTime() });
  return done(new Download({ 'content-type': 'text/plain; charset=utf-8' }, answer.body));
}

/** Only who signs it can make it malformed; whatever is no JSON is signed by nobody. */
function answerOf(road: Road, call: Parameters<Road['answer']>[0]): ReturnType<Road['answer']> {
  try {
    return road.answer(call);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
