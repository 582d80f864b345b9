import type { Failure } from '#contract/failures';
import { guestConversation } from '#contract/guest';
import { readById } from '#db/cache/read-rows';
import { changeFromWire } from '#db/tables/codec';
import type { ConversationId } from '#kernel/id';
import { done, type Outcome } from '#kernel/outcome';
import { onDisk } from '../disk-failure';
import { askFor } from '../http';
import type { Place } from '../place';

/** Brings a conversation of the past into the copy, if it is not there. */
export async function fetchConversation(place: Place, conversation: ConversationId): Promise<Outcome<null, Failure>> {
  if ((await place.picture.read((db) => readById(db, 'conversations', conversation))) !== null) return done(null);
  const access = await place.access();
  if (!access.ok) return access;
  const path = `/sync/conversation/${encodeURIComponent(conversation)}`;
  const answer = await askFor(place.server, { method: 'GET', path, access: access.value }, guestConversation);
  if (!answer.ok) return answer;
  const adopted = await onDisk(() => place.picture.adopt(answer.value.changes.map(changeFromWire)));
  return adopted.ok ? done(null) : adopted;
}
