import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import { isWhole, type Edge } from '#db/cache/past';
import type { RowChange } from '#domain/tables';
import type { CustomerId } from '#kernel/id';
import { done, type Outcome } from '#kernel/outcome';
import { fetchPage } from '../fetch-page';
import type { Received } from '../replica/visit';
import type { Place } from '../place';

/** Brings every contact with a customer that the copy lacks, newest first, without the messages, and what there was with other teams. */
export function fetchCustomer(place: Place, customer: CustomerId): Promise<Outcome<null, Failure>> {
  return place.past.once(customer, async () => {
    const isHere = await place.picture.read((db) => isWhole(db, customer));
    if (isHere && !place.past.isDue(customer)) return done(null);
    return place.picture.receive(async () => {
      const changes: RowChange[] = [];
      let edge: Edge<string> | null = null;
      let stubs: Received['stubs'] = null;
      for (let contacts = 0; contacts < limits.timeline; contacts += limits.guestContacts) {
        const page = await fetchPage(place, `/sync/customer/${customer}`, edge);
        if (!page.ok) return page;
        changes.push(...page.value.changes);
        stubs ??= { customer, told: page.value.stubs };
        // The stream brings what is new in the person's own teams; of others only this answer tells.
        if (isHere) return done({ changes: [], whole: customer, stubs });
        edge = oldestOf(page.value.changes);
        if (!page.value.more || edge === null) return done({ changes, whole: customer, stubs });
      }
      return done({ changes, whole: null, stubs });
    });
  });
}

function oldestOf(changes: readonly RowChange[]): Edge<string> | null {
  const last = changes.findLast((change) => change.op === 'put' && change.table === 'conversations');
  return last?.op === 'put' && last.table === 'conversations' ? { at: last.row.openedAt, id: last.row.id } : null;
}
