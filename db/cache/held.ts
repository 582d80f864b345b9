import { intent as intentSchema } from '#contract/intents';
import type { Intent } from '#domain/mutators';
import type { Pending } from '#sync/perform';
import { z } from 'zod';
import { addPending } from './outbox';
import { query, run, type Reader, type Writer } from './sqlite';

/**
 * What is held has no number: the server counts without gaps, and would wait for a file with everything that comes after it.
 * Until it is released its id stands above every number, so that it is drawn after what has one.
 */
const above = 2 ** 40;

/** Until when it may be taken back, by this computer's clock, and the act that it is part of; both null for what only waits for its files. */
export type Hold = { readonly until: number | null; readonly act: string | null };
export type Held = Pending & Hold;
export const atOnce: Hold = { until: null, act: null };

export function isHeld({ id }: Pending): boolean {
  return id > above / 2;
}

const rows = z.array(z.object({ place: z.int(), at: z.number(), intent: z.string(), until: z.number().nullable(), act: z.string().nullable() }));
const places = z.array(z.object({ place: z.int() }));

/** What waits, in the order in which the person did it. What this version cannot read stays as it lies. */
export async function readHeld(db: Reader): Promise<readonly Held[]> {
  const found = rows.parse(await query(db, { sql: 'select "place", "at", "intent", "until", "act" from held order by "place"', bindings: [] }));
  return found.flatMap(({ place, intent, ...rest }) => {
    const read = readable(intent);
    return read === null ? [] : [{ ...rest, id: above + place, intent: read }];
  });
}

function readable(text: string): Intent | null {
  try {
    return intentSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** `first`: before everything that is held. */
export async function addHeld(tx: Writer, { at, intent, until, act }: Omit<Held, 'id'>, first = false): Promise<Held> {
  const sqlPlace = first ? '(select coalesce(min("place"), 0) - 1 from held)' : '(select coalesce(max("place"), 0) + 1 from held)';
  const [row] = places.parse(await query(tx, { sql: `insert into held ("place", "at", "intent", "until", "act") values (${sqlPlace}, ?, ?, ?, ?) returning "place"`, bindings: [at, JSON.stringify(intent), until, act] }));
  if (row === undefined) throw new Error('an insert without a place');
  return { id: above + row.place, at, intent, until, act };
}

/** With what was done in the same act, behind it: a moment later each, as lines of one moment stand in no order. */
export async function addHeldWith(tx: Writer, held: Omit<Held, 'id'>, along: readonly Intent[]): Promise<readonly [Held, ...Held[]]> {
  const first = await addHeld(tx, held);
  const behind: Held[] = [];
  for (const [place, intent] of along.entries()) behind.push(await addHeld(tx, { ...held, at: held.at + place + 1, intent }));
  return [first, ...behind];
}

/** Gives numbers to what is held no longer. */
export async function releaseHeld(tx: Writer, held: readonly Pending[]): Promise<readonly Pending[]> {
  await dropHeld(tx, held);
  const numbered: Pending[] = [];
  for (const { at, intent } of held) numbered.push(await addPending((statement) => query(tx, statement), at, intent));
  return numbered;
}

export async function dropHeld(tx: Writer, held: readonly Pending[] | 'all'): Promise<void> {
  if (held === 'all') return run(tx, { sql: 'delete from held', bindings: [] });
  return run(tx, { sql: 'delete from held where "place" in (select "value" from json_each(?))', bindings: [JSON.stringify(held.map(({ id }) => id - above))] });
}
