import { addAuditEvents } from '#db/central/audit';
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

/** What belongs to one act is written at once. */
export type Audit = (events: Audited | readonly Audited[]) => Promise<void>;

export function createAudit(db: Reader): Audit {
  return async (told) => {
    const events = 'class' in told ? [told] : told;
    const rows = events.filter((event) => event.class !== 'none').map(({ class: kind, action, who, object, failure, correlation }) => ({
      tenant: who?.tenant ?? null, person: who?.actor.person ?? null, at: serverTime(), class: kind, action, object, failure, correlation,
    }));
    await addAuditEvents(db, rows);
  };
}
