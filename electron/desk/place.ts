import { join } from 'node:path';
import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import type { FromServer } from '#contract/protocol';
import type { Me } from '#contract/session';
import { damageOf } from '#db/cache/damage';
import type { Draft } from '#db/cache/draft';
import { readPosition } from '#db/cache/position';
import type { Actor } from '#domain/access/actor';
import type { Command, Intent } from '#domain/mutators';
import { refused, type Outcome } from '#kernel/outcome';
import type { Position } from '#sync/local-copy';
import type { Pending } from '#sync/perform';
import { unreachable } from '#kernel/unreachable';
import type { AccessKeeper } from './access/access-keeper';
import type { Clock } from './clock';
import { CardReads } from './customer/card-reads';
import { onDisk, orPause } from './disk-failure';
import { ask } from './http';
import type { Topic } from './live/topic';
import { log, trace } from './log';
import { Notices } from './notices';
import { Copy } from './replica/copy';
import { Driver } from './replica/driver';
import { OpenCommands } from './replica/open-commands';
import { Outbox } from './replica/outbox';
import { PastFetches } from './replica/past-fetches';
import { Picture } from './replica/picture';
import { TypingMarks } from './conversation/typing-marks';

export type PlacePorts = {
  readonly server: string;
  /** The folder of this tenant and person. */
  readonly folder: string;
  readonly keeper: AccessKeeper;
  readonly clock: Clock;
  readonly changed: (topics: ReadonlySet<Topic>) => void;
  readonly signedOut: (code: 'access.signedOut' | 'access.revoked') => void;
  /** The server told who this person is now. */
  readonly known: (me: Me) => void;
};

/** How long the place may rest before it tidies its files, in milliseconds. */
const restEvery = 10_000;

/** A signed-in person's place at this computer: their copy, their outbox and their road to the server. */
export class Place {
  readonly picture: Picture;
  readonly outbox: Outbox;
  readonly typing: TypingMarks;
  readonly commands: OpenCommands;
  readonly past: PastFetches;
  readonly notices: Notices;
  readonly cardReads: CardReads;
  readonly #ports: PlacePorts;
  #me: Me;
  #driver: Driver | null = null;
  #offlineSince: number | null = null;
  #restarting: Promise<void> | null = null;
  #left = false;
  readonly #rest: NodeJS.Timeout;

