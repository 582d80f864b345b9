import type { Granted, Me } from '#contract/session';
import { canonicalEmail, findAccount } from '#db/central/accounts';
import { addSession, lockByRefreshToken, personOfSession, revokeSession, revokeSessionsOf, rotate } from '#db/central/sessions';
import type { Reader, Writer } from '#db/central/open';
import type { Actor } from '#domain/access/actor';
import { id, type PersonId, type SessionId, type TenantId } from '#kernel/id';
import { day, type Duration } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { serverTime } from '../sync/server-time';
import { accessLife, readAccess, signAccess } from './access-token';
import { isPassword } from './password';
import { mayTry, succeeded, tryKey } from './sign-in-throttle';

/** Who stands at an entrance, as the server established it. */
export type SignedIn = { readonly session: SessionId; readonly tenant: TenantId; readonly actor: Actor; readonly me: Me };

export type SignInTry = { readonly email: string; readonly password: string; readonly device: string; readonly address: string };

/** A session that nobody refreshes ends. */
const sessionLife: Duration = 30 * day;

/** Everything that opens or closes an entrance; each of them calls `authenticate`. */
export type Sessions = {
  readonly signIn: (attempt: SignInTry) => Promise<Outcome<Granted, 'access.signInFailed' | 'access.tooManyTries'>>;
  readonly refresh: (token: string) => Promise<Outcome<Granted, 'access.signedOut'>>;
  readonly authenticate: (access: string) => Promise<Outcome<SignedIn, 'access.signedOut'>>;
  /** False after a sign-out, a disabled account, or a change of roles or teams. */
  readonly isUnchanged: (who: SignedIn) => Promise<boolean>;
  readonly signOut: (session: SessionId) => Promise<void>;
  /** After a disabled account or a changed role: every session of the person ends. */
  readonly signOutEverywhere: (tenant: TenantId, person: PersonId) => Promise<void>;
};

export type SessionPorts = {
  readonly db: Reader;
  readonly secret: string;
  /** Tells every process to look at its sockets again. */
  readonly revoked: () => Promise<void>;
};

export function createSessions(ports: SessionPorts): Sessions {
  const { db, secret, revoked } = ports;
  return {
    signIn: (attempt) => signIn(ports, attempt),
    refresh: (token) => refresh(ports, token),

    authenticate: async (access) => {
      const now = serverTime();
      const session = readAccess(secret, access, now);
      const me = session === null ? null : await personOfSession(db, session, now);
      if (session === null || me === null) return refused('access.signedOut');
      return done({ session, tenant: me.tenant, me, actor: { person: me.id, roles: me.roles, teams: me.teams } });
    },

    isUnchanged: async ({ session, me }) => {
      const present = await personOfSession(db, session, serverTime());
      return present !== null && sameSet(present.roles, me.roles) && sameSet(present.teams, me.teams);
    },

    signOut: async (session) => {
      await revokeSession(db, session, 'signedOut');
      await revoked();
    },

    signOutEverywhere: async (tenant, person) => {
      await revokeSessionsOf(db, tenant, person);
      await revoked();
    },
  };
}

async function signIn(ports: SessionPorts, attempt: SignInTry): Promise<Outcome<Granted, 'access.signInFailed' | 'access.tooManyTries'>> {
  const { db } = ports;
  const key = tryKey(canonicalEmail(attempt.email), attempt.address);
  const now = serverTime();
  if (!(await mayTry(db, key, now))) return refused('access.tooManyTries');
  const account = await findAccount(db, attempt.email);
  const right = await isPassword(account?.password ?? null, attempt.password);
  if (account === null || !right || account.disabled) return refused('access.signInFailed');
  await succeeded(db, key);
  const { tenant, person } = account;
  const session = id('session', randomUUID());
  const token = newRefreshToken();
  const row = { id: session, tenant, person, device: attempt.device, startedAt: now, endsAt: now + sessionLife };
  await db.transaction((tx) => addSession(tx, row, hashOf(token)));
  const granted = await grant(ports, session, token);
  return granted.ok ? granted : refused('access.signInFailed');
}

/** The answer may be lost: an earlier token stays good until a later one was used. One older than that was stolen. */
async function refresh(ports: SessionPorts, token: string): Promise<Outcome<Granted, 'access.signedOut'>> {
  const next = newRefreshToken();
  const outcome = await ports.db.transaction((tx) => rotated(tx, hashOf(token), hashOf(next)));
  if (outcome.ok) return grant(ports, outcome.value, next);
  if (outcome.code === 'reused') await ports.revoked();
  return refused('access.signedOut');
}

async function rotated(tx: Writer, given: string, next: string): Promise<Outcome<SessionId, 'reused' | 'over'>> {
  const state = await lockByRefreshToken(tx, given);
  const now = serverTime();
  if (state === null || state.revoked !== null || state.endsAt <= now) return refused('over');
  if (state.generation < state.usedGeneration) {
    await revokeSession(tx, state.session, 'reused');
    return refused('reused');
  }
  await rotate(tx, { session: state.session, used: state.generation, next: state.lastGeneration + 1, tokenHash: next, endsAt: now + sessionLife });
  return done(state.session);
}

async function grant({ db, secret }: SessionPorts, session: SessionId, token: string): Promise<Outcome<Granted, 'access.signedOut'>> {
  const now = serverTime();
  const me = await personOfSession(db, session, now);
  if (me === null) return refused('access.signedOut');
  const accessUntil = now + accessLife;
  return done({ access: signAccess(secret, session, accessUntil), accessUntil, refresh: token, now, me });
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
