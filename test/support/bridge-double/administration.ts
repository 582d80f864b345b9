import type { Failure } from '#contract/failures';
import type { RequestName } from '#contract/requests';
import { id } from '#kernel/id';
import { done, type Outcome } from '#kernel/outcome';
import { en } from '../../../src/server/channel/bot/text/en';
import { ru } from '../../../src/server/channel/bot/text/ru';

const channel = (name: string): `cha_${string}` => id('channel', name);

/** What the server would answer an administrator about channels and the bot; undefined for everything else. */
export function administrationAnswer(name: RequestName, language: 'ru' | 'en'): Outcome<unknown, Failure> | undefined {
  const since = Date.now() - 3_600_000;
  switch (name) {
    case 'messengers.list':
      return done([
        { channel: channel('telegram'), kind: 'telegram', name: 'Telegram', account: '1', hook: '/hooks/cha_telegram', polls: true, state: 'connected', since },
        { channel: channel('vk'), kind: 'vk', name: 'VK', account: '2', hook: '/hooks/cha_vk', polls: false, state: 'messenger.keyRefused', since },
      ]);
    case 'messengers.try':
      return done({ name: '@shop_bot' });
    case 'messengers.connect':
      return done({ channel: channel('own'), hook: '/hooks/cha_own', secret: 'whsec_c2VjcmV0' });
    case 'bot.read':
      return done({ ...{ ru, en }[language], channels: [channel('chat')] });
    case 'bot.try':
      return done({ turns: [{ says: [{ ru, en }[language].greeting, { ru, en }[language].notUnderstood], handsOver: null, intent: { ru, en }[language].intents[1]?.title ?? '', score: 0.34, margin: 0.04, isSure: false }] });
    default:
      return undefined;
  }
}
