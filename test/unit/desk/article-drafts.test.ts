import type { ArticleDraft } from '#contract/article';
import { articleDraftsFile, keepArticleDraft, readArticleDraft } from '#desk/knowledge/article-drafts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'otklik-article-drafts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const draft: ArticleDraft = { revision: 2, title: 'Возврат', language: 'ru', audience: 'customers', category: '', text: 'т'.repeat(1_000_000), facts: [{ name: '', text: 'half', until: '' }], tags: '', owner: null, reviewAt: '', counterpart: null };

test('an article of a million letters that is half written is there after a crash, beside the others, until it is saved', async () => {
  await Promise.all([keepArticleDraft(folder, 'art_1', { ...draft, title: 'Во' }), keepArticleDraft(folder, 'new', draft), keepArticleDraft(folder, 'art_1', draft)]);
  expect([await readArticleDraft(folder, 'art_1'), await readArticleDraft(folder, 'new'), await readArticleDraft(folder, 'art_2')]).toEqual([draft, draft, null]);
  await keepArticleDraft(folder, 'art_1', null);
  expect([await readArticleDraft(folder, 'art_1'), await readArticleDraft(folder, 'new')]).toEqual([null, draft]);
});

test('a file that cannot be read keeps nobody from writing', async () => {
  writeFileSync(join(folder, articleDraftsFile), '{"half');
  expect(await readArticleDraft(folder, 'new')).toBeNull();
  await keepArticleDraft(folder, 'new', draft);
  expect(await readArticleDraft(folder, 'new')).toEqual(draft);
});
