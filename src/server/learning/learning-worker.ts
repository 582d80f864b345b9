import { learn } from '#domain/matching/learned';
import { improved } from '#domain/suggestion/improve';
import { parentPort, workerData } from 'node:worker_threads';
import { job, type Job, type Lessons } from './job';

/** Learns once, in a thread of its own, and ends. */
function learned(told: Job): Lessons[Job['of']] {
  return told.of === 'matcher' ? learn(told.teaching, told.bounds) : { better: improved(told.row, told.lists, told.now) };
}

parentPort?.postMessage(learned(job.parse(workerData)));
