import type { Failure } from '#contract/failures';
import { readGap } from '#db/cache/past';
import type { ConversationId } from '#kernel/id';
import { done, type Outcome } from '#kernel/outcome';
import { fetchPage } from '../fetch-page';
import type { Place } from '../place';

/** Brings what the copy lacks of a conversation: all of it, or the next page before its oldest message. */
export function fetchConversation(place: Place, conversation: ConversationId): Promise<Outcome<null, Failure>> {
  return place.past.once(conversation, async () => {
    const gap = await place.picture.read((db) => readGap(db, conversation));
    if (gap.missing === 'nothing') return done(null);
    return place.picture.receive(async () => {
      const page = await fetchPage(place, `/sync/conversation/${conversation}`, gap.missing === 'before' ? gap.edge : null);
      return page.ok ? done({ changes: page.value.changes, whole: page.value.more ? null : conversation, stubs: null }) : page;
    });
  });
}
