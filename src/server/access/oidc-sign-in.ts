import { limits } from '#contract/limits';
import type { Granted } from '#contract/session';
import { storableLine } from '#contract/storable-line';
import { addAttempt, findBegun, findProvider, keepPerson, personOfSubject, takeByState, takeKnown, type Attempt } from '#db/central/oidc';
import type { Central } from '#db/central/open';
import { minute, type Duration } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { serverTime } from '../sync/server-time';
import type { Providers } from './oidc-provider';
import type { Sessions } from './sessions';

/** How long a person may take in the browser. */
const attemptLife: Duration = 10 * minute;

export type Begin = { readonly provider: string; readonly challenge: string; readonly port: number; readonly device: string };

/**
 * Sign-in by the word of an OpenID provider; see DECISION-oidc.md. The browser ends at a port of the computer that it runs
 * on, so that nobody signs somebody else's desk in, and what it brings there is worth nothing without the desk's own secret.
 */
export type OutsideSignIn = {
  readonly begin: (asked: Begin) => Promise<Outcome<{ readonly attempt: string; readonly address: string }, 'access.providerFailed'>>;
  /** Where the browser goes first; null for an attempt that is not under way. */
  readonly start: (attempt: string) => Promise<URL | null>;
  /** Where the browser goes after the provider; null for a state that is not awaited here. */
  readonly answered: (provider: string, answer: URLSearchParams) => Promise<URL | null>;
  readonly finish: (held: { readonly attempt: string; readonly secret: string; readonly code: string }, address: string) => Promise<Outcome<Granted, 'access.signInFailed'>>;
};

export function createOutsideSignIn({ db, providers, sessions }: { readonly db: Central; readonly providers: Providers; readonly sessions: Sessions }): OutsideSignIn {
  return {
    begin: async (asked) => {
      const provider = await findProvider(db, asked.provider);
      if (provider === null) return refused('access.providerFailed');
      const now = serverTime();
      const attempt: Attempt = { ...asked, id: randomUUID(), state: fresh(), nonce: fresh(), verifier: fresh(), endsAt: now + attemptLife };
      await addAttempt(db, attempt, now);
      return done({ attempt: attempt.id, address: new URL(`/session/oidc/start/${attempt.id}`, provider.base).href });
    },

    start: async (id) => {
      const attempt = await findBegun(db, id, serverTime());
      const provider = attempt === null ? null : await findProvider(db, attempt.provider);
      if (attempt === null || provider === null) return null;
      const address = await providers.addressOf(provider, attempt);
      return address.ok ? address.value : deskOf(attempt, { failure: address.code });
    },

    answered: async (providerId, answer) => {
      const provider = await findProvider(db, providerId);
      const state = answer.get('state') ?? '';
      const attempt = provider === null || !isState(state) ? null : await takeByState(db, { state, provider: provider.id }, serverTime());
      if (provider === null || attempt === null) return null;
      const subject = await providers.identify(provider, attempt, answer);
      if (!subject.ok) return deskOf(attempt, { failure: subject.code });
      // No link holds a text that the database does not know; whatever a provider says, it is not asked for one.
      const isText = storableLine(limits.line).safeParse(subject.value.subject).success;
      const person = isText ? await personOfSubject(db, { tenant: provider.tenant, ...subject.value }) : null;
      if (person === null) return deskOf(attempt, { failure: 'access.notLinked' });
      const code = fresh();
      await keepPerson(db, attempt.id, { person, code: hashOf(code) });
      return deskOf(attempt, { code });
    },

    finish: async ({ attempt, secret, code }, address) => {
      const known = await takeKnown(db, { id: attempt, challenge: hashOf(secret), code: hashOf(code) }, serverTime());
      const provider = known === null ? null : await findProvider(db, known.provider);
      if (known === null || provider === null) return refused('access.signInFailed');
      return sessions.begin({ tenant: provider.tenant, person: known.person }, { device: known.device, address });
    },
  };
}

function deskOf({ port, id }: Attempt, brought: Record<string, string>): URL {
  return new URL(`http://127.0.0.1:${port}/?${new URLSearchParams({ attempt: id, ...brought }).toString()}`);
}

function fresh(): string {
  return randomBytes(32).toString('base64url');
}

/** What `fresh` makes; nothing else is asked for, nor could every text be. */
function isState(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
