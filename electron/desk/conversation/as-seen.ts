import { readById } from '#db/cache/read-rows';
import type { ConversationId, MessageId } from '#kernel/id';
import type { Place } from '../place';

/** Upon what a person acts: the assignment, and the customer's newest message that they can see. Unknown of what this copy does not hold. */
export type Seen = { readonly fence: number | undefined; readonly heard: MessageId | null | undefined };

export async function asSeen({ picture }: Pick<Place, 'picture'>, conversation: ConversationId): Promise<Seen> {
  return picture.read(async (db) => {
    const row = await readById(db, 'conversations', conversation);
    const of = row === null ? null : await readById(db, 'cases', row.case);
    return { fence: row?.fence, heard: of?.heard };
  });
}
