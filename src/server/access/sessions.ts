import type { Granted, Me } from '#contract/session';
import type { Holder } from '#db/central/factors';
import { addAuditEvent } from '#db/central/audit';
import { holdPassword } from '#db/central/accounts';
import { addSession, lockByRefreshToken, outdateSiblings, personOfSession, revokeSession, revokeSessionsOf, rotate } from '#db/central/sessions';
import { offlineDaysOf } from '#db/central/offline-rule';
import { languageOf } from '#db/central/staff';
import type { Reader, Writer } from '#db/central/open';
import type { Actor } from '#domain/access/actor';
import { id, type PersonId, type SessionId, type TenantId } from '#kernel/id';
import { day, type Duration } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { serverTime } from '../sync/server-time';
import { accessLife, readAccess, signAccess } from './access-token';
import { networkOf } from './network';
import type { SecondFactor } from './second-factor';
import { recognise, type SignInFailure, type SignInTry } from './sign-in';

/** Who stands at an entrance, as the server established it. */
export type SignedIn = { readonly session: SessionId; readonly tenant: TenantId; readonly actor: Actor; readonly me: Me };

/** A session that nobody refreshes ends. */
const sessionLife: Duration = 30 * day;

type Asker = { readonly address: string; readonly isGone: () => boolean };
type RefreshFailure = 'access.signedOut' | 'access.revoked' | 'server.unavailable';

/** Everything that opens or closes an entrance; each of them calls `authenticate`. */
export type Sessions = {
  readonly signIn: (attempt: SignInTry) => Promise<Outcome<Granted, SignInFailure>>;
  /** A session of somebody whom another entrance has recognised. */
  readonly begin: (who: Holder, from: Pick<SignInTry, 'device' | 'address'>) => Promise<Outcome<Granted, 'access.signInFailed'>>;
  readonly refresh: (token: string, asker: Asker) => Promise<Outcome<Granted, RefreshFailure>>;
  readonly authenticate: (access: string) => Promise<Outcome<SignedIn, 'access.signedOut'>>;
  /** As who this session stands here now; null after a sign-out or a disabled account. */
  readonly present: (session: SessionId) => Promise<SignedIn | null>;
  readonly signOut: (session: SessionId) => Promise<void>;
  /** Every session of the person ends, except the one they may keep. Their copies go when they hear of it. */
  readonly endAll: (who: Holder, keep: SessionId | null) => Promise<void>;
  readonly end: (session: SessionId) => Promise<void>;
};

export type SessionPorts = {
  readonly db: Reader;
  readonly secret: string;
  readonly factor: SecondFactor;
  /** Tells every process to look again at the sockets of this session, or of everybody who signed in as this person. */
  readonly revoked: (whose: SessionId | PersonId) => Promise<void>;
};

export function createSessions(ports: SessionPorts): Sessions {
  const { db, secret, revoked } = ports;
  return {
    signIn: async (attempt) => {
      const who = await recognise(ports, attempt);
      return who.ok ? begin(ports, who.value, attempt) : who;
    },
    begin: (who, from) => begin(ports, who, from),
    refresh: (token, asker) => refresh(ports, token, asker),

    authenticate: async (access) => {
      const session = readAccess(secret, access, serverTime());
      const who = session === null ? null : await present(db, session);
      return who === null ? refused('access.signedOut') : done(who);
    },

    present: (session) => present(db, session),

    signOut: async (session) => {
      await revokeSession(db, session, 'signedOut');
      await revoked(session);
    },

    end: async (session) => {
      await revokeSession(db, session, 'ended');
      await revoked(session);
    },

    endAll: async (who, keep) => {
      await revokeSessionsOf(db, who, keep);
      await revoked(who.person);
    },
  };
}

/** Also inside of a transaction: then as who they stood at its moment. */
export async function present(db: Reader, session: SessionId): Promise<SignedIn | null> {
  const me = await personOfSession(db, session, serverTime());
  return me === null ? null : { session, tenant: me.tenant, me, actor: { person: me.id, roles: me.roles, teams: me.teams } };
}

