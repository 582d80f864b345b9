import type { MessengerSetup } from '#contract/messenger';
import { id } from '#kernel/id';
import { listOf } from '#server/access/network';
import type { Outgoing, OutgoingPart, Road } from '#server/channel/messenger/road';
import { roadOf } from '#server/channel/messenger/roads';
import { messengerWords } from '#server/channel/messenger/text/messenger-words';
import { resolveByName } from '#server/egress';
import { MessengerDouble, type Asked, type Said } from './messenger-double';

export const now = 1_800_000_000_000;
export const telegram = { kind: 'telegram', token: '1:secret', base: 'https://shop.example' } as const;
export const vk = { kind: 'vk', token: 'token', group: 42, confirmation: 'c0nf', secret: 's3cret' } as const;
export const max = { kind: 'max', token: 'token', base: 'https://shop.example' } as const;
export const whatsapp = { kind: 'whatsapp', token: 'token', phone: '1065551234', appSecret: 'app', verify: 'ours' } as const;
export const connect = { kind: 'connect', address: 'https://other.example' } as const;

const opened: MessengerDouble[] = [];

export async function closeRoads(): Promise<void> {
  for (const double of opened.splice(0)) await double.close();
}

/** A road to a messenger whose side answers as it is told. */
export async function roadTo(setup: MessengerSetup, answer: (asked: Asked, root: string) => Said = () => ({ status: 200, body: {} })): Promise<{ readonly road: Road; readonly double: MessengerDouble }> {
  const double: MessengerDouble = await new MessengerDouble((asked) => answer(asked, double.root)).open();
  opened.push(double);
  return { double, road: roadAt(setup, double.root) };
}

export function roadAt(setup: MessengerSetup, root: string): Road {
  const roots = { telegram: root, vk: root, max: root, whatsapp: root };
  const own = { setup: setup.kind === 'connect' ? { ...setup, address: `${root}/answers` } : setup, hookSecret: 'of-our-own-making', channel: id('channel', 'c') };
  return roadOf(own, { roots, words: messengerWords.ru, egress: { allowed: listOf(['127.0.0.1']), resolve: resolveByName } });
}

export function outgoing(part: OutgoingPart): Outgoing {
  return { address: '5', key: 'msg_00000000-0000-4000-8000-000000000001', authorName: 'Ольга', at: now, part, leaving: () => Promise.resolve() };
}
