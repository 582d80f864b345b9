import { hostname } from 'node:os';
import type { Failure } from '#contract/failures';
import type { RequestInput } from '#contract/requests';
import type { Granted, Me } from '#contract/session';
import { done, refused, type Outcome } from '#kernel/outcome';
import { Clock } from '../clock';
import { Lane } from '#kernel/lane';
import type { Topic } from '../live/topic';
import { log } from '../log';
import type { Place } from '../place';
import { AccessKeeper } from './access-keeper';
import { folderOf, wipeCopies, wipeCopy } from './left-places';
import { openPlace } from './open-place';
import { OutsideSignIn } from './outside-sign-in';
import { credentials, type Credentials } from './credentials';
import { signInPatiently } from './demonstration';
import type { Leaving, SessionPorts, SessionState } from './session-state';

const starting: SessionState = { state: 'starting', waits: null, me: null };

/** How often it is looked at whether the server's word still holds, in milliseconds. */
const lookEvery = 20_000;
/** How soon what did not open is tried again, in milliseconds. */
const tryAgainAfter = 1000;

/** Who is at this computer. One change of it at a time. */
export class SessionDesk {
  #state: SessionState = starting;
  #keeper: AccessKeeper;
  #clock = new Clock();
  #stopped = false;
  /** A lock came while the place could not be opened: it opens locked. */
  #opensLocked = false;
  #trying: NodeJS.Timeout | null = null;
  readonly #lane = new Lane();
  readonly #ports: SessionPorts;
  readonly #looking: NodeJS.Timeout;
  readonly outside: OutsideSignIn;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.outside = new OutsideSignIn({ server: ports.settings.server, device: hostname(), openLink: ports.openLink });
    this.#keeper = this.#newKeeper(ports.unlocking.refresh);
    this.#looking = setInterval(() => this.#look(), lookEvery);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The place of the person at work; null also while it is locked: every answer to the window goes through here. */
  get place(): Place | null {
    return this.#state.state === 'signedIn' ? this.#state.place : null;
  }

  start(): void {
    void this.#lane.run(() => this.#begin());
  }

  signIn(who: Credentials): Promise<Outcome<null, Failure>> {
    return this.#lane.run(async () => (this.#state.state === 'starting' ? refused('desk.stopped') : this.#signIn(who)));
  }

  /** Answers with what waits, and does nothing, when something waits and the person did not say what becomes of it. */
  signOut(leaving: Leaving): Promise<Outcome<{ readonly waiting: number }, Failure>> {
    return this.#lane.run(async () => {
      if (this.#state.state === 'starting') return this.#giveUp(this.#state.me);
      const place = this.#opened;
      const waiting = place?.waiting ?? 0;
      if (leaving === 'discard' && this.#state.state === 'locked') return refused('access.denied');
      if (waiting > 0 && leaving === 'ask') return done({ waiting });
      if (leaving === 'discard') await Promise.all([place?.newMails.discard(), place?.outbox.discard()]);
      await this.#leave(place, { failure: null, wipe: true });
      void this.#keeper.signOut();
      return done({ waiting: 0 });
    });
  }

