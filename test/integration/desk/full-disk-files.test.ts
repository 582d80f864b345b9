import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '#contract/limits';
import { Outgoing } from '#desk/channel/outgoing';
import { saveFile } from '#desk/channel/save-attachment';
import { onDisk } from '#desk/disk-failure';
import type { Failure } from '#contract/failures';
import type { Outcome } from '#kernel/outcome';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallDiskAt, type SmallDisk } from '../../e2e/stage/small-disk';
import { company, conversationOf, openKept, standing } from './small-company';

const root = mkdtempSync(join(tmpdir(), 'otklik-full-files-'));
const folder = join(root, 'place');
const source = join(root, 'chosen.bin');
const conversation = conversationOf(0);
let disk: SmallDisk | null = null;

beforeAll(() => {
  disk = smallDiskAt(folder);
});
afterAll(() => {
  disk?.remove();
  rmSync(root, { recursive: true, force: true });
});

test('a disk that fills up while a file is attached, at whatever byte, says so and leaves nothing of it; with space again it is attached', async ({ skip }) => {
  if (disk === null) return skip('no disk of its own');
  const place = await openKept(folder);
  await place.picture.apply(company({ conversations: 4, messagesEach: 1 }), standing(1));
  await place.picture.rest();
  const outgoing = new Outgoing(folder, place.outbox, () => undefined);
  const kept = (): string[] => (existsSync(join(folder, 'outgoing')) ? readdirSync(join(folder, 'outgoing')).toSorted() : []);
  const named = (): string[] => place.outbox.draftFiles(conversation).map(({ hash }) => hash).toSorted();
  const refusals = new Set<string>();
  let taken = 0;

  async function tryWith(except: number, attach: (bytes: Buffer) => Promise<Outcome<null, Failure>>): Promise<void> {
    const bytes = randomBytes(100_000);
    const hash = createHash('sha256').update(bytes).digest('hex');
    disk?.fill(except);
    const outcome = await attach(bytes);
    disk?.free();
    if (outcome.ok) taken += 1;
    else refusals.add(outcome.code);
    expect([named().includes(hash), kept()]).toEqual([outcome.ok, named()]);
    if (!outcome.ok) expect(await attach(bytes)).toEqual({ ok: true, value: null });
    expect(readFileSync(join(folder, 'outgoing', hash)).equals(bytes)).toBe(true);
    await outgoing.detach(conversation, hash);
    expect([named(), kept()]).toEqual([[], []]);
  }

  const choose = (bytes: Buffer): Promise<Outcome<null, Failure>> => {
    writeFileSync(source, bytes);
    return outgoing.attach(conversation, [source]);
  };
  const paste = async (bytes: Buffer): Promise<Outcome<null, Failure>> => {
    const transfer = randomUUID();
    let last: Outcome<null, Failure> = { ok: true, value: null };
    for (let from = 0; from < bytes.length && last.ok; from += 30_000) {
      last = await outgoing.add({ conversation, transfer, name: 'pasted.png', size: bytes.length, from, bytes: new Uint8Array(bytes.subarray(from, from + 30_000)) });
    }
    return last;
  };
  expect(limits.filePiece).toBeGreaterThan(100_000);
  for (const attach of [choose, paste]) {
    for (let except = 0; except <= 240_000; except += 20_480) await tryWith(except, attach);
  }
  expect([...refusals]).toEqual(['disk.full']);
  expect(taken).toBeGreaterThan(0);
  await place.picture.close();
});

test('a saved attachment is whole or not there when the disk fills up meanwhile', async ({ skip }) => {
  if (disk === null) return skip('no disk of its own');
  const downloads = join(folder, 'downloads');
  const bytes = randomBytes(100_000);
  const seen = new Set<string>();
  for (let except = 4096; except <= 140_000; except += 16_384) {
    disk.fill(except);
    const saved = await onDisk(() => saveFile(downloads, 'bill.pdf', new Blob([bytes]).stream()));
    const outcome = saved.ok ? saved.value : saved;
    seen.add(outcome.ok ? 'saved' : outcome.code);
    expect(readdirSync(downloads)).toEqual(outcome.ok ? ['bill.pdf'] : []);
    if (outcome.ok) expect(readFileSync(join(downloads, 'bill.pdf')).equals(bytes)).toBe(true);
    rmSync(downloads, { recursive: true });
    disk.free();
  }
  expect([...seen].toSorted()).toEqual(['disk.full', 'saved']);
});
