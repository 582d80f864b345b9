import type { Central } from '#db/central/open';
import { keepWords, takeUnsearched, type UnreadMessage } from '#db/central/search';
import { tokensOf } from '#domain/search/words';
import { second, type Duration } from '#kernel/instant';
import { WorkLoop } from '../work-loop';

/** Of one round: some milliseconds of this process. */
const atOnce = 50;
/** What of a text is found by its words. */
export const lettersRead = 20_000;
/** While much waits, the work of people comes first. */
const breath: Duration = 20;
/** What came in is searched for on the server when copies hold it no more: nobody waits for it. */
const rest: Duration = 5 * second;

/** Reads the words out of messages, so that whoever looks for old ones finds them. Any number of processes may do so at once. */
export function startReading({ db, failed }: { readonly db: Central; readonly failed: (error: unknown) => void }): WorkLoop {
  return new WorkLoop(async () => ((await readSome(db)) < atOnce ? rest : breath), failed);
}

/** How many were read. */
export function readSome(db: Central): Promise<number> {
  return db.transaction(async (tx) => {
    const taken = await takeUnsearched(tx, atOnce, lettersRead);
    await keepWords(tx, taken.map((message) => ({ tenant: message.tenant, id: message.id, at: message.at, words: wordsOf(message) })));
    return taken.length;
  });
}

function wordsOf({ part, text, files }: UnreadMessage): readonly string[] {
  const author = part.kind === 'inbound' ? part.authorName : '';
  return [...new Set(tokensOf([author, text, ...files].join('\n')).flatMap(({ forms }) => forms))];
}
