import { done, refused } from '#kernel/outcome';
import { onDisk } from '../disk-failure';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { saveAttachment } from './save-attachment';
import { ShownFile } from './show-attachment';

export function attachmentRequests(atWork: () => Place | null, downloads: string): Pick<Handlers, 'attachment.save' | 'attachment.show' | 'attachment.add' | 'attachment.remove'> {
  /** Goes with the place of its person. */
  const shown = new WeakMap<Place, ShownFile>();
  return {
    'attachment.add': async (piece) => atWork()?.outgoing.add(piece) ?? refused('access.signedOut'),
    'attachment.remove': async ({ conversation, hash }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const removed = await onDisk(() => place.outgoing.detach(conversation, hash));
      return removed.ok ? done(null) : removed;
    },
    'attachment.show': async (wanted) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const file = shown.get(place) ?? new ShownFile();
      shown.set(place, file);
      return file.piece(place, wanted);
    },
    'attachment.save': async (wanted) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : saveAttachment(place, downloads, wanted);
    },
  };
}
