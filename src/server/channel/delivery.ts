import type { ChannelKind } from '#domain/channel/channel';
import type { Delivery, MessageRow } from '#domain/conversation/message';
import { findAttachment, openBytes } from '#db/central/attachments';
import { claimDeliveries, lockMessage, nextDelivery, outboundFacts, renewLease, settleDelivery, type Claimed, type OutboundFacts } from '#db/central/delivery';
import type { Reader } from '#db/central/open';
import type { AttachmentId, MessageId, TenantId } from '#kernel/id';
import { buffer } from 'node:stream/consumers';
import { second, type Duration, type Instant } from '#kernel/instant';
import type { Commit } from '../sync/commit';
import type { Connector, Outbound, Running, SendResult } from './connector';
import { patientPlan, verdict, type DeliveryPlan, type Verdict } from './delivery-plan';

export type DeliveryOffice = {
  readonly db: Reader;
  readonly commit: Commit;
  readonly connectors: readonly Connector[];
  /** Told of what should not have happened; the delivery is tried again. */
  readonly report: (event: 'delivery.failed', error: unknown) => void;
  readonly plan?: DeliveryPlan;
};

export interface DeliveryWorker extends Running {
  /** Something new may wait. */
  wake(): void;
}

/** Deliveries that one process sends at once. */
const together = 8;

/** How long a delivery stays with a process that has died; a living one renews it well before. */
const lease: Duration = 15 * second;
const renewal: Duration = 4 * second;

/** A wake-up may be lost; nothing waits longer than this unseen. */
const longestSleep: Duration = 2 * second;

/** After a database that did not answer. */
const pauseAfterFailure: Duration = second;

/** Sends what waits. Any number of processes may run one; see DECISION-delivery.md for what a crash can and cannot do. */
export function startDelivery(office: DeliveryOffice): DeliveryWorker {
  const loop = new DeliveryLoop(office);
  const running = loop.run();
  return {
    wake: () => loop.wake(),
    stop: async () => {
      loop.stop();
      await running;
    },
  };
}

class DeliveryLoop {
  private readonly office: DeliveryOffice;
  private readonly kinds: readonly ChannelKind[];
  private readonly underWay = new Set<Promise<void>>();
  /** Results that the database could not take yet: what was sent is not sent again while this process lives. */
  private readonly unrecorded = new Map<MessageId, SendResult>();
  private stopped = false;
  private poked = false;
  private rouse: () => void = () => undefined;

  constructor(office: DeliveryOffice) {
    this.office = office;
    this.kinds = office.connectors.map(({ kind }) => kind);
  }

  wake(): void {
    this.poked = true;
    this.rouse();
  }

