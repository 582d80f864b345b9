import type { Failure } from '#contract/failures';
import { granted, type Granted, type signIn } from '#contract/session';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { z } from 'zod';
import { ask, askFor } from '../http';

/** A token that ends sooner than this is renewed before it is used, in milliseconds. */
const margin = 60_000;

/** Takes what the server granted; a refusal: it must not be used, and what was good before still is. */
export type Grant = (grant: Granted) => Promise<Outcome<null, Failure>>;

/**
 * The tokens of the signed-in person. The access token lives only here, in memory.
 *
 * The new refresh token is kept before the first use of what came with it; the server accepts the old one until then.
 * So an answer that was lost, or a crash between, signs nobody out.
 */
export class AccessKeeper {
  #access: { readonly token: string; readonly until: number } | null = null;
  #refresh: string | null;
  #isOver = false;
  #renewing: Promise<Outcome<string, Failure>> | null = null;
  readonly #server: string;
  readonly #granted: Grant;

  /** `onGrant` seals the refresh token and learns the server's time and who is signed in. */
  constructor(server: string, refresh: string | null, onGrant: Grant) {
    this.#server = server;
    this.#refresh = refresh;
    this.#granted = onGrant;
  }

  async signIn(who: z.input<typeof signIn>): Promise<Outcome<Granted, Failure>> {
    const answer = await askFor(this.#server, { method: 'POST', path: '/session', body: who }, granted);
    if (!answer.ok) return answer;
    const kept = await this.#keep(answer.value);
    return kept.ok ? answer : kept;
  }

  /** What the server granted by another entrance. */
  accept(grant: Granted): Promise<Outcome<null, Failure>> {
    return this.#keep(grant);
  }

  /**
   * A token that is good for a while. `access.signedOut`: the server does not know this person's session any more;
   * `access.revoked`: somebody ended it on purpose.
   */
  async access(): Promise<Outcome<string, Failure>> {
    if (this.#access !== null && this.#access.until - performance.now() > margin) return done(this.#access.token);
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** The server did not accept the access token: the next one is fetched anew. */
  distrust(): void {
    this.#access = null;
  }

  /** The person leaves: what a renewal that is under way brings is nobody's. */
  end(): void {
    this.#isOver = true;
    this.#refresh = null;
  }

  /** Tells the server, when it can be told; it ends the session by itself otherwise. */
  async signOut(): Promise<void> {
    const access = this.#access === null ? null : this.#access.token;
    this.#access = null;
    this.#refresh = null;
    if (access !== null) await ask(this.#server, { method: 'DELETE', path: '/session', access, patience: 3000 });
  }

  async #renew(): Promise<Outcome<string, Failure>> {
    if (this.#refresh === null) return refused('access.signedOut');
    const answer = await askFor(this.#server, { method: 'POST', path: '/session/refresh', body: { refresh: this.#refresh } }, granted);
    if (!answer.ok) return answer;
    if (this.#isOver) return refused('access.signedOut');
    const kept = await this.#keep(answer.value);
    return kept.ok ? done(answer.value.access) : kept;
  }

  async #keep(grant: Granted): Promise<Outcome<null, Failure>> {
    const kept = await this.#granted(grant);
    if (!kept.ok) return kept;
    if (this.#isOver) return refused('access.signedOut');
    this.#refresh = grant.refresh;
    this.#access = { token: grant.access, until: performance.now() + grant.accessUntil - grant.now };
    return kept;
  }
}
