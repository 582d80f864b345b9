import type { Central } from '#db/central/open';
import type { OutsideSignIn } from './access/oidc-sign-in';
import type { SecondFactor } from './access/second-factor';
import type { Sessions } from './access/sessions';
import type { ApiTokens } from './api/tokens';
import type { Audit } from './audit';
import type { MailboxCredentials } from './channel/email/mailbox/credentials';
import type { BotBrain } from './channel/bot/bot-brain';
import type { ChatConnector } from './channel/chat/chat-connector';
import type { FileTickets } from './channel/chat/file-tickets';
import type { SeenPages } from './channel/chat/seen-pages';
import type { ChatIdentities } from './channel/chat/signed-identity';
import type { Intake } from './channel/connector';
import type { MessengerOffice } from './channel/messenger/messenger-office';
import type { Config } from './config';
import type { Egress } from './egress';
import type { EventLog } from './event-log';
import type { Metrics } from './metrics';
import type { Leases } from './lease/leases';
import type { DeskHub } from './sync/desk-hub';
import type { Exchange } from './sync/exchange';
import type { PushPorts } from './sync/push';
import type { Drafter } from './suggestion/drafter';
import type { WebhookRoutePorts } from './webhook/routes';
import type { WorkLoop } from './work-loop';

/** What features are built from: made once at start, handed to the registry. */
export type Services = {
  readonly db: Central;
  readonly exchange: Exchange;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly factor: SecondFactor;
  readonly outside: OutsideSignIn;
  readonly sealSecret: (provider: string, plain: string) => string;
  readonly audit: Audit;
  readonly events: EventLog;
  readonly metrics: Metrics;
  readonly hub: DeskHub;
  readonly push: PushPorts;
  readonly intake: Intake;
  readonly brain: BotBrain;
  readonly leases: Leases;
  readonly chat: ChatConnector;
  readonly seenPages: SeenPages;
  /** For calls to addresses that somebody typed in. */
  readonly egress: Egress;
  readonly fileTickets: FileTickets;
  readonly chatIdentities: ChatIdentities;
  readonly imports: WorkLoop;
  readonly mailboxes: MailboxCredentials;
  readonly drafter: Drafter;
  readonly webhooks: WebhookRoutePorts & { readonly stop: () => Promise<void> };
  readonly messengers: MessengerOffice;
  /** Of the company's own texts to customers. */
  readonly language: Config['language'];
  /** The built script of the chat widget. */
  readonly widget: URL;
};
