import type { FromDesk } from '#contract/protocol';
import { pushFrames } from '#desk/replica/push-frames';
import type { FailureCode } from '#domain/failure';
import type { Intent } from '#domain/mutators';
import { id, type ClientId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Pending } from '#sync/perform';
import type { Disk } from './disk';

/** What a desk tells its person: a mutation that was refused, by `client.mutation`. */
export type Told = { readonly refusal: string; readonly code: FailureCode };

/** What is precious on a simulated computer. Each write is synced before anybody goes on: no power cut takes it back. */
export class DeskOutbox {
  client: ClientId;
  isRegistered = false;
  pending: readonly Pending[] = [];
  told: readonly Told[] = [];
  /** In which history each mutation was confirmed, by `client.mutation`. */
  readonly confirmedIn = new Map<string, string>();
  last = 0;
  #generation = 1;
  /** In memory: up to which number the copy contains them, though the disk may have had no space to forget them here. */
  #confirmed = 0;

  constructor(
    readonly owner: string,
    readonly disk: Disk,
  ) {
    this.client = id('client', `${owner}-1`);
  }

  add(at: Instant, intent: Intent): Pending {
    this.disk.writing();
    this.last += 1;
    const pending = { id: this.last, at, intent };
    this.pending = [...this.pending, pending];
    return pending;
  }

  frames(ids: readonly number[]): readonly FromDesk[] {
    return pushFrames(this.pending.filter((one) => ids.includes(one.id)).map((one) => ({ id: one.id, intent: one.intent })));
  }

  /** Forgets what the confirmed rows contain; what was refused is told in the same transaction. */
  retire(upTo: number, { told, epoch }: { readonly told: readonly Told[]; readonly epoch: string }): void {
    this.#confirmed = Math.max(this.#confirmed, upTo);
    this.disk.writing();
    for (const { id } of this.pending) if (id <= upTo) this.confirmedIn.set(`${this.client}.${id}`, epoch);
    this.told = [...this.told, ...told];
    this.pending = this.pending.filter((one) => one.id > upTo);
  }

  registered(): void {
    if (this.isRegistered) return;
    this.disk.writing();
    this.isRegistered = true;
  }

  /** Whether the server and this outbox tell one story: they do not when either was put back to an earlier day. */
  continues(lastMutation: number): boolean {
    const [first] = this.pending;
    return lastMutation >= this.#confirmed && lastMutation <= this.last && (first === undefined ? lastMutation === this.last : lastMutation >= first.id - 1);
  }

  /** What waits goes again under a new client. */
  becomeNewClient(): void {
    this.disk.writing();
    this.#generation += 1;
    this.client = id('client', `${this.owner}-${this.#generation}`);
    this.isRegistered = false;
    this.pending = this.pending.map((one, index) => ({ ...one, id: index + 1 }));
    this.last = this.pending.length;
    this.#confirmed = 0;
  }

  /** Only the disk stays. */
  crash(): void {
    this.#confirmed = 0;
  }
}
