import { openMailReader } from '#server/channel/email/mail-reader';
import type { ReadMail } from '#server/channel/email/read-mail';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { builtMailWorker } from '../support/built-workers';
import { countHeaders, expectedHeaders } from './mail-headers';
import { countQuotes } from './mail-quotes';

export type MailBench = { readonly corpus: string | undefined; readonly expected: string | undefined; readonly quotes: string | undefined };

/**
 * Sends every file of a folder through the way of a mail that came in: the same worker, its limits and its cleaning. `crashed`
 * are the mails that it could not read, `stall_ms` is the longest time in which the asking process could do nothing else.
 */
export async function benchMail({ corpus, expected, quotes }: MailBench): Promise<Record<string, number>> {
  if (corpus === undefined) throw new Error('npm run bench -- mail --corpus DIR [--expected FILE.jsonl] [--quotes DIR]');
  const names = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'MANIFEST.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const reader = openMailReader(await builtMailWorker());
  try {
    await reader.read(Buffer.from('Subject: warm\r\n\r\nwarm\r\n'));
    const { figures, mails } = await readAll(names, (raw) => reader.read(raw));
    const headers = expected === undefined ? {} : countHeaders(expectedHeaders(expected), (name) => mails.get(join(corpus, name)));
    const quoted = quotes === undefined ? {} : await countQuotes(quotes, (raw) => reader.read(raw));
    return { ...figures, ...headers, ...quoted };
  } finally {
    await reader.stop();
  }
}

type Reading = (raw: Uint8Array) => Promise<ReadMail | null>;

async function readAll(names: readonly string[], read: Reading): Promise<{ figures: Record<string, number>; mails: ReadonlyMap<string, ReadMail> }> {
  const files = names.map((name) => ({ name, raw: readFileSync(name) }));
  const mails = new Map<string, ReadMail>();
  const times: { name: string; took: number }[] = [];
  const loop = monitorEventLoopDelay({ resolution: tick });
  loop.enable();
  for (const { name, raw } of files) {
    const began = performance.now();
    const mail = await read(raw);
    times.push({ name, took: performance.now() - began });
    if (mail !== null) mails.set(name, mail);
  }
  loop.disable();
  const slowest = times.toSorted((a, b) => b.took - a.took)[0];
  for (const name of names.filter((one) => !mails.has(one))) console.error(`not read: ${name}`);
  console.error(`slowest: ${slowest?.name ?? 'none'}`);
  return { figures: { files: names.length, crashed: names.length - mails.size, slowest_ms: slowest?.took ?? 0, stall_ms: Math.max(0, loop.max / 1e6 - tick) }, mails };
}

/** How often the clock looks whether the process is free, in milliseconds. */
const tick = 5;
