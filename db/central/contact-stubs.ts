import { contactStub, type ContactStub } from '#contract/timeline';
import type { CustomerId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader } from './open';

const told = z.array(contactStub);

/** A customer's contacts with teams that the person is not of, newest first. Asked on their behalf: PostgreSQL knows whose. */
export async function stubsOf(tx: Reader, customer: CustomerId, most: number): Promise<ContactStub[]> {
  const answer: { rows: unknown } = await tx.raw('select id, at, channel, team, topic, status from otklik_contact_stubs(?, ?)', [customer, most]);
  return told.parse(answer.rows);
}

const shares = z.object({ sharesContacts: z.boolean() });

/** Whether teams of a company see that others had contacts with a customer. */
export async function sharesContacts(db: Reader, tenant: TenantId): Promise<boolean> {
  return shares.parse(await db('tenants').where({ id: tenant }).first('sharesContacts')).sharesContacts;
}

export async function shareContacts(db: Reader, tenant: TenantId, shared: boolean): Promise<void> {
  await db('tenants').where({ id: tenant }).update({ sharesContacts: shared });
}
