import { addSeals, lastSeal, lockSealing, waitingEvents, type Seal } from '#db/central/audit-chain';
import type { Reader } from '#db/central/open';
import { genesis, sealOf } from './seal';

export type Head = { readonly place: number; readonly hash: string };

const batch = 1000;

/** Seals what waits, if no other process does so now. The new head, or null when nothing was sealed. */
export async function sealWaiting(db: Reader, secret: string): Promise<Head | null> {
  let head: Head | null = null;
  for (;;) {
    const sealed = await sealBatch(db, secret);
    if (sealed.length === 0) return head;
    head = sealed.at(-1) ?? head;
  }
}

function sealBatch(db: Reader, secret: string): Promise<readonly Seal[]> {
  return db.transaction(async (tx) => {
    if (!(await lockSealing(tx))) return [];
    const events = await waitingEvents(tx, batch);
    if (events.length === 0) return [];
    let { place, hash } = (await lastSeal(tx)) ?? { place: 0, hash: genesis };
    const seals = events.map((event): Seal => {
      place += 1;
      hash = sealOf(secret, hash, { place, event });
      return { place, event: event.id, hash };
    });
    await addSeals(tx, seals);
    return seals;
  });
}
