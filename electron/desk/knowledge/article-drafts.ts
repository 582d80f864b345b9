import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { articleDraft, type ArticleDraft } from '#contract/article';
import { Lane } from '#kernel/lane';
import { z } from 'zod';

const file = z.record(z.string(), articleDraft);
type Drafts = z.infer<typeof file>;

const lane = new Lane();

/** The name of the file, which goes when a person discards what they left here. */
export const articleDraftsFile = 'article-drafts.json';

/** Articles that a person writes at this computer: they outlive a crash, and a server that is away. `name`: of the article, or of a new one. */
export function readArticleDraft(folder: string, name: string): Promise<ArticleDraft | null> {
  return lane.run(async () => (await readAll(folder))[name] ?? null);
}

export function keepArticleDraft(folder: string, name: string, draft: ArticleDraft | null): Promise<void> {
  return lane.run(async () => {
    const { [name]: _before, ...others } = await readAll(folder);
    await write(join(folder, articleDraftsFile), draft === null ? others : { ...others, [name]: draft });
  });
}

async function readAll(folder: string): Promise<Drafts> {
  try {
    return file.parse(JSON.parse(await readFile(join(folder, articleDraftsFile), 'utf8')));
  } catch {
    // No file yet, or one that is not ours.
    return {};
  }
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
