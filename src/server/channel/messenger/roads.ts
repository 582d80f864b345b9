import { unreachable } from '#kernel/unreachable';
import type { Egress } from '../../egress';
import { connectRoad } from './connect-road';
import { maxRoad } from './max-road';
import type { MessengerWords } from './text/messenger-words';
import type { Account, Road } from './road';
import { telegramRoad } from './telegram-road';
import { vkRoad } from './vk-road';
import { whatsappRoad } from './whatsapp-road';

/** Where each messenger takes calls; other than usual for a server of one's own, and in tests. */
export type MessengerRoots = { readonly telegram: string; readonly vk: string; readonly max: string; readonly whatsapp: string };

export type RoadPorts = { readonly roots: MessengerRoots; readonly words: MessengerWords; readonly egress: Egress };

export function roadOf(account: Pick<Account, 'setup' | 'hookSecret' | 'channel'>, { roots, words, egress }: RoadPorts): Road {
  const { setup } = account;
  switch (setup.kind) {
    case 'telegram':
      return telegramRoad(account, setup, { root: roots.telegram, words });
    case 'vk':
      return vkRoad(setup, { root: roots.vk, words, egress });
    case 'max':
      return maxRoad(account, setup, { root: roots.max, words, egress });
    case 'whatsapp':
      return whatsappRoad(setup, { root: roots.whatsapp, words, egress });
    case 'connect':
      return connectRoad(account, setup, { egress });
    default:
      return unreachable(setup);
  }
}