  stop(): void {
    this.stopped = true;
    this.rouse();
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      this.poked = false;
      const pause = await this.round().catch((error: unknown) => {
        this.office.report('delivery.failed', error);
        return pauseAfterFailure;
      });
      await this.sleep(pause);
    }
    await Promise.all(this.underWay);
  }

  /** Starts what is due, as far as there is room; answers how long nothing else is to do. */
  private async round(): Promise<Duration> {
    const room = together - this.underWay.size;
    if (room === 0) return longestSleep;
    const claimed = await claimDeliveries(this.office.db, { kinds: this.kinds, most: room, lease });
    claimed.forEach((delivery) => this.begin(delivery));
    if (claimed.length > 0) return 0;
    return Math.min((await nextDelivery(this.office.db, this.kinds)) ?? longestSleep, longestSleep);
  }

  private begin(claimed: Claimed): void {
    const work = this.deliver(claimed)
      // The lease stays; when it has run out, the delivery is tried again with the same key.
      .catch((error: unknown) => this.office.report('delivery.failed', error))
      .finally(() => {
        this.underWay.delete(work);
        this.wake();
      });
    this.underWay.add(work);
  }

  private async deliver(claimed: Claimed): Promise<void> {
    const keeping = setInterval(() => {
      renewLease(this.office.db, claimed, lease).catch((error: unknown) => this.office.report('delivery.failed', error));
    }, renewal);
    try {
      const result = this.unrecorded.get(claimed.message) ?? (await attempt(this.office, claimed));
      this.unrecorded.set(claimed.message, result);
      await settle(this.office, claimed, result);
      this.unrecorded.delete(claimed.message);
    } finally {
      clearInterval(keeping);
    }
  }

  private sleep(pause: Duration): Promise<void> {
    if (this.poked || this.stopped || pause <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.rouse = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function attempt(office: DeliveryOffice, claimed: Claimed): Promise<SendResult> {
  const facts = await outboundFacts(office.db, claimed);
  const connector = office.connectors.find(({ kind }) => kind === claimed.kind);
  if (facts === null || connector === undefined) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no such message' };
  try {
    return await connector.send(outbound(office.db, claimed, facts));
  } catch (error) {
    office.report('delivery.failed', error);
    return { outcome: 'retry', reason: 'delivery.unreachable', detail: 'the connector failed' };
  }
}

function outbound(db: Reader, { tenant, attempt: number }: Claimed, { message, conversation, channel, addresses, author, authorName, forwarded }: OutboundFacts): Outbound {
  return {
    tenant,
    key: message.id,
    attempt: number,
    conversation: conversation.id,
    channel: { id: channel.id, name: channel.name, address: channel.address },
    addresses,
    author,
    authorName,
    recipients: (message.part.kind === 'outbound' ? message.part.recipients : undefined) ?? null,
    forwarded: forwarded && wordsOf(forwarded),
    subject: conversation.subject,
    text: message.text,
    attachments: [message, ...(forwarded === null ? [] : [forwarded.message])].flatMap((row) => filesOf(db, tenant, row)),
    at: message.at,
  };
}

function wordsOf({ message: { part, at, text }, author }: NonNullable<OutboundFacts['forwarded']>): NonNullable<Outbound['forwarded']> {
  return { author, address: part.kind === 'inbound' ? (part.names?.from ?? null) : null, at, text };
}

function filesOf(db: Reader, tenant: TenantId, { id: message, attachments }: MessageRow): Outbound['attachments'] {
  return attachments.map(({ id, name, type }) => ({ name, type, bytes: () => wholeBytes(db, tenant, { message, attachment: id }) }));
}

async function wholeBytes(db: Reader, tenant: TenantId, named: { readonly message: MessageId; readonly attachment: AttachmentId }): Promise<Buffer> {
  const found = await findAttachment(db, tenant, named);
  const bytes = found === null ? null : openBytes(db, tenant, found);
  // The message and its bytes are stored in one transaction.
  if (bytes === null) throw new Error(`attachment ${named.attachment} has no bytes`);
  return Buffer.isBuffer(bytes) ? bytes : buffer(bytes);
}

/** Delivery and message move in one transaction; a late writer, whose lease went to another, moves neither. */
async function settle({ commit, plan = patientPlan }: DeliveryOffice, claimed: Claimed, result: SendResult): Promise<void> {
  await commit(claimed.tenant, async (tx, now, put) => {
    const decided = verdict(result, { attempt: claimed.attempt, age: now - claimed.since }, plan);
    const detail = 'detail' in decided ? decided.detail : '';
    const isOurs = await settleDelivery(tx, claimed, decided.state === 'waiting' ? decided : { state: decided.state, detail });
    const message = isOurs ? await lockMessage(tx, claimed.tenant, claimed.message) : null;
    const moved = message && movedTo(message, decided, now);
    if (moved) await put([{ op: 'put', table: 'messages', row: moved }]);
  });
}

function movedTo(message: MessageRow, decided: Verdict, at: Instant): MessageRow | null {
  const { part } = message;
  if (part.kind !== 'outbound' || part.delivery.state !== 'accepted') return null;
  const delivery = deliveryAfter(decided, at);
  return delivery === null ? null : { ...message, part: { ...part, delivery } };
}

function deliveryAfter(decided: Verdict, at: Instant): Delivery | null {
  switch (decided.state) {
    case 'waiting':
    case 'held':
      return null;
    case 'sent':
      return { state: 'sent', at };
    case 'failed':
      return { state: 'failed', at, reason: decided.reason };
  }
}
