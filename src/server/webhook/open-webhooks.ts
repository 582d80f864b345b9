import type { Central } from '#db/central/open';
import type { BlockList } from 'node:net';
import { sealedFor } from '../access/sealed-for';
import { openIfKnown, type Sealing } from '../access/sealing';
import { resolveByName } from '../egress';
import { faultFields, type EventLog } from '../event-log';
import type { WebhookRoutePorts } from './routes';
import { patientPlan, startWebhooks } from './webhook-worker';

export type WebhookSetting = { readonly db: Central; readonly sealing: Sealing; readonly events: EventLog; readonly networks: BlockList };

/** What the routes of webhooks need, and the work behind them. */
export function openWebhooks({ db, sealing, events, networks }: WebhookSetting): WebhookRoutePorts & { readonly stop: () => Promise<void> } {
  const egress = { allowed: networks, resolve: resolveByName };
  const worker = startWebhooks({
    db,
    egress,
    openSecret: (webhook, sealed) => openIfKnown(sealing, sealedFor.webhook(webhook), sealed),
    plan: patientPlan,
    failed: (error) => events('error', 'webhook.failed', faultFields(error)),
    turnedOff: () => events('warn', 'webhook.turnedOff'),
  });
  return { db, egress, sealSecret: (webhook, plain) => sealing.seal(sealedFor.webhook(webhook), plain), wake: worker.wake, stop: worker.stop };
}
