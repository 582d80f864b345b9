import type { Config } from './config';
import type { BuiltServices } from './build-services';
import { startDelivery } from './channel/delivery';
import { emailConnector } from './channel/email/email-connector';
import { createJudgeSender, systemLookUp } from './channel/email/sender-verdict';
import { serverTexts } from './channel/text/text';
import { faultFields } from './event-log';

export type StartedChannels = { readonly smtpPort: number; readonly stop: () => Promise<void> };

/** Opens every way in, and sends what waits on every way out. */
export async function startChannels(services: BuiltServices, config: Config, worker: URL): Promise<StartedChannels> {
  const { db, exchange, intake, chat, events, mailboxes, replyTokens: tokens } = services;
  const report = (event: string, error: unknown): void => events('warn', event, faultFields(error));
  const email = emailConnector({
    db,
    commit: exchange.commit,
    intake,
    tokens,
    judgeSender: createJudgeSender(systemLookUp()),
    text: serverTexts[config.language],
    door: { ...config.smtp, report },
    relay: config.relay,
    mailboxes: { credentials: mailboxes, report },
    worker,
  });
  const door = await email.start();
  const pages = await chat.start();
  const delivery = startDelivery({ db, commit: exchange.commit, connectors: [email, chat], report });
  const unwatch = exchange.log.watchLog((changes) => {
    if (changes.some(({ change }) => change.table === 'messages')) delivery.wake();
  });
  return {
    smtpPort: door.port,
    stop: async () => {
      unwatch();
      await door.stop();
      await delivery.stop();
      await pages.stop();
    },
  };
}
