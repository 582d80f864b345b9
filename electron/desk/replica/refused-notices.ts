import type { Notice } from '#db/cache/notice';
import { readRefusals } from '#db/cache/refusal';
import type { Reader } from '#db/cache/sqlite';
import type { ClientId } from '#kernel/id';
import type { Pending } from '#sync/perform';

/** What the person has to be told of mutations that the server settled. */
export async function refusedNotices(db: Reader, client: ClientId, settled: readonly Pending[]): Promise<readonly Notice[]> {
  const refusals = await readRefusals(db, client, settled.map(({ id }) => id));
  return refusals.flatMap((refusal) => {
    const pending = settled.find(({ id }) => id === refusal.mutation);
    if (pending === undefined) return [];
    return [{ id: refusal.id, at: Date.now(), code: refusal.code, about: refusal.name, conversation: pending.intent.args.conversation }];
  });
}
