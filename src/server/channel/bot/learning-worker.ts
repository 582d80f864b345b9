import { learn } from '#domain/matching/learned';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

/** Learns once, in a thread of its own, and ends. */
const share = z.number().min(0).max(1);
const job = z.strictObject({
  teaching: z.strictObject({ examples: z.array(z.strictObject({ text: z.string(), label: z.string() })), seed: z.int() }),
  bounds: z.strictObject({ answered: share, right: share, strangers: share }),
});

const { teaching, bounds } = job.parse(workerData);
parentPort?.postMessage(learn(teaching, bounds));
