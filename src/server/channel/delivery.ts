import type { ChannelKind } from '#domain/channel/channel';
import { isDoubtful, type Delivery, type MessageRow } from '#domain/conversation/message';
import { beginDelivery, claimDeliveries, lockMessage, nextDelivery, outboundFacts, renewLease, settleDelivery, type Claimed } from '#db/central/delivery';
import type { Reader } from '#db/central/open';
import { second, type Duration, type Instant } from '#kernel/instant';
import type { Commit } from '../sync/commit';
import type { Connector, Running, SendResult } from './connector';
import { patientPlan, verdict, type DeliveryPlan, type Verdict } from './delivery-plan';
import { outbound } from './outbound';

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

/** Sends what waits, and looks after what began and has no result. Any number of processes may run one; see DECISION-delivery.md. */
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
  /** Results that the database could not take yet: this process knows what nobody else can find out. */
  private readonly late = new Set<Promise<void>>();
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
    await Promise.all([...this.underWay, ...this.late]);
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
    const makeRoom = (): void => {
      this.underWay.delete(work);
      this.late.add(work);
    };
    const work = this.deliver(claimed, makeRoom)
      // The lease stays; when it has run out, the delivery is looked at again.
      .catch((error: unknown) => this.office.report('delivery.failed', error))
      .finally(() => {
        this.underWay.delete(work);
        this.late.delete(work);
        this.wake();
      });
    this.underWay.add(work);
  }

  private async deliver(claimed: Claimed, makeRoom: () => void): Promise<void> {
    const keeping = setInterval(() => {
      renewLease(this.office.db, claimed, lease).catch((error: unknown) => this.office.report('delivery.failed', error));
    }, renewal);
    try {
      const result = await attempt(this.office, claimed);
      while (!(await this.isRecorded(claimed, result)) && !this.stopped) {
        makeRoom();
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFailure));
      }
    } finally {
      clearInterval(keeping);
    }
  }

  private async isRecorded(claimed: Claimed, result: SendResult): Promise<boolean> {
    try {
      await settle(this.office, claimed, result);
      return true;
    } catch (error) {
      this.office.report('delivery.failed', error);
      return false;
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
  const hasBegun = claimed.state === 'begun';
  const facts = await outboundFacts(office.db, claimed);
  const connector = office.connectors.find(({ kind }) => kind === claimed.kind);
  if (facts === null || connector === undefined) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no such message' };
  const sending = outbound(office.db, claimed, facts);
  let goesOver = hasBegun;
  try {
    if (hasBegun) return (await connector.trace?.(sending, claimed.begunFor ?? 0)) ?? unanswered;
    return await connector.send(sending, async () => {
      goesOver = await beginDelivery(office.db, claimed);
      return goesOver;
    });
  } catch (error) {
    office.report('delivery.failed', error);
    return goesOver ? unanswered : { outcome: 'retry', reason: 'delivery.unreachable', detail: 'the connector failed' };
  }
}

const unanswered: SendResult = { outcome: 'doubt', detail: 'no answer' };

/** Delivery and message move in one transaction; a late writer, whose lease went to another, moves neither. */
async function settle({ commit, plan = patientPlan }: DeliveryOffice, claimed: Claimed, result: SendResult): Promise<void> {
  await commit(claimed.tenant, async (tx, now, put) => {
    const decided = verdict(result, { attempt: claimed.attempt, age: now - claimed.since }, plan);
    const detail = 'detail' in decided ? decided.detail : '';
    const isOurs = await settleDelivery(tx, claimed, 'again' in decided ? decided : { state: decided.state, detail });
    const message = isOurs ? await lockMessage(tx, claimed.tenant, claimed.message) : null;
    const moved = message && movedTo(message, decided, now);
    if (moved) await put([{ op: 'put', table: 'messages', row: moved }]);
  });
}

function movedTo(message: MessageRow, decided: Verdict, at: Instant): MessageRow | null {
  const { part } = message;
  if (part.kind !== 'outbound' || !mayMove(part.delivery)) return null;
  const delivery = deliveryAfter(decided, at);
  return delivery === null ? null : { ...message, part: { ...part, delivery } };
}

function mayMove(delivery: Delivery): boolean {
  return delivery.state === 'accepted' || isDoubtful(delivery) || (delivery.state === 'failed' && delivery.again !== undefined);
}

function deliveryAfter(decided: Verdict, at: Instant): Delivery | null {
  switch (decided.state) {
    case 'waiting':
    case 'begun':
    case 'held':
      return null;
    case 'sent':
      return { state: 'sent', at };
    case 'doubt':
      return { state: 'failed', at, reason: 'delivery.inDoubt' };
    case 'failed':
      return { state: 'failed', at, reason: decided.reason };
  }
}
