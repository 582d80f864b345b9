import type { Reader } from '#db/central/open';
import { emptySpam, spamSince } from '#db/central/spam';
import { day, type Duration, type Instant } from '#kernel/instant';
import type { Commit } from '../sync/commit';

/** How long spam is kept: long enough to miss a mail that was none. */
const kept: Duration = 30 * day;

/** Of one round; the rest waits for the next. */
const atOnce = 200;

/** Deletes what has been spam for long, here and on every copy. Several at once do no harm. */
export async function forgetSpam({ db, commit }: { readonly db: Reader; readonly commit: Commit }, now: Instant): Promise<void> {
  const before = now - kept;
  for (const key of await spamSince(db, before, atOnce)) {
    await commit(key.tenant, async (tx, _now, put) => {
      await put((await emptySpam(tx, key, before)).map((row) => ({ op: 'remove', ...row })));
    });
  }
}
