import { hashAt, lastSeal } from '#db/central/audit-chain';
import type { Reader } from '#db/central/open';
import { isUnavailable } from '#db/central/unavailable';
import { day, second } from '#kernel/instant';
import { faultFields, type EventLog } from '../event-log';
import { coalesced } from '../sync/coalesced';
import { serverTime } from '../sync/server-time';
import type { HeadsFile } from './heads';
import { sealWaiting, type Head } from './seal-waiting';

export type TrailPorts = { readonly db: Reader; readonly secret: string; readonly heads: HeadsFile | null; readonly events: EventLog };

/** Seals what the audit log gains, and notes the head of its chain where the database does not reach. Returns how to stop. */
export async function keepTrail(ports: TrailPorts): Promise<() => Promise<void>> {
  const { db, secret, heads, events } = ports;
  let stopped = false;
  const sealing = coalesced(
    async () => {
      const head = await sealWaiting(db, secret);
      if (head !== null) await heads?.latest(head);
    },
    (error) => {
      if (!stopped && !isUnavailable(error)) events('error', 'audit.notSealed', faultFields(error));
    },
  );
  await compareHeads(ports);
  await sealing.settled();
  await noteHead(ports);
  const pulse = setInterval(sealing.ask, second);
  const daily = setInterval(() => void noteHead(ports).catch((error: unknown) => events('error', 'audit.notNoted', faultFields(error))), day);
  return async () => {
    stopped = true;
    clearInterval(pulse);
    clearInterval(daily);
    try {
      await sealing.settled();
      await noteHead(ports);
    } catch (error) {
      // What waits is sealed at the next start, or by another server.
      if (!isUnavailable(error)) throw error;
    }
  };
}

/** A short look at each start; `verify-audit` reads the whole chain. */
async function compareHeads({ db, heads, events }: TrailPorts): Promise<void> {
  for (const { place, hash } of (await heads?.read())?.slice(-longLook) ?? []) {
    if ((await hashAt(db, place)) !== hash) events('error', 'audit.broken', { count: place });
  }
}

const longLook = 10;

async function noteHead({ db, heads, events }: TrailPorts): Promise<void> {
  const head: Head | null = await lastSeal(db);
  if (head === null) return;
  events('info', 'audit.head', { count: head.place, code: head.hash });
  await heads?.note(head, serverTime());
}
