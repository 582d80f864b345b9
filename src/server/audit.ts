import { addAuditEvent } from '#db/central/audit';
import type { Reader } from '#db/central/open';
import type { SignedIn } from './access/sessions';
import type { AuditClass } from './route';
import { serverTime } from './sync/server-time';

export type Audited = {
  readonly class: AuditClass;
  readonly action: string;
  readonly who: Pick<SignedIn, 'tenant' | 'actor'> | null;
  readonly object: string | null;
  readonly failure: string | null;
  readonly correlation: string;
};

export type Audit = (event: Audited) => Promise<void>;

export function createAudit(db: Reader): Audit {
  return async ({ class: kind, action, who, object, failure, correlation }) => {
    if (kind === 'none') return;
    const row = { tenant: who?.tenant ?? null, person: who?.actor.person ?? null, at: serverTime(), class: kind, action, object, failure, correlation };
    await addAuditEvent(db, row);
  };
}
