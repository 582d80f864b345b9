import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readById } from '#db/cache/read-rows';
import { describe, expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { keptCompany, openKept } from './small-company';

const busyDesk = fileURLToPath(new URL('./busy-desk.ts', import.meta.url));
const desks = 4;
const livesEach = 5;
const seed = Math.floor(Math.random() * 2 ** 31);

/** A small generator, so that a failure can be played again. */
function dice(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Lets a desk work for a random while from its second note on, kills it, and answers with what it had acknowledged. */
async function life(folder: string, name: string, milliseconds: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', busyDesk, folder, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let end: NodeJS.Timeout | undefined;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
    if (notesIn(said).length > 1) end ??= setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  await once(child, 'close');
  return notesIn(said);
}

/** A line that the kill cut short is none. */
function notesIn(said: string): readonly string[] {
  return said.split('\n').slice(0, -1);
}

describe(`a desk killed at any moment (seed ${seed})`, () => {
  test(`has every acknowledged note after ${desks * livesEach} kills, once and in order`, { timeout: 300_000 }, async () => {
    const random = dice(seed);
    const pauses = Array.from({ length: desks }, () => Array.from({ length: livesEach }, () => random() * 250));
    const counts = await Promise.all(pauses.map(async (lives, desk) => {
      const first = await keptCompany(freshFolder('killed'));
      await first.picture.close();
      const acknowledged: string[] = [];
      for (const [number, pause] of lives.entries()) {
        acknowledged.push(...(await life(first.folder, `${desk}x${number}`, pause)));
        await judge(first.folder, acknowledged);
      }
      return acknowledged.length;
    }));
    expect(Math.min(...counts)).toBeGreaterThan(livesEach);
  });
});

async function judge(folder: string, acknowledged: readonly string[]): Promise<void> {
  const { picture, outbox, rebuilt } = await openKept(folder);
  try {
    expect(rebuilt).toBe(false);
    const rows = await Promise.all(acknowledged.map((message) => picture.read((db) => readById(db, 'messages', message))));
    const lost = acknowledged.filter((_message, place) => rows[place] === null);
    expect(lost).toEqual([]);
    const numbers = outbox.pending.map(({ id }) => id);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    const waiting = outbox.pending.map(({ intent }) => ('message' in intent.args ? intent.args.message : ''));
    const unconfirmed = rows.filter((row) => row?.version === 0).map((row) => row?.id);
    // What the server has not said is in the outbox; what it said may still be there for a moment, never the other way.
    expect(unconfirmed.filter((message) => !waiting.some((one) => one === message))).toEqual([]);
  } finally {
    await picture.close();
  }
}
