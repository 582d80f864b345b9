import type { Failure } from '#contract/failures';
import type { mailboxList, MailPlace } from '#contract/mailbox';
import type { RequestName } from '#contract/requests';
import { id } from '#kernel/id';
import { done, type Outcome } from '#kernel/outcome';
import type { z } from 'zod';
import { starterPlan } from '#server/channel/bot/text/starter-plan';
import { programAnswers } from './programs';
import { staffAnswers } from './staff';

/** What the server would answer an administrator about channels and the bot; undefined for everything else. */
export function administrationAnswer(name: RequestName, language: 'ru' | 'en'): Outcome<unknown, Failure> | undefined {
  const since = Date.now() - 3_600_000;
  const plan = starterPlan(language);
  const place = (host: string, port: number): MailPlace => ({ host, port, security: 'tls' });
  const mailbox = (state: 'connected' | 'mailbox.inRefused'): z.infer<typeof mailboxList>[number] => ({
    channel: id('channel', state === 'connected' ? 'mail' : 'other'),
    address: state === 'connected' ? 'help@lavka.example' : 'orders@lavka.example',
    settings: { receive: place('imap.lavka.example', 993), send: place('smtp.lavka.example', 465), auth: { kind: 'password', user: 'help@lavka.example' }, keepsSent: false },
    state,
    since,
  });
  const answers: Readonly<Partial<Record<RequestName, unknown>>> = {
    'mailboxes.list': [mailbox('connected'), mailbox('mailbox.inRefused')],
    'frames.list': [{ language, greeting: language === 'ru' ? 'Здравствуйте, {customer|уважаемый клиент}!' : 'Hello {customer|there},', closing: language === 'ru' ? 'Ваше обращение — № {case}.' : 'Your case is no. {case}.' }],
    'signatures.list': [],
    'queueMailboxes.list': [],
    'blockedSenders.list': ['win@prize.example', '@casino.example', '[director@lavka.example]'].map((sender) => ({ sender, person: id('person', '1'), at: since })),
    'sender.block': { sender: 'win@prize.example' },
    'absences.list': [{ person: id('person', '1'), from: since, until: since + 9 * 86_400_000 }],
    'absence.read': null,
    'suggestions.settings': { isOn: true, drafts: true, place: { base: 'https://models.lavka.example/v1', model: 'small-8b' } },
    'suggestions.try': { text: language === 'ru' ? 'Здравствуйте! Принесите лампу с чеком в любой наш магазин, и мы вернём деньги.' : 'Hello! Bring the lamp with its receipt to any of our shops and we give the money back.', to: 'msg_trial' },
    'messengers.list': [
      { channel: id('channel', 'telegram'), kind: 'telegram', name: 'Telegram', account: '1', hook: '/hooks/cha_telegram', polls: true, state: 'connected', since },
      { channel: id('channel', 'whatsapp'), kind: 'whatsapp', name: 'WhatsApp', account: '3', hook: '/hooks/cha_whatsapp', polls: false, state: 'connected', since },
      { channel: id('channel', 'vk'), kind: 'vk', name: 'VK', account: '2', hook: '/hooks/cha_vk', polls: false, state: 'messenger.keyRefused', since },
    ],
    'templates.list': language === 'ru' ? [{ name: 'order_ready', language: 'ru', text: '{{1}}, здравствуйте! Ваш заказ {{2}} ждёт в пункте выдачи до {{3}}.' }, { name: 'come_back', language: 'ru', text: 'Здравствуйте! Удалось ли решить вопрос? Ответьте на это сообщение, и мы продолжим.' }] : [{ name: 'order_ready', language: 'en_US', text: 'Hello {{1}}, your order {{2}} waits for you until {{3}}.' }],
    ...staffAnswers(language, since),
    ...programAnswers(language, since),
    'messengers.try': { name: '@shop_bot' },
    'messengers.connect': { channel: id('channel', 'own'), hook: '/hooks/cha_own', secret: 'whsec_c2VjcmV0' },
    'widget.check': { verdict: 'notAllowed', origin: 'https://blog.shop.example' },
    'widget.list': { server: 'https://desk.shop.example', sites: [{ channel: id('channel', 'chat'), name: language === 'ru' ? 'Лавка' : 'The shop', queue: id('queue', 'chat'), site: 'shop', look: null, origins: ['https://shop.example'], pages: [{ origin: 'https://shop.example', at: since, isAllowed: true }, { origin: 'https://blog.shop.example', at: since, isAllowed: false }], hours: { offset: 180, days: [{ from: 540, to: 1080 }, { from: 540, to: 1080 }, { from: 540, to: 1080 }, { from: 540, to: 1080 }, { from: 540, to: 1080 }, null, null] }, hasSecret: true }] },
    'widget.secret': { secret: 'c2VjcmV0LW9mLXRoZS1zaG9w' },
    'bot.read': { ...plan, channels: [id('channel', 'chat')] },
    'bot.try': { turns: [{ says: [plan.greeting, plan.notUnderstood], handsOver: null, intent: plan.intents[1]?.title ?? '', score: 0.34, margin: 0.04, isSure: false }] },
  };
  return name in answers ? done(answers[name]) : undefined;
}
