import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { articleDraft, type ArticleDraft } from '#contract/article';
import { Lane } from '#kernel/lane';
import { z } from 'zod';

type Drafts = { readonly [name: string]: ArticleDraft };

const lane = new Lane();

/** The name of the file. */
const file = 'article-drafts.json';

/** Where articles that a person writes lie. `setAside`: what lay there could not be read, in whole or in part, and was kept beside. */
export type DraftsFolder = { readonly folder: string; readonly setAside: () => Promise<void> };

/** Articles that a person writes at this computer: they outlive a crash, and a server that is away. `name`: of the article, or of a new one. */
export function readArticleDraft(drafts: DraftsFolder, name: string): Promise<ArticleDraft | null> {
  return lane.run(async () => (await readAll(drafts))[name] ?? null);
}

export function keepArticleDraft(drafts: DraftsFolder, name: string, draft: ArticleDraft | null): Promise<void> {
  return lane.run(async () => {
    const { [name]: _before, ...others } = await readAll(drafts);
    await write(join(drafts.folder, file), draft === null ? others : { ...others, [name]: draft });
  });
}

/** They go when a person discards what they left here, those among them that could not be read. */
export function discardArticleDrafts(folder: string): Promise<void> {
  return lane.run(async () => {
    for (const name of await namesIn(folder)) if (name.startsWith(file)) await rm(join(folder, name), { force: true });
  });
}

/** Only a file that is not there is empty; what fails for another reason is the disk's, and nothing may be written over it. */
async function readAll(drafts: DraftsFolder): Promise<Drafts> {
  const path = join(drafts.folder, file);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return {};
  const { read, isWhole } = readable(text);
  if (isWhole) return read;
  await keepBeside(drafts.folder);
  await write(path, read);
  await drafts.setAside();
  return read;
}

/** What stands in the file and is a draft; whole when that is everything. */
function readable(text: string): { readonly read: Drafts; readonly isWhole: boolean } {
  const entries = z.record(z.string(), z.unknown()).safeParse(parsed(text));
  if (!entries.success) return { read: {}, isWhole: false };
  const named = Object.entries(entries.data);
  const read = named.flatMap(([name, entry]): [string, ArticleDraft][] => {
    const draft = articleDraft.safeParse(entry);
    return draft.success ? [[name, draft.data]] : [];
  });
  return { read: Object.fromEntries(read), isWhole: read.length === named.length };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A copy under a name that nothing has yet: what was set aside before stays too. */
async function keepBeside(folder: string): Promise<void> {
  const taken = new Set(await namesIn(folder));
  let number = 1;
  while (taken.has(`${file}.aside-${number}`)) number += 1;
  await copyFile(join(folder, file), join(folder, `${file}.aside-${number}`));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return existsSync(folder) ? readdir(folder) : [];
}

/** Written beside and renamed over, so that a crash leaves the old file or the new one. */
async function write(path: string, drafts: Drafts): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(drafts));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
}
