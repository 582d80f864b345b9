import { addAuditEvent } from '#db/central/audit';
import type { Central, Writer } from '#db/central/open';
import { addWebhookDeliveries, claimWebhookDeliveries, entriesAfter, nextWebhookDelivery, settleWebhookDelivery, type ClaimedDelivery, type Told } from '#db/central/webhook-deliveries';
import { lockFeed, moveFeed, noteFailure, noteSuccess, switchWebhook, webhooksOf } from '#db/central/webhooks';
import { id, type WebhookId } from '#kernel/id';
import { day, hour, minute, second, type Duration } from '#kernel/instant';
import { refused, type Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { callOut, type Egress, type EgressFailure } from '../egress';
import { serverTime } from '../sync/server-time';
import { WorkLoop } from '../work-loop';
import { eventsOf } from './events-of';
import { signatureHeaders } from './sign';

/** How long a delivery is tried, and the pauses between the attempts; the last pause repeats. */
export type WebhookPlan = { readonly pauses: readonly Duration[]; readonly giveUpAfter: Duration; readonly offAfter: Duration };

export const patientPlan: WebhookPlan = {
  pauses: [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour],
  giveUpAfter: 3 * day,
  offAfter: 5 * day,
};

export type WebhookPorts = {
  readonly db: Central;
  readonly egress: Egress;
  /** Null when the key that sealed it is gone. */
  readonly openSecret: (webhook: string, sealed: string) => string | null;
  readonly plan: WebhookPlan;
  readonly failed: (error: unknown) => void;
  /** A webhook was turned off because nobody answered there for too long. */
  readonly turnedOff: () => void;
};

/** Calls that one process has under way at once, and takes of one webhook before others have their turn. */
const together = 8;
const ofOne = 2;
/** Longer than any call takes. */
const lease: Duration = 20 * second;
/** Of what is due and has to wait for its turn. */
const shortestSleep: Duration = second / 5;
const longestSleep: Duration = 2 * second;

/** Reads the log for webhooks, and tells them. Any number of processes may run one. */
export function startWebhooks(ports: WebhookPorts): Pick<WorkLoop, 'wake' | 'stop'> {
  const underWay = new Map<Promise<void>, WebhookId>();
  const loop = new WorkLoop(async (isStopped) => {
    // What cannot be read keeps nobody from being told what was.
    while (!isStopped() && (await ports.db.transaction((tx) => readOn(tx)).catch((error: unknown) => unread(ports, error))));
    if (underWay.size >= together) return longestSleep;
    const without = [...new Set(underWay.values())].filter((hook) => [...underWay.values()].filter((one) => one === hook).length >= ofOne);
    const due = await claimWebhookDeliveries(ports.db, { most: together - underWay.size, ofOne, without, lease });
    for (const delivery of due) {
      const telling = tell(ports, delivery).catch(ports.failed).finally(() => {
        underWay.delete(telling);
        loop.wake();
      });
      underWay.set(telling, delivery.webhook);
    }
    if (due.length > 0) return 0;
    return Math.min(Math.max((await nextWebhookDelivery(ports.db)) ?? longestSleep, shortestSleep), longestSleep);
  }, ports.failed);
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await Promise.all(underWay.keys());
    },
  };
}

function unread({ failed }: WebhookPorts, error: unknown): false {
  failed(error);
  return false;
}

/** Turns the next entries of one company's log into deliveries. False: there is nothing to read, or another process does. */
async function readOn(tx: Writer): Promise<boolean> {
  const feed = await lockFeed(tx);
  if (feed === null) return false;
  const { tenant } = feed;
  const entries = await entriesAfter(tx, feed);
  const hooks = (await webhooksOf(tx, tenant)).filter(({ state }) => state === 'on');
  const at = serverTime();
  const deliveries = entries.flatMap((entry) => eventsOf(entry).flatMap(({ type, body }) => hooks
    .filter(({ events }) => events.includes(type))
    .map((hook) => ({ tenant, id: id('webhookDelivery', randomUUID()), webhook: hook.id, seq: entry.seq, type, body, at }))));
  await addWebhookDeliveries(tx, deliveries);
  // Entries that are too old are forgotten, read or not.
  await moveFeed(tx, { tenant, seq: entries.at(-1)?.seq ?? feed.head });
  return true;
}

async function tell(ports: WebhookPorts, delivery: ClaimedDelivery): Promise<void> {
  const secret = ports.openSecret(delivery.webhook, delivery.secret);
  // Fails like one that nobody answers: its company hears of it by the webhook that is turned off.
  const answer = secret === null ? refused('keyGone') : await signedCall(ports, delivery, secret);
  const told = judge(answer, delivery, ports.plan);
  const isOff = await ports.db.transaction((tx) => settle(tx, { delivery, told }, ports.plan));
  if (isOff) ports.turnedOff();
}

function signedCall({ egress }: WebhookPorts, delivery: ClaimedDelivery, secret: string): Promise<Outcome<number, EgressFailure>> {
  const timestamp = Math.floor(serverTime() / second);
  const headers = { 'content-type': 'application/json', 'user-agent': 'Otklik', ...signatureHeaders(secret, { ...delivery, timestamp }) };
  return callOut(egress, { url: delivery.url, headers, body: delivery.body });
}

function judge(answer: Outcome<number, EgressFailure | 'keyGone'>, { attempt, at }: ClaimedDelivery, { pauses, giveUpAfter }: WebhookPlan): Told {
  const status = answer.ok ? answer.value : null;
  if (status !== null && status >= 200 && status < 300) return { state: 'sent', again: 0, status, detail: '' };
  const again = pauses[Math.min(attempt, pauses.length) - 1] ?? 0;
  const isOver = serverTime() + again - at > giveUpAfter || status === gone;
  return { state: isOver ? 'failed' : 'waiting', again, status, detail: answer.ok ? '' : answer.code };
}

const gone = 410;

/** Delivery and webhook move in one transaction; a late writer, whose lease went to another, moves neither. True: the webhook is off now. */
async function settle(tx: Writer, { delivery, told }: { readonly delivery: ClaimedDelivery; readonly told: Told }, { offAfter }: WebhookPlan): Promise<boolean> {
  if (!(await settleWebhookDelivery(tx, delivery, told))) return false;
  const name = { tenant: delivery.tenant, id: delivery.webhook };
  if (told.state === 'sent') {
    await noteSuccess(tx, name);
    return false;
  }
  const now = serverTime();
  const since = await noteFailure(tx, name, now);
  if (told.status !== gone && now - since < offAfter) return false;
  await switchWebhook(tx, name, { state: 'off', reason: told.status === gone ? 'gone' : 'failing' });
  await addAuditEvent(tx, { tenant: name.tenant, person: null, at: now, class: 'change', action: 'webhook.turnedOff', object: name.id, failure: null, correlation: delivery.id });
  return true;
}
