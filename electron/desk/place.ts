import { join } from 'node:path';
import type { Failure } from '#contract/failures';
import type { FromServer } from '#contract/protocol';
import type { Me } from '#contract/session';
import type { Draft } from '#db/cache/draft';
import { isHeld } from '#db/cache/held';
import type { Actor } from '#domain/access/actor';
import type { RefusedRow } from '#domain/conversation/change-many';
import type { Command, Intent } from '#domain/mutators';
import { refused, type Outcome } from '#kernel/outcome';
import type { Position } from '#sync/local-copy';
import type { Pending } from '#sync/perform';
import { unreachable } from '#kernel/unreachable';
import { Outgoing } from './channel/outgoing';
import { departures } from './channel/departures';
import type { Uploads } from './channel/uploads';
import { Filling } from './search/filling';
import type { Clock } from './clock';
import { CardReads } from './customer/card-reads';
import { orPause } from './disk-failure';
import { openFiles, type PlaceFiles } from './place-files';
import type { PlacePorts } from './place-ports';
import { drawn, lookThrough, standingOf } from './standing';
import { restEvery, tidyFiles } from './tidy-files';
import type { Topic } from './live/topic';
import { Notices } from './notices';
import { CopyDoubt } from './replica/copy-doubt';
import { Driver } from './replica/driver';
import { ofOneAct, withoutRoad, type Wish } from './replica/leaving';
import type { NewMails } from './replica/new-mails';
import { OpenCommands } from './replica/open-commands';
import type { Outbox } from './replica/outbox';
import { PastFetches } from './replica/past-fetches';
import { Picture } from './replica/picture';
import { feedbackOf, messagesOf } from './suggestion/feedback';
import { Suggester } from './suggestion/suggester';
import { nothingBack, takenBack } from './replica/refused';
import { registered } from './replica/registration';
import { TypingMarks } from './conversation/typing-marks';

/** A signed-in person's place at this computer: their copy, their outbox and their road to the server. */
export class Place {
  readonly picture: Picture;
  readonly outbox: Outbox;
  readonly newMails: NewMails;
  readonly typing: TypingMarks;
  readonly commands: OpenCommands;
  readonly past: PastFetches;
  readonly notices: Notices;
  readonly cardReads: CardReads;
  readonly outgoing: Outgoing;
  readonly uploads: Uploads;
  readonly #filling: Filling;
  readonly suggester: Suggester;
  readonly #ports: PlacePorts;
  #me: Me;
  #driver: Driver | null = null;
  #offlineSince: number | null = null;
  #restarting: Promise<void> | null = null;
  #left = false;
  readonly #doubt = new CopyDoubt(() => performance.now());
  readonly #rest: NodeJS.Timeout;

