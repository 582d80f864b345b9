import { z } from 'zod';
import { lockNumbers } from './lock-numbers';
import type { Reader, Writer } from './open';

/** An event as its seal covers it. */
export type SealedEvent = { readonly id: number; readonly fields: readonly (string | number | null)[] };
export type Seal = { readonly place: number; readonly event: number; readonly hash: string };
export type Link = { readonly seal: Seal; readonly event: SealedEvent | null };

const columns = ['id', 'tenant', 'person', 'at', 'class', 'action', 'object', 'failure', 'correlation'] as const;
const eventRow = z.object({
  id: z.number(),
  tenant: z.string().nullable(),
  person: z.string().nullable(),
  at: z.number(),
  class: z.string(),
  action: z.string(),
  object: z.string().nullable(),
  failure: z.string().nullable(),
  correlation: z.string(),
});
const sealRow = z.object({ place: z.number(), event: z.number(), hash: z.string() });

function eventOf(row: unknown): SealedEvent {
  const event = eventRow.parse(row);
  return { id: event.id, fields: columns.map((column) => event[column]) };
}

/** False while another process seals. */
export async function lockSealing(tx: Writer): Promise<boolean> {
  const answer: { rows: unknown[] } = await tx.raw('select pg_try_advisory_xact_lock(?) as locked', [lockNumbers.sealing]);
  return z.object({ locked: z.boolean() }).parse(answer.rows[0]).locked;
}

export async function waitingEvents(tx: Writer, most: number): Promise<readonly SealedEvent[]> {
  const rows: unknown[] = await tx('audit_events')
    .whereIn('id', tx('audit_waiting').orderBy('event').limit(most).select('event'))
    .orderBy('id')
    .select(...columns);
  return rows.map(eventOf);
}

export async function lastSeal(db: Reader | Writer): Promise<Seal | null> {
  const row: unknown = await db('audit_seals').orderBy('place', 'desc').first('place', 'event', 'hash');
  return row === undefined ? null : sealRow.parse(row);
}

export async function hashAt(db: Reader, place: number): Promise<string | null> {
  const row: unknown = await db('audit_seals').where({ place }).first('place', 'event', 'hash');
  return row === undefined ? null : sealRow.parse(row).hash;
}

export async function addSeals(tx: Writer, seals: readonly Seal[]): Promise<void> {
  await tx('audit_seals').insert([...seals]);
  await tx('audit_waiting').whereIn('event', seals.map(({ event }) => event)).delete();
}

/** A page of the chain after a place; an event that is gone is null. */
export async function chainAfter(db: Reader | Writer, place: number, most: number): Promise<readonly Link[]> {
  const rows: unknown[] = await db('audit_seals as seal')
    .leftJoin('audit_events as event', 'event.id', 'seal.event')
    .where('seal.place', '>', place)
    .orderBy('seal.place')
    .limit(most)
    .select('seal.place', 'seal.event', 'seal.hash', ...columns.map((column) => `event.${column}`));
  return rows.map((row) => {
    const gone = z.object({ id: z.null() }).safeParse(row).success;
    return { seal: sealRow.parse(row), event: gone ? null : eventOf(row) };
  });
}

/** The first event that is neither sealed nor waits: nobody of ours wrote it. */
export async function strangeEvent(db: Reader | Writer): Promise<number | null> {
  const row: unknown = await db('audit_events as event')
    .whereNotExists(db('audit_seals').whereRaw('audit_seals.event = event.id'))
    .whereNotExists(db('audit_waiting').whereRaw('audit_waiting.event = event.id'))
    .orderBy('event.id')
    .first('event.id');
  return row === undefined ? null : z.object({ id: z.number() }).parse(row).id;
}

/** The first event that waits for its seal and is gone. */
export async function lostEvent(db: Reader | Writer): Promise<number | null> {
  const row: unknown = await db('audit_waiting as waiting')
    .whereNotExists(db('audit_events').whereRaw('audit_events.id = waiting.event'))
    .orderBy('waiting.event')
    .first('waiting.event');
  return row === undefined ? null : z.object({ event: z.number() }).parse(row).event;
}

export async function countWaiting(db: Reader | Writer): Promise<number> {
  const row: unknown = await db('audit_waiting').count({ count: '*' }).first();
  return z.object({ count: z.coerce.number() }).parse(row).count;
}