  /** The browser may take minutes; nothing else waits for it. */
  async signInOutside(provider: string): Promise<Outcome<null, Failure>> {
    if (this.#opened !== null) return refused('access.denied');
    const grant = await this.outside.run(provider);
    return grant.ok ? this.#lane.run(() => this.#enter(grant.value)) : grant;
  }

  setPin(pins: RequestInput<'session.setPin'>): Promise<Outcome<null, Failure>> {
    return this.#lane.run(async () => {
      if (this.place === null) return refused('access.signedOut');
      const kept = await this.#ports.unlocking.setPin(pins);
      if (!kept.ok && kept.code === 'access.unlockSpent') await this.#leave(this.#opened, { failure: kept.code, wipe: false });
      else this.#ports.changed(new Set<Topic>(['session']));
      return kept;
    });
  }

  lock(): Promise<Outcome<null, Failure>> {
    return this.#lane.run(async () => {
      const { place } = this;
      if (this.#state.state === 'starting') return this.#openLocked();
      if (place === null) return refused('access.signedOut');
      this.#become({ state: 'locked', place });
      return done(null);
    });
  }

  unlock(secret: string): Promise<Outcome<null, Failure>> {
    return this.#lane.run(async () => {
      if (this.#state.state !== 'locked') return refused('access.signedOut');
      const { place } = this.#state;
      if (await this.#isOver(place)) return refused('access.expired');
      const tried = await this.#ports.unlocking.tryToUnlock(secret);
      if (tried.ok) this.#become({ state: 'signedIn', place });
      else if (tried.code === 'access.unlockSpent') await this.#leave(place, { failure: tried.code, wipe: false });
      else this.#ports.changed(new Set<Topic>(['session']));
      return tried;
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.outside.cancel();
    clearInterval(this.#looking);
    if (this.#trying !== null) clearTimeout(this.#trying);
    await this.#lane.run(async () => {
      const place = this.#opened;
      this.#state = starting;
      await place?.close();
      if (this.#ports.folder.isOurs) await this.#ports.unlocking.stop();
      await this.#ports.folder.giveBack();
    });
  }

  get #opened(): Place | null {
    return 'place' in this.#state ? this.#state.place : null;
  }

  async #begin(): Promise<void> {
    const { unlocking, settings, isSealLost, isAtWork } = this.#ports;
    const taken = await this.#ports.folder.take();
    if (!taken.ok) return this.#wait({ waits: taken.code, me: null }, () => this.#begin());
    unlocking.begin();
    wipeCopies(settings.folder, isSealLost ? unlocking.everybody : unlocking.expired(), null);
    const { standing } = unlocking;
    if (standing === null || typeof standing === 'string') {
      unlocking.forget();
      return this.#signInAgain(isSealLost ? 'access.keyLost' : standing);
    }
    const who = credentials(settings.signIn);
    if (who === null || isAtWork || this.#opensLocked) return this.#open(standing.me, isAtWork ? 'signedIn' : 'locked');
    await this.#open(standing.me, 'locked', () => this.#begin());
    if (this.#state.state !== 'locked') return;
    const { place } = this.#state;
    if ((await unlocking.tryToUnlock(who.password)).ok) return this.#become({ state: 'signedIn', place });
    await this.#leave(place, { failure: null, wipe: false });
    await this.#signInAgain(null);
  }

  async #signInAgain(failure: Failure | null): Promise<void> {
    const who = credentials(this.#ports.settings.signIn);
    if (who === null) return this.#become({ state: 'signedOut', failure });
    await signInPatiently(() => this.#signIn(who), () => this.#stopped);
  }

  async #signIn(who: Credentials): Promise<Outcome<null, Failure>> {
    if (this.#opened !== null) return this.place === null ? refused('access.signedOut') : done(null);
    this.#keeper = this.#newKeeper(null);
    const grant = await this.#keeper.signIn({ ...who, device: hostname(), computer: this.#ports.computer });
    if (!grant.ok) {
      this.#become({ state: 'signedOut', failure: grant.code });
      return grant;
    }
    const { me } = grant.value;
    await Promise.all([this.#ports.unlocking.keepSecret(me.id, { kind: 'password', secret: who.password }), this.#open(me, 'signedIn')]);
    this.#ports.changed(new Set<Topic>(['session']));
    return done(null);
  }

  async #enter(grant: Granted): Promise<Outcome<null, Failure>> {
    if (this.#opened !== null || this.#state.state === 'starting') return refused('access.denied');
    this.#keeper = this.#newKeeper(null);
    const kept = await this.#keeper.accept(grant);
    if (!kept.ok) return kept;
    this.#ports.unlocking.proved(grant.me.id);
    await this.#open(grant.me, 'signedIn');
    return done(null);
  }

  /** A disk that does not let the place be opened ends no session: it is tried again until it does. */
  async #open(me: Me, state: 'locked' | 'signedIn', again = (): Promise<void> => this.#open(me, state)): Promise<void> {
    const { settings, changed } = this.#ports;
    const ports = { server: settings.server, folder: folderOf(settings.folder, me), keeper: this.#keeper, clock: this.#clock, changed, signedOut: (code: 'access.signedOut' | 'access.revoked') => this.#ended(code), known: (told: Me) => this.#known(told) };
    const opened = await openPlace(me, ports, settings);
    if (opened.ok) this.#become({ state: this.#opensLocked ? 'locked' : state, place: opened.value });
    else this.#wait({ waits: opened.code, me }, again);
  }

  #wait(why: Pick<Extract<SessionState, { state: 'starting' }>, 'waits' | 'me'>, again: () => Promise<void>): void {
    if (this.#stopped) return;
    this.#become({ state: 'starting', ...why });
    const next = (): Promise<void> => (this.#stopped || this.#state.state !== 'starting' ? Promise.resolve() : again());
    this.#trying = setTimeout(() => void this.#lane.run(next), tryAgainAfter);
  }

  /** The person does not wait until their place can be opened: somebody else may sign in. What was not sent stays. */
  async #giveUp(me: Me | null): Promise<Outcome<{ readonly waiting: number }, Failure>> {
    if (me === null) return refused('desk.stopped');
    const { unlocking, settings } = this.#ports;
    await unlocking.condemn(me.id);
    wipeCopy(folderOf(settings.folder, me));
    await this.#leave(null, { failure: null, wipe: true });
    void this.#keeper.signOut();
    return done({ waiting: 0 });
  }

  /**
   * The server does not know the session any more. What is on this computer stays for the same person's return, unless
   * somebody took this computer's right away: then the copy goes, and only what was not sent stays.
   */
  #ended(code: 'access.signedOut' | 'access.revoked'): void {
    void this.#lane.run(async () => {
      const place = this.#opened;
      if (place === null || this.#stopped) return;
      await this.#leave(place, { failure: code, wipe: code === 'access.revoked' });
      await this.#signInAgain(code);
    });
  }

  /** Lets go of the place and of what opened it. */
  async #leave(place: Place | null, how: { readonly failure: Failure | null; readonly wipe: boolean }): Promise<void> {
    const { unlocking } = this.#ports;
    const isEmpty = place !== null && how.wipe && place.waiting === 0;
    this.#keeper.end();
    if (place !== null && how.wipe) await unlocking.condemn(place.me.id);
    unlocking.forget();
    this.#become({ state: 'signedOut', failure: how.failure });
    if (how.wipe) await place?.wipe();
    else await place?.close();
    if (isEmpty) await unlocking.forgetPerson(place.me.id);
    log({ event: 'session', what: how.failure === null ? 'signedOut' : 'ended', detail: how.failure ?? '' });
    this.#ports.changed(new Set<Topic>(['session']));
  }

  /** A place whose days are over is left at once, also by a person who never closed the program. */
  async #isOver(place: Place): Promise<boolean> {
    if (!this.#ports.unlocking.isExpired(place.me.id)) return false;
    await this.#leave(place, { failure: 'access.expired', wipe: true });
    return true;
  }

  #look(): void {
    void this.#lane.run(async () => {
      if (!this.#ports.folder.isOurs) return;
      const place = this.#opened;
      if (place !== null && place.driver?.isLive === true) this.#ports.unlocking.confirmed(place.me.id);
      else if (place !== null) await this.#isOver(place);
      // Also of people who are not here, in a program that nobody ends.
      if (this.#state.state !== 'starting') wipeCopies(this.#ports.settings.folder, this.#ports.unlocking.expired(), this.#opened?.me ?? null);
      this.#ports.unlocking.mark();
    });
  }

  #become(state: SessionState): void {
    this.#state = state;
    if (state.state !== 'starting') {
      this.#opensLocked = false;
      this.#ports.atWork(state.state === 'signedIn');
    }
    this.#ports.changed(new Set<Topic>(['session', 'connection', 'notices']));
  }

  #openLocked(): Outcome<null, Failure> {
    this.#opensLocked = true;
    this.#ports.atWork(false);
    return done(null);
  }

  #newKeeper(refresh: string | null): AccessKeeper {
    return new AccessKeeper(this.#ports.settings.server, refresh, (grant) => this.#granted(grant));
  }

  async #granted(grant: Granted): Promise<Outcome<null, Failure>> {
    this.#clock.heard(grant.now);
    const place = this.#opened;
    if (place !== null && place.me.id !== grant.me.id) {
      this.#ended('access.signedOut');
      return refused('access.signedOut');
    }
    await this.#ports.greet(grant.language);
    const kept = await this.#ports.unlocking.granted(grant);
    this.#known(grant.me);
    return kept;
  }

  /** Also told by every greeting: roles and teams may have changed since the last grant. */
  #known(me: Me): void {
    if (this.#opened?.me.id === me.id) this.#opened.renew(me);
    this.#ports.changed(new Set<Topic>(['session', 'connection']));
  }
}
