import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { id } from '#kernel/id';
import { readById } from '#db/cache/read-rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begun, company, conversationOf, standing, openKept } from './small-company';

const disk = mkdtempSync(join(tmpdir(), 'otklik-small-disk-'));
const filler = join(disk, 'filler');
let mounted = false;

beforeAll(() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk], { stdio: 'ignore' });
    mounted = true;
  } catch {
    process.stderr.write('A disk of its own needs root: the test of a full disk is skipped.\n');
  }
});

afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

function fill(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize)));
}

test('a full disk refuses in words, loses nothing that was acknowledged, and goes on when there is space', async ({ skip }) => {
  if (!mounted) skip('no disk of its own');
  const folder = join(disk, 'place');
  const place = await openKept(folder);
  await place.picture.apply(company({ conversations: 8, messagesEach: 2 }), standing(1));
  await place.picture.rest();
  fill();
  const acknowledged: string[] = [];
  const refusals = new Set<string>();
  for (let number = 0; number < 60; number += 1) {
    const message = id('message', `n${number}`);
    const outcome = await place.picture.mutate({ name: 'note.add', args: { message, conversation: conversationOf(0), text: 'x'.repeat(5000) } }, begun);
    if (outcome.ok) acknowledged.push(message);
    else refusals.add(outcome.code);
  }
  expect([...refusals]).toEqual(['disk.full']);
  const big = company({ conversations: 400, messagesEach: 3 });
  await expect(place.picture.apply(big, standing(2))).rejects.toMatchObject({ code: 'SQLITE_FULL' });

  rmSync(filler);
  const after = id('message', 'after');
  expect(await place.picture.mutate({ name: 'note.add', args: { message: after, conversation: conversationOf(0), text: 'goes on' } }, begun)).toMatchObject({ ok: true });
  expect(await place.picture.apply(company({ conversations: 12, messagesEach: 2 }), standing(2))).toMatchObject({ position: { cursor: 2 } });
  await place.picture.close();

  const again = await openKept(folder);
  const rows = await Promise.all([...acknowledged, after].map((message) => again.picture.read((db) => readById(db, 'messages', message))));
  expect(rows.filter((row) => row === null)).toEqual([]);
  expect(again.outbox.pending).toHaveLength(acknowledged.length + 1);
  await again.picture.close();
  expect(existsSync(filler)).toBe(false);
});
