import { readRemarks } from '#db/cache/remark';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';

/** What supervisors said about a case, and what of it the server refused. */
export function remarkWatches(atWork: () => Place | null): Pick<Watchers, 'remarks' | 'refusedRemarks'> {
  return {
    remarks: {
      topics: new Set<Topic>(['remarks', 'conversations', 'outbox', 'session']),
      list: null,
      ask: async ({ conversation }) => (await atWork()?.picture.read((db) => readRemarks(db, conversation))) ?? [],
    },
    refusedRemarks: {
      topics: new Set<Topic>(['drafts', 'outbox', 'session']),
      list: null,
      ask: async ({ conversation }) => (atWork()?.outbox.returned(conversation) ?? []).flatMap(({ id, mode, text }) => (mode === 'remark' ? [{ id, text }] : [])),
    },
  };
}
