import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Reader } from './open';

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
