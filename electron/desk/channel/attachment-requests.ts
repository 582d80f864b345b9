import { refused } from '#kernel/outcome';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { saveAttachment } from './save-attachment';

export function attachmentRequests(atWork: () => Place | null, downloads: string): Pick<Handlers, 'attachment.save'> {
  return {
    'attachment.save': async (wanted) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : saveAttachment(place, downloads, wanted);
    },
  };
}
