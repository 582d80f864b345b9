import { mkdtempSync, openSync, readdirSync, statSync, writeSync, closeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agent } from '../support/shop-company';
import { DeskProgram } from '../support/desk-program';
import { openFilledCompany } from './filled-company';
import { medians, rounded } from './figures';

/** About one GiB where each message carries the HTML of an ordinary mail; `small` is a tenth of it. */
const sizes = { whole: 250_000, small: 25_000 } as const;
const htmlBytes = 3000;
const patience = 900_000;

/** How long a desk with a large copy takes to its first list, and how long a spoiled copy takes to be one again. */
export async function benchCache({ only, runs }: { readonly only: string | undefined; readonly runs: number }): Promise<Record<string, number>> {
  const house = await openFilledCompany({ messages: only === 'small' ? sizes.small : sizes.whole, openConversations: 200, htmlBytes });
  const home = mkdtempSync(join(tmpdir(), 'otklik-cache-'));
  const desk = new DeskProgram({ server: house.server.url, home, signIn: `${agent.email}:${agent.password}` });
  try {
    desk.start();
    await desk.online(patience);
    await desk.stop();
    const path = cacheIn(home);
    const cache_mib = rounded(statSync(path).size / 2 ** 20, 0);
    const started = await medians(runs, () => startOnce(desk));
    const replaced = await medians(Math.min(runs, 3), () => replaceOnce(desk, path));
    return { ...started, ...replaced, cache_mib };
  } finally {
    await desk.kill();
    await house.close();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

const list = { name: 'list', input: { view: 'all', search: '', limit: 100 } } as const;

/** From the start of the process to the first list of conversations. */
async function startOnce(desk: DeskProgram): Promise<Record<string, number>> {
  const began = performance.now();
  desk.start();
  await desk.until(list, ({ rows }) => rows.length > 0, patience);
  const start_ms = performance.now() - began;
  await desk.online(patience);
  await desk.stop();
  return { start_ms };
}

/** From the start on noise to a list and a note that is kept. */
async function replaceOnce(desk: DeskProgram, path: string): Promise<Record<string, number>> {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(100, 'noise'), 0, 100, 0);
  closeSync(file);
  const began = performance.now();
  desk.start();
  const { rows } = await desk.until(list, (shown) => shown.rows.length > 0, patience);
  const [first] = rows;
  const kept = first === undefined ? null : await desk.ask('note.add', { conversation: first.conversation.id, text: 'Goes on' });
  if (kept?.ok !== true) throw new Error('a replaced copy takes no note');
  const replaced_ms = performance.now() - began;
  await desk.online(patience);
  await desk.stop();
  return { replaced_ms };
}

function cacheIn(home: string): string {
  const found = readdirSync(home, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('cache.db'));
  if (found === undefined) throw new Error('no copy');
  return join(home, found);
}
