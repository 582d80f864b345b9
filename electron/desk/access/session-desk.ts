import { hostname } from 'node:os';
import { join } from 'node:path';
import type { DeskSettings } from '#contract/bridge';
import type { Failure } from '#contract/failures';
import type { RequestInput } from '#contract/requests';
import type { Granted, Me } from '#contract/session';
import { day } from '#kernel/instant';
import { done, type Outcome } from '#kernel/outcome';
import { backoff } from '#sync/backoff';
import { Clock } from '../clock';
import { diskFailure } from '../disk-failure';
import { Lane } from '../lane';
import type { Topic } from '../live/topic';
import { log, trace } from '../log';
import { Place } from '../place';
import { AccessKeeper } from './access-keeper';
import type { Preferences } from './preferences';

export type SessionState =
  | { readonly state: 'starting' }
  | { readonly state: 'signedOut'; readonly failure: Failure | null }
  | { readonly state: 'signedIn'; readonly place: Place };

export type SessionPorts = {
  readonly settings: DeskSettings;
  readonly preferences: Preferences;
  readonly changed: (topics: ReadonlySet<Topic>) => void;
  /** Hands the refresh token to main, which keeps it at rest; null forgets it. */
  readonly seal: (refresh: string | null) => void;
};

type Credentials = RequestInput<'session.signIn'>;

/** How long a person may unlock their place without the server's word. */
const unlockWindow = 14 * day;

/** Who is at this computer. One change of it at a time. */
export class SessionDesk {
  #state: SessionState = { state: 'starting' };
  #keeper: AccessKeeper;
  #clock = new Clock();
  #stopped = false;
  readonly #lane = new Lane();
  readonly #ports: SessionPorts;
  readonly #refresh: string | null;

  constructor(ports: SessionPorts, refresh: string | null) {
    this.#ports = ports;
    this.#refresh = refresh;
    this.#keeper = this.#newKeeper(refresh);
  }

  get state(): SessionState {
    return this.#state;
  }

  get place(): Place | null {
    return this.#state.state === 'signedIn' ? this.#state.place : null;
  }

  start(): void {
    void this.#lane.run(() => this.#begin());
  }

  signIn(who: Credentials): Promise<Outcome<null, Failure>> {
    return this.#lane.run(() => this.#signIn(who));
  }

  /** Answers with what waits, and does nothing, when something waits and the person did not say to give it up. */
  signOut(discard: boolean): Promise<Outcome<{ readonly waiting: number }, Failure>> {
    return this.#lane.run(async () => {
      const { place } = this;
      const waiting = place?.outbox.pending.length ?? 0;
      if (waiting > 0 && !discard) return done({ waiting });
      if (discard) await place?.outbox.discard();
      this.#become({ state: 'signedOut', failure: null });
      await place?.wipe();
      this.#ports.seal(null);
      await this.#ports.preferences.remember(null);
      log({ event: 'session', what: 'signedOut', detail: '' });
      void this.#keeper.signOut();
      return done({ waiting: 0 });
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#lane.run(async () => {
      const { place } = this;
      this.#state = { state: 'starting' };
      await place?.close();
    });
  }

  async #begin(): Promise<void> {
    const { last } = this.#ports.preferences;
    const { settings } = this.#ports;
    const mayUnlock = this.#refresh !== null && last !== null && last.server === settings.server && Date.now() < last.unlocksUntil;
    if (mayUnlock) return this.#open(last.me);
    if (this.#refresh !== null && (await this.#unlockOnline())) return;
    await this.#signInAgain(null);
  }

  /** A token, but nobody known on this computer: the server says whose it is. */
  async #unlockOnline(): Promise<boolean> {
    let known: Me | null = null;
    this.#keeper = this.#newKeeper(this.#refresh, (me) => {
      known = me;
    });
    const access = await this.#keeper.access();
    if (!access.ok || known === null) return false;
    await this.#open(known);
    return true;
  }

  /** Demonstration: signs the given person in by itself, and waits for a server that is still starting. */
  async #signInAgain(failure: Failure | null): Promise<void> {
    const who = credentials(this.#ports.settings.signIn);
    if (who === null) return this.#become({ state: 'signedOut', failure });
    for (let attempt = 1; !this.#stopped; attempt += 1) {
      const outcome = await this.#signIn(who);
      if (outcome.ok) return;
      const mayPass = outcome.code === 'network.offline' || outcome.code === 'server.unavailable';
      if (!mayPass || attempt >= 40) return;
      await new Promise((resolve) => setTimeout(resolve, Math.min(2000, backoff(attempt, Math.random()))));
    }
  }

  async #signIn(who: Credentials): Promise<Outcome<null, Failure>> {
    if (this.place !== null) return done(null);
    this.#keeper = this.#newKeeper(null);
    const grant = await this.#keeper.signIn({ ...who, device: hostname(), computer: this.#ports.preferences.secret });
    if (!grant.ok) {
      this.#become({ state: 'signedOut', failure: grant.code });
      return grant;
    }
    await this.#open(grant.value.me);
    return done(null);
  }

  async #open(me: Me): Promise<void> {
    const { settings, changed } = this.#ports;
    const ports = { server: settings.server, folder: join(settings.folder, me.tenant, me.id), keeper: this.#keeper, clock: this.#clock, changed, signedOut: (code: 'access.signedOut' | 'access.revoked') => this.#ended(code) };
    try {
      const place = await Place.open(me, ports);
      this.#become({ state: 'signedIn', place });
      log({ event: 'session', what: 'signedIn', detail: '' });
      if (settings.keeper === 'file' && settings.signIn === null) await place.tell('access.unsealed');
    } catch (error) {
      const failure = diskFailure(error);
      if (failure === null) throw error;
      log({ event: 'session', what: 'ended', detail: trace(error) });
      this.#become({ state: 'signedOut', failure });
    }
  }

  /** The server does not know the session any more. What is on this computer stays for the same person's return. */
  #ended(code: 'access.signedOut' | 'access.revoked'): void {
    void this.#lane.run(async () => {
      const { place } = this;
      if (place === null || this.#stopped) return;
      log({ event: 'session', what: 'ended', detail: '' });
      this.#become({ state: 'signedOut', failure: code });
      await place.close();
      this.#ports.seal(null);
      await this.#signInAgain(code);
    });
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#ports.changed(new Set<Topic>(['session', 'connection', 'notices']));
  }

  #newKeeper(refresh: string | null, told?: (me: Me) => void): AccessKeeper {
    return new AccessKeeper(this.#ports.settings.server, refresh, (grant) => {
      this.#granted(grant);
      told?.(grant.me);
    });
  }

  #granted(grant: Granted): void {
    this.#clock.heard(grant.now);
    this.#ports.seal(grant.refresh);
    if (this.place !== null && this.place.me.id !== grant.me.id) return this.#ended('access.signedOut');
    this.place?.renew(grant.me);
    // A full disk here costs an unlock without the network, nothing more.
    void this.#ports.preferences.remember({ server: this.#ports.settings.server, me: grant.me, unlocksUntil: Date.now() + unlockWindow });
    this.#ports.changed(new Set<Topic>(['session', 'connection']));
  }
}

function credentials(text: string | null): Credentials | null {
  const colon = text?.indexOf(':') ?? -1;
  return text === null || colon <= 0 ? null : { email: text.slice(0, colon), password: text.slice(colon + 1) };
}
