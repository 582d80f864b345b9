import { z } from 'zod';

/** What a node is asked for: so many writers, each so many transactions, one after the other. */
export const load = z.object({ name: z.string(), tenant: z.templateLiteral(['ten_', z.string()]), seed: z.int(), writers: z.int(), turns: z.int() });
export type Load = z.infer<typeof load>;

const told = z.object({ seq: z.int(), rows: z.array(z.object({ id: z.string(), version: z.int() })) });
/** An entry of the log as a reader had it. */
export type Told = z.infer<typeof told>;

/** What a node says, in the order in which it happened there; moments are of the clock that all processes share. */
export const said = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ready') }),
  z.object({ t: z.literal('began'), id: z.string(), at: z.number() }),
  z.object({ t: z.literal('committed'), id: z.string(), at: z.number() }),
  z.object({ t: z.literal('rolledBack'), id: z.string() }),
  z.object({ t: z.literal('unknown'), id: z.string() }),
  z.object({ t: z.literal('run'), from: z.int(), to: z.int(), entries: z.array(told) }),
  z.object({ t: z.literal('loaded'), name: z.string() }),
]);
export type Said = z.infer<typeof said>;
