import { personId } from '#contract/ids';
import type { CustomerId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { AuditEvent } from './audit';
import type { Reader } from './open';

/** Adds what is not there yet: each report counts once, however often it is sent. */
export async function addCardReads(db: Reader, events: readonly AuditEvent[]): Promise<void> {
  await db('audit_events').insert([...events]).onConflict().ignore();
}

const cardReader = z.object({ person: personId, name: z.string(), object: z.string(), at: z.number() });
export type CardReader = z.infer<typeof cardReader>;

export type Span = { readonly tenant: TenantId; readonly customer: CustomerId; readonly from: Instant; readonly to: Instant };

/** Who opened the customer's card or one of their conversations, on a desk or from the server, oldest first. */
export async function readersOf(db: Reader, { tenant, customer, from, to }: Span, most: number): Promise<readonly CardReader[]> {
  const theirs = db('conversations').where({ tenant, customer }).select('id').unionAll(db.select(db.raw('?::text', [customer])));
  const rows: unknown[] = await db('audit_events as event')
    .leftJoin('people as person', (on) => on.on('person.tenant', 'event.tenant').on('person.id', 'event.person'))
    .where({ 'event.tenant': tenant, 'event.class': 'read' })
    // Asking who read is written down too, and is no reading of the card.
    .whereNot('event.action', 'like', '%/readers')
    .whereNull('event.failure')
    .whereNotNull('event.person')
    .whereIn('event.object', theirs)
    .where('event.at', '>=', from)
    .where('event.at', '<', to)
    .orderBy(['event.at', 'event.id'])
    .limit(most)
    .select('event.person', 'event.object', 'event.at', { name: db.raw(`coalesce(person.name, '')`) });
  return rows.map((row) => cardReader.parse(row));
}
