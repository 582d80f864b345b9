import { webhookDeliveryId, webhookId } from '#contract/ids';
import { madeWebhook, mostWebhooks, newWebhook, webhook, webhookDeliveryList, webhookList, webhookSwitch, type Webhook } from '#contract/webhook';
import type { Central } from '#db/central/open';
import { addWebhookDeliveries, deliverAgain, deliveriesOf } from '#db/central/webhook-deliveries';
import { addWebhook, findWebhook, removeWebhook, switchWebhook, webhooksOf } from '#db/central/webhooks';
import { id, type WebhookId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SignedIn } from '../access/sessions';
import { shownMoment } from '../api/shown';
import { placeOf, type Egress } from '../egress';
import { bodyInput, noInput, objectRoute, personRoute, type Call, type Route } from '../route';
import { serverTime } from '../sync/server-time';
import { newSigningSecret } from './sign';

export type WebhookRoutePorts = { readonly db: Central; readonly egress: Egress; readonly sealSecret: (webhook: string, plain: string) => string; readonly wake: () => void };

const none = z.strictObject({});
const named = z.strictObject({ webhook: webhookId });
const rate = { per: 'session', burst: 30, perSecond: 2 } as const;
const administrators = { for: 'people', roles: ['administrator'] } as const;

/** An administrator says whom other systems are told at, and looks at how that went. */
export function webhookRoutes(ports: WebhookRoutePorts): readonly Route[] {
  const { db } = ports;
  return [listRoute(db), makeRoute(ports), switchRoute(ports), removeRoute(db), deliveriesRoute(db), tryRoute(ports), againRoute(ports)];
}

type Named = { readonly params: { readonly webhook: WebhookId } };

function subject(db: Central) {
  return {
    load: ({ input }: Call<Named>, { tenant }: SignedIn) => findWebhook(db, { tenant, id: input.params.webhook }),
    allows: () => true,
    absent: 'webhook.absent',
  } as const;
}

function changes(path: string, method: 'POST' | 'DELETE' = 'POST') {
  return { method, path: `/webhooks${path}`, access: administrators, rate, audit: 'change' } as const;
}

function listRoute(db: Central): Route {
  return personRoute({
    ...changes(''),
    method: 'GET',
    audit: 'none',
    input: noInput,
    output: webhookList,
    handle: async (_call, { tenant }) => done({ webhooks: [...(await webhooksOf(db, tenant))] }),
  });
}

function makeRoute({ db, egress, sealSecret }: WebhookRoutePorts): Route {
  return personRoute({
    ...changes(''),
    input: bodyInput(newWebhook),
    output: madeWebhook,
    handle: async ({ input: { body } }, { tenant, actor }) => {
      const place = await placeOf(egress, body.url);
      // A name that nobody knows yet may be known later; it is looked at again before each call.
      if (!place.ok && place.code === 'forbidden') return refused('webhook.unreachable');
      if ((await webhooksOf(db, tenant)).length >= mostWebhooks) return refused('webhook.tooMany');
      const secret = newSigningSecret();
      const row = { tenant, id: id('webhook', randomUUID()), url: body.url, events: body.events, madeAt: serverTime() };
      await db.transaction((tx) => addWebhook(tx, { ...row, madeBy: actor.person, secret: sealSecret(row.id, secret) }));
      const { tenant: _tenant, ...shown } = row;
      return done({ webhook: { ...shown, state: 'on' as const, reason: null, failingSince: null }, secret });
    },
  });
}

function switchRoute({ db, wake }: WebhookRoutePorts): Route {
  return objectRoute({
    ...changes('/:webhook/state'),
    input: z.strictObject({ params: named, query: none, body: webhookSwitch }),
    output: webhook,
    subject: subject(db),
    handle: async ({ input: { body } }, { tenant }, row: Webhook) => {
      const name = { tenant, id: row.id };
      await switchWebhook(db, name, body.on ? { state: 'on' } : { state: 'off', reason: 'hand' });
      wake();
      const after = await findWebhook(db, name);
      return after === null ? refused('webhook.absent') : done(after);
    },
  });
}

function removeRoute(db: Central): Route {
  return objectRoute({
    ...changes('/:webhook', 'DELETE'),
    input: z.strictObject({ params: named, query: none, body: z.undefined() }),
    output: z.null(),
    subject: subject(db),
    handle: async (_call, { tenant }, row) => {
      await db.transaction((tx) => removeWebhook(tx, { tenant, id: row.id }));
      return done(null);
    },
  });
}

function deliveriesRoute(db: Central): Route {
  return objectRoute({
    ...changes('/:webhook/deliveries'),
    method: 'GET',
    audit: 'read',
    input: z.strictObject({ params: named, query: none, body: z.undefined() }),
    output: webhookDeliveryList,
    subject: subject(db),
    handle: async (_call, { tenant }, row) => done({ deliveries: [...(await deliveriesOf(db, { tenant, webhook: row.id }))] }),
  });
}

/** Something to hear, so that its other side can be tried out. */
function tryRoute({ db, wake }: WebhookRoutePorts): Route {
  return objectRoute({
    ...changes('/:webhook/try'),
    input: z.strictObject({ params: named, query: none, body: z.undefined() }),
    output: z.null(),
    subject: subject(db),
    handle: async (_call, { tenant }, row) => {
      const at = serverTime();
      const type = 'webhook.tried';
      const body = JSON.stringify({ type, timestamp: shownMoment(at), data: { webhook: row.id } });
      await db.transaction((tx) => addWebhookDeliveries(tx, [{ tenant, id: id('webhookDelivery', randomUUID()), webhook: row.id, seq: 0, type, body, at }]));
      wake();
      return done(null);
    },
  });
}

function againRoute({ db, wake }: WebhookRoutePorts): Route {
  return objectRoute({
    ...changes('/:webhook/deliveries/:delivery/again'),
    input: z.strictObject({ params: z.strictObject({ webhook: webhookId, delivery: webhookDeliveryId }), query: none, body: z.undefined() }),
    output: z.null(),
    subject: subject(db),
    handle: async ({ input: { params } }, { tenant }) => {
      if (!(await deliverAgain(db, { tenant, webhook: params.webhook, id: params.delivery }))) return refused('webhook.absent');
      wake();
      return done(null);
    },
  });
}
