import type { Config } from './config';
import { startDelivery } from './channel/delivery';
import { emailConnector } from './channel/email/email-connector';
import { createJudgeSender, systemLookUp } from './channel/email/sender-verdict';
import { serverTexts } from './channel/text/text';
import { forgetSpam } from './channel/forget-spam';
import { keepBotsHeard } from './channel/bot/keep-bots-heard';
import { messengerConnector } from './channel/messenger/messenger-connector';
import { MessengerKeeper } from './channel/messenger/messenger-keeper';
import { faultFields } from './event-log';
import type { BuiltServices } from './build-services';
import { hour } from '#kernel/instant';
import { serverTime } from './sync/server-time';
import { WorkLoop } from './work-loop';
import { messengerKinds } from '#domain/channel/channel';

export type StartedChannels = { readonly smtpPort: number; readonly stop: () => Promise<void> };

/** Opens every way in, and sends what waits on every way out. */
export async function startChannels(services: BuiltServices, config: Config, worker: URL): Promise<StartedChannels> {
  const { db, exchange, intake, chat, events, mailboxes, messengers, replyTokens: tokens } = services;
  const report = (event: string, error: unknown): void => events('warn', event, faultFields(error));
  const email = emailConnector({
    db,
    commit: exchange.commit,
    intake,
    tokens,
    judgeSender: createJudgeSender(systemLookUp()),
    text: serverTexts[config.language],
    language: config.language,
    door: { ...config.smtp, report },
    relay: config.relay,
    mailboxes: { credentials: mailboxes, report },
    worker,
  });
  const door = await email.start();
  const pages = await chat.start();
  const botsHeard = keepBotsHeard({ db, leases: services.leases, report });
  const keeper = new MessengerKeeper({ ...messengers, report });
  const ears = keeper.start();
  const mute = exchange.typing.onTyping(({ conversation, by }) => {
    if (by === 'agent') void keeper.typed(conversation).catch((error: unknown) => report('messenger.failed', error));
  });
  const others = messengerKinds.map((kind) => messengerConnector(kind, messengers));
  const delivery = startDelivery({ db, commit: exchange.commit, connectors: [email, chat, ...others], report });
  const unwatch = exchange.log.watchLog((changes) => {
    if (changes.some(({ change }) => change.table === 'messages')) delivery.wake();
  });
  const spam = new WorkLoop(async () => {
    await forgetSpam({ db, commit: exchange.commit }, serverTime());
    return hour;
  }, (error) => report('spam.failed', error));
  return {
    smtpPort: door.port,
    stop: async () => {
      unwatch();
      mute();
      botsHeard();
      await spam.stop();
      await ears.stop();
      await door.stop();
      await delivery.stop();
      await pages.stop();
    },
  };
}
