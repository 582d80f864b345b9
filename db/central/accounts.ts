import { personId, tenantId } from '#contract/ids';
import type { PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type Account = { readonly tenant: TenantId; readonly person: PersonId; readonly password: string; readonly disabled: boolean };

const account = z.object({ tenant: tenantId, person: personId, password: z.string(), disabled: z.boolean() });

/** Addresses differ neither by case nor by the form of their letters. */
export function canonicalEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

export async function findAccount(db: Reader, email: string): Promise<Account | null> {
  const found: unknown = await db('accounts').where({ email: canonicalEmail(email) }).first('tenant', 'person', 'password', 'disabled');
  return found === undefined ? null : account.parse(found);
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
