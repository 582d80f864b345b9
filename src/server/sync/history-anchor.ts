import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { epochOf, readHeads, renewEpoch, type Head } from '#db/central/history';
import type { Central } from '#db/central/open';
import { isUnavailable } from '#db/central/unavailable';
import { second } from '#kernel/instant';
import { z } from 'zod';
import { faultFields, type EventLog } from '../event-log';
import { writePrivateFile } from '../private-file';
import { coalesced } from './coalesced';

const anchor = z.strictObject({
  epoch: z.string(),
  /** Histories that ended before this one: a database that tells one of them was put back. */
  ended: z.array(z.string()),
  heads: z.record(z.string(), z.int().nonnegative()),
});

type Anchor = z.infer<typeof anchor>;

export type AnchorPorts = { readonly db: Central; readonly folder: string; readonly events: EventLog };

/** A restore to a moment that is nearer than this to the end of the old history may go unnoticed. */
const noteEvery = 2 * second;

/**
 * Notes, where a restore of the database does not reach, how far its history went. A database that stands behind that was put back,
 * also where nobody said so: its history is renewed, at the start of a server before a desk hears of it. Returns how to stop.
 */
export async function keepAnchor({ db, folder, events }: AnchorPorts): Promise<() => Promise<void>> {
  const path = join(folder, 'history.json');
  const look = async (): Promise<History> => ({ epoch: await epochOf(db), heads: await readHeads(db) });
  let noted = await readAnchor(path);
  const note = async (): Promise<void> => {
    const now = await look();
    if (noted !== null && wasPutBack(noted, now)) {
      await renewEpoch(db, now.epoch);
      events('warn', 'history.renewed', { code: 'the database stands behind the data folder' });
      now.epoch = await epochOf(db);
    }
    const next = after(noted, now);
    if (isDeepStrictEqual(next, noted)) return;
    await mkdir(folder, { recursive: true });
    await writePrivateFile(path, JSON.stringify(next));
    noted = next;
  };
  const failed = (error: unknown): void => {
    if (!isUnavailable(error)) events('warn', 'history.notNoted', faultFields(error));
  };
  const noting = coalesced(note, failed);
  await noting.settled().catch(failed);
  const pulse = setInterval(noting.ask, noteEvery);
  return async () => {
    clearInterval(pulse);
    await noting.settled().catch(failed);
  };
}

type History = { epoch: string; readonly heads: readonly Head[] };

function wasPutBack(before: Anchor, { epoch, heads }: History): boolean {
  if (epoch !== before.epoch) return before.ended.includes(epoch);
  const present = new Map<string, number>(heads.map(({ tenant, seq }) => [tenant, seq]));
  return Object.entries(before.heads).some(([tenant, seq]) => (present.get(tenant) ?? -1) < seq);
}

function after(before: Anchor | null, { epoch, heads }: History): Anchor {
  const ended = before === null || before.epoch === epoch ? (before?.ended ?? []) : [...before.ended, before.epoch];
  return { epoch, ended, heads: Object.fromEntries(heads.map(({ tenant, seq }) => [tenant, seq])) };
}

/** Null where there is none yet, or none that can be read. */
async function readAnchor(path: string): Promise<Anchor | null> {
  try {
    return anchor.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
