import { randomUUID } from 'node:crypto';
import { id } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { writable } from '#kernel/text';
import { onDisk } from '../disk-failure';
import { mutating } from '../mutate';
import type { Place } from '../place';
import type { Handlers } from '../verbs';

/** What a supervisor says about a case. Ids of new rows are made here: the window has no dice. */
export function remarkRequests(atWork: () => Place | null): Pick<Handlers, 'remark.add' | 'remark.remove' | 'remark.letGo'> {
  const mutate = mutating(atWork);
  return {
    'remark.add': ({ conversation, text }) => mutate({ name: 'remark.add', args: { remark: id('remark', randomUUID()), conversation, text: writable(text) } }),
    'remark.remove': (args) => mutate({ name: 'remark.remove', args }),
    'remark.letGo': async ({ refusal }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const gone = await onDisk(() => place.outbox.letGo([refusal]));
      place.draftsChanged();
      return gone.ok ? done(null) : gone;
    },
  };
}
