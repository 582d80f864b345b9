import type { ReturnedText } from '#db/cache/draft';
import type { Notice } from '#db/cache/notice';
import { readRefusals } from '#db/cache/refusal';
import type { Reader } from '#db/cache/sqlite';
import type { Intent } from '#domain/mutators';
import type { ClientId } from '#kernel/id';
import type { Pending } from '#sync/perform';

/** What the person has to hear of refused mutations, and the texts that they would have lost. */
export type Refused = { readonly notices: readonly Notice[]; readonly texts: readonly ReturnedText[] };

/** Those that the server refused among the mutations that it settled. */
export async function refusedOf(db: Reader, client: ClientId, settled: readonly Pending[]): Promise<Refused> {
  const refusals = await readRefusals(db, client, settled.map(({ id }) => id));
  const refused = refusals.flatMap((refusal) => {
    const pending = settled.find(({ id }) => id === refusal.mutation);
    return pending === undefined ? [] : [{ refusal, intent: pending.intent }];
  });
  return {
    notices: refused.map(({ refusal, intent }) => ({ id: refusal.id, at: Date.now(), code: refusal.code, about: refusal.name, conversation: intent.args.conversation })),
    texts: refused.flatMap(({ refusal, intent }) => returnedText(refusal.id, intent)),
  };
}

/** What was typed comes back to the composer. */
function returnedText(id: string, { name, args }: Intent): readonly ReturnedText[] {
  if (name !== 'message.send' && name !== 'note.add') return [];
  return [{ id, conversation: args.conversation, mode: name === 'message.send' ? 'reply' : 'note', text: args.text }];
}
