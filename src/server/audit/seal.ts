import type { SealedEvent } from '#db/central/audit-chain';
import type { Central } from '#db/central/open';
import { createHmac } from 'node:crypto';
import type { Sealing } from '../access/sealing';
import { serverSecret } from '../access/server-secret';

/** Before the first event. */
export const genesis = '0'.repeat(64);

/**
 * The hash of an event at its place, over the event and the hash before it. Its key is sealed outside the database: who can
 * write the database only cannot make a chain that holds.
 */
export function sealOf(secret: string, before: string, { place, event }: { readonly place: number; readonly event: SealedEvent }): string {
  return createHmac('sha256', secret).update(JSON.stringify([before, place, ...event.fields])).digest('hex');
}

export function auditSecret(db: Central, sealing: Sealing): Promise<string> {
  return serverSecret(db, sealing, 'audit-chain');
}