  private constructor(me: Me, files: { readonly copy: Copy; readonly outbox: Outbox }, ports: PlacePorts) {
    this.#me = me;
    this.#ports = ports;
    this.outbox = files.outbox;
    const actor = (): Actor => ({ person: this.#me.id, roles: this.#me.roles, teams: this.#me.teams });
    this.picture = new Picture(files.copy, files.outbox, { actor, seen: ports.changed });
    this.typing = new TypingMarks(() => ports.clock.now(), () => ports.changed(new Set<Topic>(['typing'])));
    this.notices = new Notices(files.outbox, () => ports.changed(new Set<Topic>(['notices'])));
    this.past = new PastFetches(() => ports.changed(new Set<Topic>(['past'])));
    this.commands = new OpenCommands((frame) => this.#driver?.send(frame), () => ports.changed(new Set<Topic>(['asking'])));
    this.cardReads = new CardReads({ file: join(ports.folder, 'reads.jsonl'), now: () => ports.clock.now(), server: ports.server, access: () => this.access() });
    this.#rest = setInterval(() => void this.#tidy(), restEvery);
  }

  static async open(me: Me, ports: PlacePorts): Promise<Place> {
    const { outbox, rebuilt: outboxRebuilt } = await Outbox.open(join(ports.folder, 'outbox.db'));
    const { copy, rebuilt } = await Copy.open(join(ports.folder, 'cache.db'), me.id);
    ports.clock.resume(outbox.client.clockOffset);
    const place = new Place(me, { copy, outbox }, ports);
    if (rebuilt) await place.tell('cache.rebuilt');
    if (outboxRebuilt) await place.tell('disk.failed');
    if (outbox.unread.length > 0) await place.tell('outbox.setAside');
    place.#drive(await place.#draw());
    void place.#check();
    return place;
  }

  get me(): Me {
    return this.#me;
  }

  get server(): string {
    return this.#ports.server;
  }

  get clock(): Clock {
    return this.#ports.clock;
  }

  get driver(): Driver | null {
    return this.#driver;
  }

  get offlineSince(): number | null {
    return this.#offlineSince;
  }

  /** The server told anew who this is: roles and teams may have changed. */
  renew(me: Me): void {
    this.#me = me;
  }

  /** Does what the person asked for at once; the server hears of it when the road is open. */
  async mutate(intent: Intent): Promise<Outcome<Pending, Failure>> {
    const outcome = await this.picture.mutate(intent, this.#ports.clock.now(), ({ id }) => this.#driver?.tell({ type: 'mutated', id }));
    if (!outcome.ok && (outcome.code === 'disk.full' || outcome.code === 'disk.failed')) await this.tell(outcome.code);
    return outcome;
  }

  /** What only the server may decide. */
  async command(command: Command): Promise<Outcome<null, Failure>> {
    return this.#driver?.isLive === true ? this.commands.ask(command) : refused('network.offline');
  }

  async saveDraft(draft: Draft, taken: readonly string[]): Promise<void> {
    await this.outbox.saveDraft(draft, taken);
    this.#ports.changed(new Set<Topic>(['drafts']));
  }

  access(): Promise<Outcome<string, Failure>> {
    return this.#ports.keeper.access();
  }

  tell(code: Failure): Promise<void> {
    return this.notices.tell(code);
  }

  /** The copy turned out to be damaged: begins a new one. The outbox stays. */
  rebuild(): Promise<void> {
    return this.#afresh(() => this.#begin());
  }

  async close(): Promise<void> {
    await this.#leave();
    await this.picture.close();
  }

  /** Leaves nothing of the copy on this computer. */
  async wipe(): Promise<void> {
    await this.#leave();
    await this.picture.wipe();
  }

  /** Where the copy stands, with what waits drawn on it; null when it had to be begun anew. */
  async #draw(): Promise<Position | null> {
    try {
      return await this.picture.open();
    } catch (error) {
      if (damageOf(error) !== 'corrupt') throw error;
      await this.#begin();
      return null;
    }
  }

  /** Noise in the middle of the file shows only when all of it is read; the person works meanwhile. */
  async #check(): Promise<void> {
    try {
      if (!(await this.picture.isSound())) await this.rebuild();
    } catch (error) {
      log({ event: 'copy', what: 'notWritten', detail: trace(error) });
    }
  }

  async #begin(): Promise<void> {
    await this.picture.rebuild();
    await this.tell('cache.rebuilt');
  }

  async #leave(): Promise<void> {
    this.#left = true;
    clearInterval(this.#rest);
    await this.#restarting;
    await this.#driver?.stop();
    this.#driver = null;
    await this.cardReads.idle();
    this.commands.stop();
    this.typing.stop();
  }

  /** Takes the road again after `work`, which nothing of the road may disturb. */
  #afresh(work: () => Promise<void>): Promise<void> {
    this.#restarting ??= this.#restart(work).finally(() => {
      this.#restarting = null;
    });
    return this.#restarting;
  }

  async #restart(work: () => Promise<void>): Promise<void> {
    await this.#driver?.stop();
    await orPause(work, (code) => this.tell(code));
    this.#drive(await this.picture.read(readPosition));
  }

  #drive(position: Position | null): void {
    if (this.#left) return;
    this.#driver = new Driver(position, {
      server: this.#ports.server,
      picture: this.picture,
      outbox: this.outbox,
      access: () => this.#registered(),
      distrust: () => this.#ports.keeper.distrust(),
      aside: (frame) => this.#aside(frame),
      moved: () => this.#moved(),
      live: () => {
        this.commands.sendAgain();
        void this.cardReads.report();
      },
      signedOut: this.#ports.signedOut,
      strange: () => this.#becomeNewClient(),
      damaged: (code) => void (code === 'cache.rebuilt' ? this.rebuild() : this.tell(code)),
    });
    this.#driver.start();
    this.#moved();
  }

  /** Names this copy to the server before its first greeting. */
  async #registered(): Promise<Outcome<string, Failure>> {
    const access = await this.#ports.keeper.access();
    if (!access.ok || this.outbox.client.registered) return access;
    const { client } = this.outbox;
    const answer = await ask(this.#ports.server, { method: 'POST', path: '/clients', access: access.value, body: { client: client.id } });
    // The name belongs to somebody else, or the server does not take it: it will not take it the next time either.
    if (!answer.ok && (answer.code === 'access.denied' || answer.code === 'request.malformed')) this.#becomeNewClient();
    if (!answer.ok) return answer;
    await onDisk(() => this.outbox.saveClient({ ...client, registered: true }));
    return access;
  }

  #becomeNewClient(): void {
    void this.#afresh(() => this.outbox.becomeNewClient());
  }

  #aside(frame: FromServer): void {
    switch (frame.t) {
      case 'person':
        return this.#ports.known(frame.me);
      case 'welcome':
      case 'leave':
      case 'enter':
      case 'resync':
        if (!this.outbox.continues(frame.lastMutation)) this.#becomeNewClient();
        return this.#heardTime(frame.now);
      case 'pong':
        return this.#heardTime(frame.now);
      case 'result':
        return this.commands.answered(frame.key, frame.failure);
      case 'typing':
        return this.typing.heard(frame.conversation);
      case 'failure':
      case 'changed':
      case 'changes':
      case 'ack':
        return;
      default:
        return unreachable(frame);
    }
  }

  #heardTime(now: number): void {
    this.#ports.clock.heard(now);
    this.#ports.changed(new Set<Topic>(['connection']));
  }

  #moved(): void {
    const isDown = this.#driver?.road.state === 'down';
    if (isDown) this.#offlineSince ??= Date.now();
    if (this.#driver?.isLive === true) this.#offlineSince = null;
    this.#ports.changed(new Set<Topic>(['connection']));
  }

  async #tidy(): Promise<void> {
    const { clock } = this.#ports;
    if (!clock.isTrusted()) this.#ports.changed(new Set<Topic>(['connection']));
    if (this.#driver?.isLive === true) void this.cardReads.report();
    try {
      await this.picture.rest();
      if (clock.isTrusted()) await this.#keepOffset(clock.offset());
    } catch (error) {
      log({ event: 'copy', what: 'notWritten', detail: trace(error) });
    }
  }

  /** The next start without a network begins with what was known of the clock. */
  async #keepOffset(offset: number): Promise<void> {
    const { client } = this.outbox;
    if (Math.abs(client.clockOffset - offset) > limits.heartbeat / 20) await this.outbox.saveClient({ ...client, clockOffset: offset });
  }
}
