import { me, type Me } from '#contract/session';
import { personId, sessionId, tenantId } from '#contract/ids';
import type { PersonId, SessionId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Holder } from './factors';
import type { Reader, Writer } from './open';

export type NewSession = { readonly id: SessionId; readonly tenant: TenantId; readonly person: PersonId; readonly device: string; readonly startedAt: Instant; readonly endsAt: Instant; readonly seenAt: Instant; readonly network: string };

/** Starts with its first refresh token, generation 1. */
export async function addSession(tx: Writer, session: NewSession, tokenHash: string): Promise<void> {
  await tx('sessions').insert({ ...session, usedGeneration: 0, lastGeneration: 1 });
  await tx('refresh_tokens').insert({ hash: tokenHash, session: session.id, generation: 1 });
}

export type RefreshState = {
  readonly session: SessionId;
  readonly tenant: TenantId;
  readonly person: PersonId;
  readonly generation: number;
  readonly usedGeneration: number;
  readonly lastGeneration: number;
  readonly endsAt: Instant;
  readonly revoked: string | null;
  readonly disabled: boolean;
};

const refreshState = z.object({
  session: sessionId,
  tenant: tenantId,
  person: personId,
  generation: z.number(),
  usedGeneration: z.number(),
  lastGeneration: z.number(),
  endsAt: z.number(),
  revoked: z.string().nullable(),
  disabled: z.boolean(),
});

/** The session of a refresh token, held until the transaction ends. */
export async function lockByRefreshToken(tx: Writer, tokenHash: string): Promise<RefreshState | null> {
  const found: unknown = await tx('refresh_tokens as token')
    .join('sessions as session', 'session.id', 'token.session')
    .join('accounts as account', (on) => on.on('account.tenant', 'session.tenant').on('account.person', 'session.person'))
    .where('token.hash', tokenHash)
    .forUpdate('session')
    .first('token.session', 'token.generation', 'session.tenant', 'session.person', 'session.usedGeneration', 'session.lastGeneration', 'session.endsAt', 'session.revoked', 'account.disabled');
  return found === undefined ? null : refreshState.parse(found);
}

export type Rotation = { readonly session: SessionId; readonly used: number; readonly next: number; readonly tokenHash: string; readonly network: string; readonly seenAt: Instant; readonly endsAt: Instant };

export async function rotate(tx: Writer, rotation: Rotation): Promise<void> {
  const { session, used, next, tokenHash, network, seenAt, endsAt } = rotation;
  await tx('sessions').where({ id: session }).update({ usedGeneration: used, lastGeneration: next, network, seenAt, endsAt });
  await tx('refresh_tokens').insert({ hash: tokenHash, session, generation: next });
}

/** What else was made from the same token becomes older than any: its first descendant to be used is the only one. */
export async function outdateSiblings(tx: Writer, used: { readonly session: SessionId; readonly parent: number; readonly generation: number }): Promise<void> {
  const { session, parent, generation } = used;
  await tx('refresh_tokens').where({ session }).where('generation', '>', parent).whereNot({ generation }).update({ generation: 0 });
}

export async function revokeSession(db: Reader, session: SessionId, reason: string): Promise<void> {
  await db('sessions').where({ id: session }).whereNull('revoked').update({ revoked: reason });
}

export async function revokeSessionsOf(db: Reader, { tenant, person }: Holder, keep: SessionId | null): Promise<void> {
  const others = db('sessions').where({ tenant, person }).whereNull('revoked');
  await (keep === null ? others : others.whereNot({ id: keep })).update({ revoked: 'person' });
}

export type SessionRow = { readonly id: SessionId; readonly device: string; readonly startedAt: Instant; readonly seenAt: Instant; readonly network: string };

const sessionRow = z.object({ id: sessionId, device: z.string(), startedAt: z.number(), seenAt: z.number(), network: z.string() });

/** Where a person is signed in now, most recently seen first. */
export async function sessionsOf(db: Reader, { tenant, person }: Holder, now: Instant): Promise<readonly SessionRow[]> {
  const found: unknown[] = await db('sessions')
    .where({ tenant, person })
    .whereNull('revoked')
    .where('endsAt', '>', now)
    .orderBy([{ column: 'seenAt', order: 'desc' }, 'id'])
    .limit(100)
    .select('id', 'device', 'startedAt', 'seenAt', 'network');
  return found.map((row) => sessionRow.parse(row));
}

/** Who a living session belongs to: not revoked, not over, its account not disabled. */
export async function personOfSession(db: Reader, session: SessionId, now: Instant): Promise<Me | null> {
  const found: unknown = await db('sessions as session')
    .join('accounts as account', (on) => on.on('account.tenant', 'session.tenant').on('account.person', 'session.person'))
    .join('people as person', (on) => on.on('person.tenant', 'session.tenant').on('person.id', 'session.person'))
    .where('session.id', session)
    .whereNull('session.revoked')
    .where('session.endsAt', '>', now)
    .where('account.disabled', false)
    .first('person.id', 'person.tenant', 'person.name', 'person.roles', 'person.teams');
  return found === undefined ? null : me.parse(found);
}