  private constructor(me: Me, files: PlaceFiles, ports: PlacePorts) {
    this.#me = me;
    this.#ports = ports;
    this.outbox = files.outbox;
    this.newMails = files.newMails;
    const actor = (): Actor => ({ person: this.#me.id, roles: this.#me.roles, teams: this.#me.teams });
    const seen = (topics: ReadonlySet<Topic>): void => {
      this.uploads.wake();
      this.suggester.seen(topics);
      ports.changed(topics);
    };
    this.picture = new Picture(files.copy, files.outbox, { actor, seen });
    this.#filling = new Filling(this.picture.fill, (error) => this.doubt(error));
    this.suggester = new Suggester(this.picture, { me: () => this.#me, now: () => ports.clock.now(), changed: () => ports.changed(new Set<Topic>(['suggestions'])), feedback: feedbackOf(files, ports) });
    this.typing = new TypingMarks(() => ports.clock.now(), () => ports.changed(new Set<Topic>(['typing'])));
    this.notices = new Notices(files.outbox, () => ports.changed(new Set<Topic>(['notices'])));
    this.past = new PastFetches(() => ports.changed(new Set<Topic>(['past'])));
    this.commands = new OpenCommands((frame) => this.#driver?.send(frame), () => ports.changed(new Set<Topic>(['asking'])));
    this.cardReads = new CardReads({ file: join(ports.folder, 'reads.jsonl'), now: () => ports.clock.now(), server: ports.server, access: () => this.access() });
    this.outgoing = new Outgoing(ports.folder, files.outbox, () => ports.changed(new Set<Topic>(['drafts'])));
    this.uploads = departures(files, { folder: this.outgoing.folder, server: ports.server, access: () => this.access(), mailed: () => ports.changed(new Set<Topic>(['outbox', 'drafts', 'notices'])),
      isOnline: () => this.#driver?.isLive === true, released: (numbered) => this.#leaves(numbered), moved: () => ports.changed(new Set<Topic>(['uploads'])), lost: () => this.picture.redraw() });
    this.#rest = setInterval(() => void this.#tidy(), restEvery);
  }

  static async open(me: Me, ports: PlacePorts): Promise<Place> {
    const { told, ...files } = await openFiles(ports.folder, me.id);
    ports.clock.resume(files.outbox.client.clockOffset);
    const place = new Place(me, files, ports);
    try {
      for (const code of told) await place.tell(code);
      place.#drive(await drawn({ picture: place.picture, doubt: place.#doubt, begin: () => place.#begin() }));
    } catch (error) {
      await place.close();
      throw error;
    }
    place.#filling.start();
    void lookThrough({ copy: place.picture, isOver: () => place.#left, begin: () => place.#afresh(() => place.#begin()), doubt: (error) => place.doubt(error) });
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
  /** How much was done here that the server has not confirmed. */
  get waiting(): number {
    return this.outbox.pending.length + this.newMails.leaving.length;
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
  async mutate(intent: Intent, { hold, ...wish }: Wish = {}): Promise<Outcome<Pending, Failure>> {
    const isLive = this.#driver?.isLive === true;
    const outcome = await this.picture.mutate(intent, this.#ports.clock.now(), { ...wish, hold: hold ?? (isLive ? undefined : withoutRoad()), kept: (act) => this.#leaves(act), left: (code) => void this.tell(code) });
    if (!outcome.ok && (outcome.code === 'disk.full' || outcome.code === 'disk.failed')) await this.tell(outcome.code);
    return outcome;
  }

  /** Gives up what waits here, with everything that was done in the same act; its words come back to the composer, or go for good. */
  async giveUp(id: number, comesBack: boolean): Promise<boolean> {
    const given = ofOneAct(this.outbox.held, id);
    const isBack = await this.outbox.giveUp(given, comesBack ? takenBack(given) : nothingBack);
    if (isBack) this.suggester.feedback.takenBack(messagesOf(given));
    if (isBack) await this.picture.redraw();
    this.draftsChanged();
    return isBack;
  }

  /** What has a number goes to the server; what is held waits for its files, or for its time. */
  #leaves(pending: readonly Pending[]): void {
    for (const one of pending) {
      if (isHeld(one)) this.uploads.wake();
      else this.#driver?.tell({ type: 'mutated', id: one.id });
    }
  }

  /** What only the server may decide; answers with what the rules did not let of an act about many. */
  async command(command: Command): Promise<Outcome<readonly RefusedRow[], Failure>> {
    return this.#driver?.isLive === true ? this.commands.ask(command) : refused('network.offline');
  }

  async saveDraft(draft: Draft, taken: readonly string[]): Promise<void> {
    await this.outbox.saveDraft(draft, taken);
    this.draftsChanged();
  }

  draftsChanged(): void {
    this.#ports.changed(new Set<Topic>(['drafts', 'outbox']));
  }

  access(): Promise<Outcome<string, Failure>> {
    return this.#ports.keeper.access();
  }

  tell(code: Failure): Promise<void> {
    return this.notices.tell(code);
  }

  /** The copy could not be read or written. One that turns out to be damaged is begun anew; the outbox stays. */
  async doubt(error: unknown): Promise<void> {
    if (this.#doubt.isBad(error)) await this.#afresh(() => this.#begin());
  }

  async close(): Promise<void> {
    await this.#leave();
    await this.picture.close();
  }

  /** Leaves nothing of the copy on this computer. */
  async wipe(): Promise<void> {
    await this.#leave();
    await this.outgoing.end();
    await this.picture.wipe();
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
    await this.uploads.stop();
    await this.#filling.stop();
    await Promise.all([this.cardReads.idle(), this.suggester.feedback.idle()]);
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
    this.#drive(await standingOf({ copy: this.picture, doubt: this.#doubt, isOver: () => this.#left, begin: () => this.#begin(), tell: (code) => this.tell(code) }));
  }

  #drive(position: Position | null): void {
    if (this.#left) return;
    this.#driver = new Driver(position, {
      server: this.#ports.server,
      picture: this.picture,
      outbox: this.outbox,
      access: () => registered({ server: this.#ports.server, access: () => this.access(), outbox: this.outbox, strange: () => this.#becomeNewClient(), isOver: () => this.#left }),
      distrust: () => this.#ports.keeper.distrust(),
      aside: (frame) => this.#aside(frame),
      moved: () => this.#moved(),
      live: () => {
        this.commands.sendAgain();
        void Promise.all([this.cardReads.report(), this.suggester.feedback.report()]);
        this.uploads.begin();
      },
      signedOut: this.#ports.signedOut,
      strange: () => this.#becomeNewClient(),
      told: (code) => void this.tell(code),
      spoiled: (error) => void this.doubt(error),
    });
    this.#driver.start();
    this.#moved();
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
        return this.commands.answered(frame);
      case 'typing':
        return this.typing.heard(frame.conversation, frame.by);
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
    if (this.#driver?.isLive === true) void Promise.all([this.cardReads.report(), this.suggester.feedback.report()]);
    this.uploads.wake();
    await tidyFiles(this);
  }
}
