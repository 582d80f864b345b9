import { claimMessengers, findMessenger, noteState, releaseMessengers, threadTyped, type Messenger } from '#db/central/messengers';
import type { MessengerState } from '#contract/messenger';
import type { ChannelId, ConversationId } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverTime } from '../../sync/server-time';
import type { Running } from '../connector';
import type { MessengerAccounts } from './accounts';
import { RoadClosedError, type Account, type Road } from './road';
import { takeHeard, type EventPorts } from './take-event';

export type KeeperPorts = EventPorts & {
  readonly accounts: MessengerAccounts;
  readonly road: (account: Account) => Road;
  /** Told of what should not have happened; it is tried again. */
  readonly report: (event: 'messenger.failed', error: unknown) => void;
};

/** How long a messenger stays with a process that has died. */
const lease: Duration = 15 * second;
const lookEvery: Duration = 2 * second;

/** After a question that was not answered. */
const pauseAfterFailure: Duration = 3 * second;

/** A typing mark is shown at the messenger for about this long. */
const typingShown: Duration = 4 * second;

type Listening = { readonly change: number; readonly end: () => Promise<void> };

/** Listens where nobody calls us. Of all processes one listens to a messenger at a time; its successor goes on where it stood. */
export class MessengerKeeper {
  readonly #ports: KeeperPorts;
  readonly #holder = randomUUID();
  readonly #listening = new Map<ChannelId, Listening>();
  readonly #ending = new Map<ChannelId, Promise<void>>();
  readonly #typedAt = new Map<ConversationId, number>();

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
  }

  start(): Running {
    const stopped = new AbortController();
    const running = this.#run(stopped.signal);
    return {
      stop: async () => {
        stopped.abort();
        await running;
      },
    };
  }

  /** An agent types: told where this process listens, and not more often than it is shown. */
  async typed(conversation: ConversationId): Promise<void> {
    const now = performance.now();
    if (now - (this.#typedAt.get(conversation) ?? -typingShown) < typingShown) return;
    const thread = await threadTyped(this.#ports.db, conversation);
    if (thread === null || !this.#listening.has(thread.channel)) return;
    if (this.#typedAt.size > 1000) this.#typedAt.clear();
    this.#typedAt.set(conversation, now);
    const account = await this.#ports.accounts.find(thread);
    const road = account && this.#ports.road(account);
    // A mark that nobody sees is no loss.
    await road?.typing?.(thread.address).catch(() => undefined);
  }

  async #run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      await this.#look().catch((error: unknown) => this.#ports.report('messenger.failed', error));
      await sleep(lookEvery, null, { signal: stopped }).catch(() => undefined);
    }
    await Promise.all([...this.#ending.values(), ...[...this.#listening.values()].map(({ end }) => end())]);
    await releaseMessengers(this.#ports.db, this.#holder).catch((error: unknown) => this.#ports.report('messenger.failed', error));
  }

  async #look(): Promise<void> {
    const held = new Map((await claimMessengers(this.#ports.db, this.#holder, lease)).map((row) => [row.channel, row]));
    for (const [channel, listening] of this.#listening) {
      if (held.get(channel)?.change === listening.change) continue;
      this.#listening.delete(channel);
      // What is being taken in may take long, and the leases of the others wait for this look to come to its end.
      this.#ending.set(channel, listening.end().finally(() => this.#ending.delete(channel)));
    }
    for (const [channel, row] of held) if (!this.#listening.has(channel) && !this.#ending.has(channel)) await this.#begin(row).catch((error: unknown) => this.#ports.report('messenger.failed', error));
  }

  /** One that cannot be opened keeps nobody from hearing the others; where it stands tells who looks at it. */
  async #begin(row: Messenger): Promise<void> {
    const account = this.#ports.accounts.openIfKnown(row);
    if (account === null) return this.#note(row, 'messenger.keyGone');
    // The key was given back.
    if (row.state === 'messenger.keyGone') await this.#note(row, 'waiting');
    this.#listening.set(row.channel, this.#listen(account));
  }

  #listen(account: Account): Listening {
    const ended = new AbortController();
    const road = this.#ports.road(account);
    const running = this.#hear(account, road, ended.signal);
    return {
      change: account.change,
      end: async () => {
        ended.abort();
        await running;
      },
    };
  }

  async #hear(account: Account, road: Road, ended: AbortSignal): Promise<void> {
    let { cursor } = account;
    while (!ended.aborted && road.hear !== undefined) {
      const pause = await this.#round(account, road.hear(cursor, ended), (next) => {
        cursor = next;
      }).catch((error: unknown) => this.#failed(account, error, ended));
      if (pause > 0) await sleep(pause, null, { signal: ended }).catch(() => undefined);
    }
  }

  async #round(account: Account, hearing: ReturnType<NonNullable<Road['hear']>>, moved: (cursor: string) => void): Promise<Duration> {
    const heard = await hearing;
    await this.#note(account, 'connected');
    for (const one of heard) {
      await takeHeard(this.#ports, account, one);
      moved(one.cursor);
    }
    // A server that does not wait for news would be asked without end.
    return heard.length === 0 ? second / 20 : 0;
  }

  async #failed(account: Account, error: unknown, ended: AbortSignal): Promise<Duration> {
    if (ended.aborted) return 0;
    if (!(error instanceof RoadClosedError)) {
      this.#ports.report('messenger.failed', error);
      return pauseAfterFailure;
    }
    await this.#note(account, error.failure).catch((failed: unknown) => this.#ports.report('messenger.failed', failed));
    return error.after ?? pauseAfterFailure;
  }

  async #note(account: Pick<Account, 'tenant' | 'channel' | 'change'>, state: MessengerState): Promise<void> {
    if ((await findMessenger(this.#ports.db, account))?.state !== state) await noteState(this.#ports.db, account, { state, at: serverTime() });
  }
}
