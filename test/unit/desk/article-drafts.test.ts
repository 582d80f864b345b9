import type { ArticleDraft } from '#contract/article';
import { discardArticleDrafts, keepArticleDraft, readArticleDraft, type DraftsFolder } from '#desk/knowledge/article-drafts';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'otklik-article-drafts-'));
const file = join(folder, 'article-drafts.json');
let told = 0;
const drafts: DraftsFolder = { folder, setAside: async () => void (told += 1) };

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  told = 0;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const draft: ArticleDraft = { revision: 2, title: 'Возврат', language: 'ru', audience: 'customers', category: '', text: 'т'.repeat(1_000_000), facts: [{ name: '', text: 'half', until: '' }], tags: '', owner: null, reviewAt: '', counterpart: null };

test('an article of a million letters that is half written is there after a crash, beside the others, until it is saved', async () => {
  await Promise.all([keepArticleDraft(drafts, 'art_1', { ...draft, title: 'Во' }), keepArticleDraft(drafts, 'new', draft), keepArticleDraft(drafts, 'art_1', draft)]);
  expect([await readArticleDraft(drafts, 'art_1'), await readArticleDraft(drafts, 'new'), await readArticleDraft(drafts, 'art_2')]).toEqual([draft, draft, null]);
  await keepArticleDraft(drafts, 'art_1', null);
  expect([await readArticleDraft(drafts, 'art_1'), await readArticleDraft(drafts, 'new')]).toEqual([null, draft]);
});

test('an article that cannot be read does not take the others along: the file is kept beside, they stay', async () => {
  const spoiled = JSON.stringify({ art_1: draft, art_2: { revision: 'half' } });
  writeFileSync(file, spoiled);
  expect([await readArticleDraft(drafts, 'art_2'), await readArticleDraft(drafts, 'art_1')]).toEqual([null, draft]);
  await keepArticleDraft(drafts, 'new', draft);
  expect([await readArticleDraft(drafts, 'art_1'), await readArticleDraft(drafts, 'new'), told]).toEqual([draft, draft, 1]);
  expect(readFileSync(`${file}.aside-1`, 'utf8')).toBe(spoiled);
});

test('a file that is noise keeps nobody from writing, and nothing that was set aside is written over', async () => {
  for (const noise of ['{"half', '{"other half']) {
    writeFileSync(file, noise);
    await keepArticleDraft(drafts, 'new', draft);
    expect(await readArticleDraft(drafts, 'new')).toEqual(draft);
  }
  expect(['.aside-1', '.aside-2'].map((end) => readFileSync(file + end, 'utf8'))).toEqual(['{"half', '{"other half']);
  await discardArticleDrafts(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test('a disk that does not give the file back is not taken for an empty file', async () => {
  mkdirSync(file);
  await expect(keepArticleDraft(drafts, 'new', draft)).rejects.toThrow('EISDIR');
  expect([readdirSync(folder), told]).toEqual([['article-drafts.json'], 0]);
});
