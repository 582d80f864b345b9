import { onBehalf } from '#db/central/behalf';
import type { Central } from '#db/central/open';
import { attachmentId, messageId } from '#contract/ids';
import { snapshotQuery } from '#contract/protocol';
import { findAttachment, openBytes } from '#db/central/attachments';
import { findMessage } from '#db/central/conversations';
import { mayRead } from '#domain/access/actor';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { Download, download, objectRoute, personRoute, type Route } from '../route';
import { guestRoutes } from './guest-routes';
import { openSnapshot } from './snapshot';
import { uploadRoute } from './upload-route';

const people = { for: 'people', roles: 'any' } as const;
const noQuery = z.strictObject({});

export function syncRoutes(db: Central): readonly Route[] {
  return [snapshotRoute(db), ...guestRoutes(db), attachmentRoute(db), uploadRoute(db)];
}

function snapshotRoute(db: Central): Route {
  return personRoute({
    method: 'GET',
    path: '/sync/snapshot',
    access: people,
    rate: { per: 'session', burst: 10, perSecond: 0.2 },
    audit: 'read',
    input: z.strictObject({ params: noQuery, query: snapshotQuery, body: z.undefined() }),
    output: download,
    handle: async ({ input }, who) => {
      const snapshot = await openSnapshot(db, who, input.query);
      if (!snapshot.ok) return snapshot;
      return done(new Download({ 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }, snapshot.value));
    },
  });
}

function attachmentRoute(db: Central): Route {
  return objectRoute({
    method: 'GET',
    path: '/attachments/:message/:attachment',
    access: people,
    rate: { per: 'session', burst: 60, perSecond: 5 },
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ message: messageId, attachment: attachmentId }), query: noQuery, body: z.undefined() }),
    output: download,
    subject: {
      load: ({ input }, who) => onBehalf(db, behalfOf(who), (tx) => findMessage(tx, within(who), input.params.message)),
      allows: (who, message) => mayRead(who.actor, message.team),
      absent: 'attachment.absent',
    },
    handle: async ({ input }, who, message) => {
      const isNamed = message.attachments.some((attachment) => attachment.id === input.params.attachment);
      const found = isNamed ? await onBehalf(db, behalfOf(who), (tx) => findAttachment(tx, who.tenant, input.params)) : null;
      // Which bytes they are the person was shown; the pieces themselves are read while they leave, after that transaction.
      const bytes = found === null ? null : openBytes(db, who.tenant, found);
      if (bytes === null) return refused('attachment.absent');
      return done(new Download({ 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' }, bytes));
    },
  });
}
