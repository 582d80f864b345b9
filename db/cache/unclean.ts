import { z } from 'zod';
import { query, run, type Reader, type Writer } from './sqlite';

/** Rows were removed: their bytes may still lie in the file. */
export async function markUnclean(tx: Writer): Promise<void> {
  await run(tx, { sql: 'update copy set "unclean" = 1', bindings: [] });
}

const flags = z.array(z.object({ unclean: z.int() }));

export async function isUnclean(db: Reader): Promise<boolean> {
  return flags.parse(await query(db, { sql: 'select "unclean" from copy', bindings: [] }))[0]?.unclean === 1;
}

const wordIndexes = ['conversation_words', 'customer_words', 'precedent_words'] as const;

/** The word indexes keep the words of removed rows until they are merged; made anew, they hold what is here. */
export async function rebuildWords(tx: Writer): Promise<void> {
  for (const sqlIndex of wordIndexes) await run(tx, { sql: `insert into ${sqlIndex} (${sqlIndex}) values ('rebuild')`, bindings: [] });
  // These hold no texts to be made anew from; merged into one piece, they have no place for what was removed. A merge that was under way
  // is ended by the first time only, and its piece keeps what was removed since it began.
  for (const sqlIndex of ['words', 'words', 'title_words', 'title_words']) await run(tx, { sql: `insert into ${sqlIndex} (${sqlIndex}) values ('optimize')`, bindings: [] });
}

/** Fails where a word index and its table do not name the same rows. */
export async function checkWords(tx: Writer): Promise<void> {
  for (const sqlIndex of wordIndexes) await run(tx, { sql: `insert into ${sqlIndex} (${sqlIndex}, "rank") values ('integrity-check', 1)`, bindings: [] });
}

export async function markClean(tx: Writer): Promise<void> {
  await run(tx, { sql: 'update copy set "unclean" = 0', bindings: [] });
}
