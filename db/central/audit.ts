import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Reader, Writer } from './open';

export type AuditEvent = {
  readonly tenant: TenantId | null;
  readonly person: PersonId | null;
  readonly at: Instant;
  readonly class: string;
  readonly action: string;
  readonly object: string | null;
  readonly failure: string | null;
  readonly correlation: string;
};

export async function addAuditEvent(db: Reader, event: AuditEvent): Promise<void> {
  await db('audit_events').insert(event);
}

export async function addAuditEvents(db: Reader, events: readonly AuditEvent[]): Promise<void> {
  if (events.length > 0) await db('audit_events').insert([...events]);
}

/** What a person did, in their own transaction: whose it is, PostgreSQL knows. */
export type Deed = Pick<AuditEvent, 'at' | 'action' | 'object' | 'failure' | 'correlation'>;

export async function noteDeeds(tx: Writer, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length > 0) await tx.raw('select otklik_note_deeds(?::jsonb)', [JSON.stringify(deeds)]);
}
