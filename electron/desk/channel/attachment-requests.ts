import { done, refused } from '#kernel/outcome';
import { onDisk } from '../disk-failure';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { saveAttachment } from './save-attachment';

export function attachmentRequests(atWork: () => Place | null, downloads: string): Pick<Handlers, 'attachment.save' | 'attachment.add' | 'attachment.remove'> {
  return {
    'attachment.add': async (piece) => atWork()?.outgoing.add(piece) ?? refused('access.signedOut'),
    'attachment.remove': async ({ conversation, hash }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const removed = await onDisk(() => place.outgoing.detach(conversation, hash));
      return removed.ok ? done(null) : removed;
    },
    'attachment.save': async (wanted) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : saveAttachment(place, downloads, wanted);
    },
  };
}
