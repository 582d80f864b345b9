import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { readMail } from './read-mail';

/** One mail at a time, in a thread that the parent kills when it takes too long or too much. */
const job = z.strictObject({ job: z.int(), raw: z.instanceof(Uint8Array) });

const port = parentPort;
if (port === null) throw new Error('the mail worker runs in a worker thread');

port.on('message', (message: unknown) => {
  const { job: number, raw } = job.parse(message);
  readMail(raw).then(
    (mail) => port.postMessage({ job: number, mail }),
    () => port.postMessage({ job: number, mail: null }),
  );
});
port.postMessage('ready');
