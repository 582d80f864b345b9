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

/** The file of the mail worker and how node has to be told to load it. */
export type WorkerFile = { readonly url: URL; readonly execArgv?: readonly string[] };

/** Threads that read mails at once; more would only fight for the cores of a small machine. */
const threads = 2;

/** Most of the header fields that are looked at when the body is unreadable. */
const longestHeaders = 64 * 1024;

export function openMailReader(file: WorkerFile): MailReader {
  const seats = Array.from({ length: threads }, () => new Seat(file));
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
  private readonly file: WorkerFile;
  private worker: Worker | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private jobs = 0;

  constructor(file: WorkerFile) {
    this.file = file;
  }

  read(raw: Uint8Array): Promise<ReadMail | null> {
    this.waiting += 1;
    const reading = this.queue.then(() => this.readNow(raw)).finally(() => (this.waiting -= 1));
    this.queue = reading;
    return reading;
  }

  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private async readNow(raw: Uint8Array): Promise<ReadMail | null> {
    const worker = await this.started();
    if (worker === null) return null;
    const job = (this.jobs += 1);
    const answer = await answerOf(worker, job, raw);
    if (answer === 'stuck' && this.worker === worker) await this.stop();
    return answer === 'stuck' ? null : answer;
  }

  /** The clock of a job starts when the thread runs, not while it loads. */
  private async started(): Promise<Worker | null> {
    if (this.worker !== null) return this.worker;
    const worker = new Worker(this.file.url, {
      resourceLimits: { maxOldGenerationSizeMb: workerMemoryMegabytes },
      ...(this.file.execArgv === undefined ? {} : { execArgv: [...this.file.execArgv] }),
      env: {},
    });
    worker.unref();
    this.worker = worker;
    // A thread that ran out of memory ends with an error event; its job has already been answered by then.
    worker.on('error', () => this.forget(worker)).on('exit', () => this.forget(worker));
    await new Promise<void>((resolve) => worker.once('message', () => resolve()).once('exit', () => resolve()));
    return this.worker;
  }

  private forget(worker: Worker): void {
    if (this.worker === worker) this.worker = null;
  }
}

type Answer = { readonly job: number; readonly mail: ReadMail | null };

function answerOf(worker: Worker, job: number, raw: Uint8Array): Promise<ReadMail | null | 'stuck'> {
  return new Promise((resolve) => {
    const settle = (result: ReadMail | null | 'stuck'): void => {
      clearTimeout(timer);
      worker.off('message', told).off('error', died).off('exit', died);
      resolve(result);
    };
    const told = (answer: Answer): void => {
      if (answer.job === job) settle(answer.mail);
    };
    const died = (): void => settle('stuck');
    const timer = setTimeout(died, longestReading);
    worker.on('message', told).once('error', died).once('exit', died);
    worker.postMessage({ job, raw });
  });
}
