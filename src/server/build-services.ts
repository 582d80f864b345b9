import type { Central } from '#db/central/open';
import { randomUUID } from 'node:crypto';
import { createProviders } from './access/oidc-provider';
import { createOutsideSignIn } from './access/oidc-sign-in';
import { sealedFor } from './access/sealed-for';
import type { Sealing } from './access/sealing';
import { createSecondFactor } from './access/second-factor';
import { serverSecret } from './access/server-secret';
import { createSessions } from './access/sessions';
import { createApiTokens } from './api/tokens';
import { createAudit } from './audit';
import { openBotBrain } from './channel/bot/bot-brain';
import { createFirstLine } from './channel/bot/first-line';
import { ChatConnector } from './channel/chat/chat-connector';
import { createFileTickets } from './channel/chat/file-tickets';
import { SeenPages } from './channel/chat/seen-pages';
import { createChatIdentities } from './channel/chat/signed-identity';
import { MailboxCredentials } from './channel/email/mailbox/credentials';
import { createReplyTokens, type ReplyTokens } from './channel/email/reply-tokens';
import { enqueueDeliveries } from './channel/delivery-queue';
import { openIntake } from './channel/intake';
import { openMessengers } from './channel/messenger/messenger-office';
import type { BuiltFiles } from './built-files';
import type { Config } from './config';
import { resolveByName } from './egress';
import { faultFields, type EventLog } from './event-log';
import { startImports } from './import/import-worker';
import { createLeases } from './lease/leases';
import { createMetrics } from './metrics';
import type { Services } from './services';
import { DeskHub } from './sync/desk-hub';
import { openExchange } from './sync/exchange';
import { Drafter } from './suggestion/drafter';
import { openWebhooks } from './webhook/open-webhooks';
import { orderByHead } from './sync/order-by-head';
import { orderByLeader } from './sync/order-by-leader';

export type BuiltServices = Services & { readonly replyTokens: ReplyTokens };

const revokedChannel = 'otklik_revoked';

type ServicePorts = { readonly events: EventLog; readonly files: BuiltFiles; readonly sealing: Sealing; readonly config: Pick<Config, 'order' | 'webhookNetworks' | 'messengers' | 'language'> };

export async function buildServices({ db, url }: { readonly db: Central; readonly url: string }, ports: ServicePorts): Promise<BuiltServices> {
  const { events, files, sealing, config } = ports;
  const order = config.order === 'head' ? orderByHead : orderByLeader;
  const fileTickets = createFileTickets(await serverSecret(db, sealing, 'chat-file'));
  const secret = await serverSecret(db, sealing, 'access-token');
  const replyTokens = createReplyTokens(await serverSecret(db, sealing, 'reply-address'));
  const hub = new DeskHub(db);
  const metrics = createMetrics();
  const exchange = await openExchange({ db, url, heard: { [revokedChannel]: (whose) => void hub.recheck(whose) },
    // What was told while nobody listened is lost.
    linked: () => void hub.recheckAll(),
    failed: (error) => events('error', 'exchange.failed', faultFields(error)), order });
  exchange.log.watchRuns((run) => hub.logged(run));
  exchange.log.watchHistory(() => hub.historyEnded());
  exchange.typing.onTyping((typing) => void hub.typing(typing).catch((error: unknown) => events('warn', 'typing.failed', faultFields(error))));
  const factor = createSecondFactor({ db, sealing });
  const sessions = createSessions({ db, secret, factor, revoked: (whose) => exchange.tell(revokedChannel, whose) });
  const providers = createProviders({
    openSecret: ({ id, secret: sealed }) => sealing.open(sealedFor.provider(id), sealed),
    failed: (error) => events('warn', 'provider.failed', faultFields(error)),
  });
  const outside = createOutsideSignIn({ db, providers, sessions });
  const sealSecret = (provider: string, plain: string): string => sealing.seal(sealedFor.provider(provider), plain);
  const brain = openBotBrain({ workerFile: files.learningWorker, failed: (error) => events('error', 'bot.failed', faultFields(error)) });
  const intake = openIntake(db, exchange.commit, createFirstLine({ failed: (error) => events('error', 'bot.failed', faultFields(error)), brain }));
  const messengers = openMessengers({ db, commit: exchange.commit, intake, sealing, config });
  const failed = (error: unknown): string => {
    const correlation = randomUUID();
    events('error', 'fault', { correlation, ...faultFields(error) });
    return correlation;
  };
  const { commit, guardedCommit, log, typing } = exchange;
  const chatIdentities = createChatIdentities(sealing);
  const seenPages = new SeenPages(db, failed);
  const chat = new ChatConnector({ db, commit, intake, fileTickets, seenPages, identities: chatIdentities, watchLog: log.watchLog, tellTyping: typing.tellTyping, onTyping: typing.onTyping, failed });
  const push = {
    guardedCommit,
    afterChanges: enqueueDeliveries,
    broke: (name: string, error: unknown) => events('error', 'mutation.broke', { verb: name, ...faultFields(error) }),
    counted: metrics.mutations,
  };
  const leases = createLeases({ db, commit, guardedCommit, failed: (error) => events('error', 'lease.failed', faultFields(error)) });
  log.watchRuns(({ entries }) => {
    if (entries.some(({ people }) => people.length > 0)) leases.ask();
  });
  const imports = startImports({ db, commit, failed: (error) => events('error', 'import.failed', faultFields(error)) });
  const webhooks = openWebhooks({ db, sealing, events, networks: config.webhookNetworks });
  log.watchRuns(webhooks.wake);
  return { db, exchange, tokens: createApiTokens(db), sessions, factor, outside, sealSecret, audit: createAudit(db), events, metrics, hub, push, leases, chat, seenPages, egress: { allowed: config.webhookNetworks, resolve: resolveByName }, fileTickets, chatIdentities, mailboxes: new MailboxCredentials({ db, sealing }), imports, drafter: new Drafter({ db, sealing, egress: { allowed: config.webhookNetworks, resolve: resolveByName } }), webhooks, messengers, language: config.language, widget: files.widget, intake, brain, replyTokens };
}
