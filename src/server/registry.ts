import { accessRoutes } from './access/access-routes';
import { oidcRoutes } from './access/oidc-routes';
import { offlineRuleRoute } from './access/offline-rule-route';
import { securityRoutes } from './access/security-routes';
import { apiRoutes } from './api/routes';
import { cardReadRoutes } from './audit/card-read-routes';
import { chatFileRoute } from './channel/chat/file-route';
import { chatPreviewRoute } from './channel/chat/preview-route';
import { chatSiteRoutes } from './channel/chat/site-routes';
import { widgetRoute } from './channel/chat/widget-route';
import { automaticAnswerRoute } from './channel/email/automatic-answer-route';
import { absenceRoutes } from './access/absence-routes';
import { blockedSenderRoutes } from './channel/email/blocked-sender-routes';
import { queueMailboxRoutes } from './channel/email/queue-mailbox-routes';
import { mailFrameRoutes } from './channel/email/mail-frame-routes';
import { mergeRoutes } from './customer/merge-routes';
import { sharingRoutes } from './customer/sharing-routes';
import { beginMailRoute } from './channel/email/begin-mail-route';
import { withdrawMailRoute } from './channel/email/withdraw-mail-route';
import { pictureRoute } from './channel/email/picture/picture-route';
import { mailboxRoutes } from './channel/email/mailbox/mailbox-routes';
import { signatureRoutes } from './channel/email/signature-routes';
import { botRoutes } from './channel/bot/bot-routes';
import { connectDocs } from './channel/messenger/docs/connect-docs';
import { hookRoutes } from './channel/messenger/hook-route';
import { messengerRoutes } from './channel/messenger/messenger-routes';
import { templateRoutes } from './channel/messenger/template-routes';
import { dispositionRoutes } from './company/disposition-routes';
import { macroRoutes } from './company/macro-routes';
import { peopleRoutes } from './company/people-routes';
import { queueRoutes } from './company/queue-routes';
import { teamRoutes } from './company/team-routes';
import { articleRoutes } from './knowledge/article-routes';
import { shopRoute } from './demo-page/shop-route';
import { second } from '#kernel/instant';
import { listOf } from './access/network';
import { resolveOutside } from './egress';
import { healthRoutes } from './health-routes';
import { importJobRoutes } from './import/job-routes';
import { importRoute } from './import/routes';
import type { Route } from './route';
import type { Services } from './services';
import type { Socket } from './socket';
import { searchRoute } from './search/search-route';
import { deskSocket } from './sync/desk-socket';
import { syncRoutes } from './sync/sync-routes';
import { draftRoute } from './suggestion/draft-route';
import { suggestionSettingsRoutes } from './suggestion/settings-routes';
import { suggestionEventRoute } from './suggestion/event-route';
import { webhookRoutes } from './webhook/routes';

/** Every HTTP route of the server. What is not in this list does not answer. */
export function everyRoute(services: Services): readonly Route[] {
  const { db, exchange, factor, metrics, sessions, outside, sealSecret, fileTickets, chatIdentities, seenPages, egress, mailboxes, messengers, language, widget, imports, push, intake, webhooks, brain, drafter } = services;
  return [
    ...healthRoutes(db, metrics),
    ...accessRoutes(sessions, exchange.commit),
    ...securityRoutes({ db, sessions, factor }),
    ...cardReadRoutes(db),
    suggestionEventRoute(db),
    ...suggestionSettingsRoutes({ db, commit: exchange.commit, egress, drafter }),
    draftRoute(db, drafter),
    ...peopleRoutes({ db, commit: exchange.commit, sessions }),
    ...teamRoutes({ db, commit: exchange.commit }),
    ...queueRoutes({ db, commit: exchange.commit }),
    ...dispositionRoutes({ db, commit: exchange.commit }),
    ...macroRoutes({ db, commit: exchange.commit }),
    ...articleRoutes({ db, commit: exchange.commit }),
    ...syncRoutes(db),
    searchRoute(db),
    ...oidcRoutes({ db, outside, sealSecret }),
    offlineRuleRoute(db),
    importRoute(exchange.commit),
    ...importJobRoutes({ db, wake: imports.wake }),
    automaticAnswerRoute(db),
    ...signatureRoutes(db),
    ...absenceRoutes(db),
    ...blockedSenderRoutes(db),
    ...queueMailboxRoutes(db),
    ...mailFrameRoutes(db),
    beginMailRoute({ db, commit: exchange.commit }),
    withdrawMailRoute(exchange.commit),
    ...mergeRoutes({ db, commit: exchange.commit }),
    ...sharingRoutes(db),
    // Strangers write these addresses: the networks that an administrator opens for webhooks are not open here.
    pictureRoute({ db, egress: { allowed: listOf([]), resolve: resolveOutside({ patience: 3 * second }) } }),
    ...mailboxRoutes({ db, commit: exchange.commit, mailboxes }),
    ...apiRoutes({ db, commit: exchange.commit, push, intake }),
    ...webhookRoutes(webhooks),
    ...chatSiteRoutes({ db, commit: exchange.commit, identities: chatIdentities, egress }),
    chatPreviewRoute(db),
    chatFileRoute(db, fileTickets),
    ...botRoutes({ db, commit: exchange.commit, language, brain }),
    ...messengerRoutes(messengers),
    ...templateRoutes(messengers),
    ...hookRoutes(messengers),
    ...connectDocs(),
    widgetRoute({ db, file: widget, seenPages }),
    shopRoute(db),
  ];
}

/** Every socket of the server with all its verbs. */
export function everySocket(services: Services): readonly Socket[] {
  const { db, sessions, exchange, hub, push, leases, audit, events, metrics, chat } = services;
  return [deskSocket({ db, sessions, log: exchange.log, hub, push, leases, typing: exchange.typing, audit, events, metrics }), chat.socket];
}
