import { minute } from '#kernel/instant';
import { Worker } from 'node:worker_threads';
import type { Job, Lessons } from './job';

export interface Learner {
  /** Null when it takes too long or too much, or too many wait already. */
  readonly learn: <Of extends Job['of']>(job: Extract<Job, { readonly of: Of }>) => Promise<Lessons[Of] | null>;
  readonly stop: () => Promise<void>;
}

export type LearnerPorts = { readonly workerFile: URL; readonly failed: (error: unknown) => void };

/** Learning is seldom and long: one thread at a time leaves the cores to those who are served. */
const mostWaiting = 20;
const longestLearning = 5 * minute;
const memoryMegabytes = 1024;

/** Learns in a worker thread, one teaching after the other. */
export function openLearner({ workerFile, failed }: LearnerPorts): Learner {
  let [waiting, worker, isStopped]: [number, Worker | null, boolean] = [0, null, false];
  let queue: Promise<unknown> = Promise.resolve();
  const learnNow = async <Lesson>(job: Job): Promise<Lesson | null> => {
    if (isStopped) return null;
    const started = new Worker(workerFile, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes }, execArgv: [], env: {} });
    worker = started;
    started.unref();
    try {
      return await answerOf<Lesson>(started, failed);
    } finally {
      worker = null;
      await started.terminate();
    }
  };
  return {
    learn: <Of extends Job['of']>(job: Extract<Job, { readonly of: Of }>): Promise<Lessons[Of] | null> => {
      if (waiting >= mostWaiting) return Promise.resolve(null);
      waiting += 1;
      const learning = queue
        .then(() => learnNow<Lessons[Of]>(job))
        .catch((error: unknown) => {
          failed(error);
          return null;
        })
        .finally(() => (waiting -= 1));
      queue = learning;
      return learning;
    },
    stop: async () => {
      isStopped = true;
      await worker?.terminate();
      await queue;
    },
  };
}

function answerOf<Lesson>(worker: Worker, failed: (error: unknown) => void): Promise<Lesson | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), longestLearning);
    const settle = (learned: Lesson | null): void => {
      clearTimeout(timer);
      resolve(learned);
    };
    worker.once('message', (learned: Lesson) => settle(learned)).once('exit', () => settle(null));
    worker.once('error', (error) => {
      failed(error);
      settle(null);
    });
  });
}