/** With a password: it must still be the one that was found right, and one that is changed from here on finds this session to end. */
async function begin(ports: SessionPorts, who: Holder & { readonly password?: string }, from: Pick<SignInTry, 'device' | 'address'>): Promise<Outcome<Granted, 'access.signInFailed'>> {
  const now = serverTime();
  const session = id('session', randomUUID());
  const token = newRefreshToken();
  const { tenant, person } = who;
  const row = { id: session, tenant, person, device: from.device, startedAt: now, endsAt: now + sessionLife, seenAt: now, network: networkOf(from.address) };
  const added = await ports.db.transaction(async (tx) => {
    if (who.password !== undefined && !(await holdPassword(tx, who, who.password))) return false;
    await addSession(tx, row, hashOf(token));
    await noted(tx, { tenant, person, session }, 'session.begun');
    return true;
  });
  if (!added) return refused('access.signInFailed');
  const granted = await grant(ports, session, token);
  return granted.ok ? granted : refused('access.signInFailed');
}

/**
 * The answer may be lost: a token stays good until one that was made from it is used. Any other token of before was stolen, or this
 * one was: DECISION-refresh.md.
 */
async function refresh(ports: SessionPorts, token: string, asker: Asker): Promise<Outcome<Granted, RefreshFailure>> {
  const next = newRefreshToken();
  let stolen: SessionId | null = null;
  const outcome = await ports.db.transaction((tx) => rotated(tx, hashOf(token), { hash: hashOf(next), asker, reused: (session) => (stolen = session) }));
  if (outcome.ok) return grant(ports, outcome.value, next);
  if (stolen !== null) await ports.revoked(stolen);
  return refused(refusals[outcome.code]);
}

const refusals = { over: 'access.signedOut', revoked: 'access.revoked', reused: 'access.revoked', gone: 'server.unavailable' } as const;

type Next = { readonly hash: string; readonly asker: Asker; readonly reused: (session: SessionId) => void };

async function rotated(tx: Writer, given: string, next: Next): Promise<Outcome<SessionId, keyof typeof refusals>> {
  const state = await lockByRefreshToken(tx, given);
  // A request that lay somewhere while its sender asked again elsewhere: it is no proof of anything, and nobody gets a token by it.
  if (next.asker.isGone()) return refused('gone');
  const now = serverTime();
  if (state === null || state.revoked === 'signedOut' || state.endsAt <= now) return refused('over');
  if (state.revoked !== null || state.disabled) return refused('revoked');
  if (state.generation < state.usedGeneration) {
    await revokeSession(tx, state.session, 'reused');
    await noted(tx, state, 'session.stolen');
    next.reused(state.session);
    return refused('reused');
  }
  const { session, generation, usedGeneration, lastGeneration } = state;
  if (generation > usedGeneration) await outdateSiblings(tx, { session, parent: usedGeneration, generation });
  await rotate(tx, { session, used: generation, next: lastGeneration + 1, tokenHash: next.hash, network: networkOf(next.asker.address), seenAt: now, endsAt: now + sessionLife });
  return done(session);
}

/** Whose entrance it was: the route that led here knew nobody. */
function noted(tx: Writer, { tenant, person, session }: Holder & { readonly session: SessionId }, action: 'session.begun' | 'session.stolen'): Promise<void> {
  return addAuditEvent(tx, { tenant, person, at: serverTime(), class: 'entrance', action, object: session, failure: null, correlation: randomUUID() });
}

async function grant({ db, secret }: SessionPorts, session: SessionId, token: string): Promise<Outcome<Granted, 'access.signedOut'>> {
  const now = serverTime();
  const me = await personOfSession(db, session, now);
  if (me === null) return refused('access.signedOut');
  const accessUntil = now + accessLife;
  const offlineDays = await offlineDaysOf(db, me.tenant);
  const language = await languageOf(db, { tenant: me.tenant, person: me.id });
  return done({ access: signAccess(secret, session, accessUntil), accessUntil, refresh: token, now, offlineDays, language, me });
}

function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
