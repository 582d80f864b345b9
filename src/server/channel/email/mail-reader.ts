import { Worker } from 'node:worker_threads';
import { endOfHeaders } from './header-charset';
import { longestReading, workerMemoryMegabytes } from './mail-limits';
import type { ReadMail } from './read-mail';

/** Reads mails in worker threads with bounded time and memory. */
export interface MailReader {
  /** Null when the mail cannot be read within the limits. */
  read(raw: Uint8Array): Promise<ReadMail | null>;
  /** The header fields alone, for a mail whose body cannot be read. */
  readHeaders(raw: Uint8Array): Promise<ReadMail | null>;
  stop(): Promise<void>;
}

/** Threads that read mails at once; more would only fight for the cores of a small machine. */
const threads = 2;

/** Most of the header fields that are looked at when the body is unreadable. */
const longestHeaders = 64 * 1024;

export function openMailReader(workerFile: URL): MailReader {
  const seats = Array.from({ length: threads }, () => new Seat(workerFile));
  let next = 0;
  const read = (raw: Uint8Array): Promise<ReadMail | null> => {
    const free = seats.find((seat) => seat.waiting === 0) ?? seats[next++ % seats.length];
    return free === undefined ? Promise.resolve(null) : free.read(raw);
  };
  return {
    read,
    readHeaders: (raw) => read(raw.slice(0, Math.min(endOfHeaders(raw), longestHeaders))),
    stop: async () => {
      await Promise.all(seats.map((seat) => seat.stop()));
    },
  };
}

/** A worker thread and the mails that wait for it, one after another. */
class Seat {
  waiting = 0;
  private readonly file: URL;
  private worker: Worker | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private jobs = 0;

  constructor(file: URL) {
    this.file = file;
  }

  read(raw: Uint8Array): Promise<ReadMail | null> {
    this.waiting += 1;
    const reading = this.queue.then(() => this.readNow(raw)).finally(() => (this.waiting -= 1));
    this.queue = reading.catch(() => undefined);
    return reading;
  }

  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private async readNow(raw: Uint8Array): Promise<ReadMail | null> {
    const isFresh = this.worker === null;
    const answer = await this.tryOnce(raw);
    // A used thread may have died of what an earlier mail left behind.
    const second = answer === 'died' && !isFresh ? await this.tryOnce(raw) : answer;
    return second === 'died' || second === 'late' ? null : second;
  }

  private async tryOnce(raw: Uint8Array): Promise<Answer> {
    const worker = await this.started();
    const job = (this.jobs += 1);
    const answer = await answerOf(worker, job, raw);
    if ((answer === 'died' || answer === 'late') && this.worker === worker) await this.stop();
    return answer;
  }

  /** The clock of a job starts when the thread runs, not while it loads. */
  private async started(): Promise<Worker> {
    if (this.worker !== null) return this.worker;
    const worker = new Worker(this.file, {
      resourceLimits: { maxOldGenerationSizeMb: workerMemoryMegabytes },
      execArgv: [],
      env: {},
    });
    worker.unref();
    this.worker = worker;
    // A thread that ran out of memory ends with an error event; its job has already been answered by then.
    worker.on('error', () => this.forget(worker)).on('exit', () => this.forget(worker));
    await new Promise<void>((resolve, reject) => worker.once('message', () => resolve()).once('exit', () => reject(new Error('the mail worker does not start'))));
    return worker;
  }

  private forget(worker: Worker): void {
    if (this.worker === worker) this.worker = null;
  }
}

type Answer = ReadMail | null | 'died' | 'late';

type Told = { readonly job: number; readonly mail: ReadMail | null };

function answerOf(worker: Worker, job: number, raw: Uint8Array): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (result: Answer): void => {
      clearTimeout(timer);
      worker.off('message', told).off('error', died).off('exit', died);
      resolve(result);
    };
    const told = (answer: Told): void => {
      if (answer.job === job) settle(answer.mail);
    };
    const died = (): void => settle('died');
    const timer = setTimeout(() => settle('late'), longestReading);
    worker.on('message', told).once('error', died).once('exit', died);
    worker.postMessage({ job, raw });
  });
}
