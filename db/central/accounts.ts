import { personId, tenantId } from '#contract/ids';
import type { PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type Account = {
  readonly tenant: TenantId;
  readonly person: PersonId;
  readonly password: string;
  readonly disabled: boolean;
  /** A second factor that counts. */
  readonly hasFactor: boolean;
};

const account = z.object({ tenant: tenantId, person: personId, password: z.string(), disabled: z.boolean(), hasFactor: z.boolean() });

/** Addresses differ neither by case nor by the form of their letters. */
export function canonicalEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

export async function findAccount(db: Reader, email: string): Promise<Account | null> {
  const found: unknown = await db('accounts as account')
    .leftJoin('factors as factor', (on) => on.on('factor.tenant', 'account.tenant').on('factor.person', 'account.person'))
    .where('account.email', canonicalEmail(email))
    .first('account.tenant', 'account.person', 'account.password', 'account.disabled', { hasFactor: db.raw('coalesce(factor.confirmed, false)') });
  return found === undefined ? null : account.parse(found);
}

export type Credentials = { readonly email: string; readonly password: string };

const credentials = z.object({ email: z.string(), password: z.string() });

export async function credentialsOf(db: Reader, { tenant, person }: Pick<Account, 'tenant' | 'person'>): Promise<Credentials> {
  return credentials.parse(await db('accounts').where({ tenant, person }).first('email', 'password'));
}

export async function isPersonOf(db: Reader, { tenant, person }: Pick<Account, 'tenant' | 'person'>): Promise<boolean> {
  return (await db('accounts').where({ tenant, person }).first('person')) !== undefined;
}

export async function replacePassword(tx: Writer, { tenant, person }: Pick<Account, 'tenant' | 'person'>, password: string): Promise<void> {
  await tx('accounts').where({ tenant, person }).update({ password });
}

/** A stronger hash of the same password; false when it is another password by now. */
export async function renewHash(db: Reader, { tenant, person }: Pick<Account, 'tenant' | 'person'>, hash: { readonly from: string; readonly to: string }): Promise<boolean> {
  const renewed: number = await db('accounts').where({ tenant, person, password: hash.from }).update({ password: hash.to });
  return renewed === 1;
}

/** Whether this hash stands, which then stays so until the transaction ends. */
export async function holdPassword(tx: Writer, { tenant, person }: Pick<Account, 'tenant' | 'person'>, password: string): Promise<boolean> {
  return (await tx('accounts').where({ tenant, person, password }).forShare().first('person')) !== undefined;
}

export type NewAccount = { readonly tenant: TenantId; readonly person: PersonId; readonly email: string; readonly password: string };

export async function addAccount(tx: Writer, row: NewAccount): Promise<void> {
  await tx('accounts').insert({ ...row, email: canonicalEmail(row.email) });
}

export type NewTenant = { readonly id: TenantId; readonly name: string; readonly demonstration: boolean };

export async function addTenant(tx: Writer, tenant: NewTenant): Promise<void> {
  await tx('tenants').insert({ ...tenant });
  await tx('sync_heads').insert({ tenant: tenant.id });
}

/** Is there a company that is no demonstration? */
export async function hasOwnTenant(db: Reader): Promise<boolean> {
  return (await db('tenants').where({ demonstration: false }).first('id')) !== undefined;
}
