import { messageId } from '#contract/ids';
import { mailPicture, namedPicture } from '#contract/mail-picture';
import { onBehalf } from '#db/central/behalf';
import { findMessage } from '#db/central/conversations';
import type { Central } from '#db/central/open';
import { mayRead } from '#domain/access/actor';
import { refused } from '#kernel/outcome';
import { z } from 'zod';
import { behalfOf } from '../../../access/behalf';
import { within } from '../../../access/within';
import type { Egress } from '../../../egress';
import { objectRoute, type Route } from '../../../route';
import { fetchPicture } from './fetch-picture';
import { heldPictures } from './held-pictures';

/** `POST /messages/:message/picture`: what a mail leaves in the network, for who wants to see it. Only what stands in a mail that they may read. */
export function pictureRoute({ db, egress }: { readonly db: Central; readonly egress: Egress }): Route {
  return objectRoute({
    method: 'POST',
    path: '/messages/:message/picture',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 80, perSecond: 5 },
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ message: messageId }), query: z.strictObject({}), body: namedPicture }),
    output: mailPicture,
    subject: {
      load: ({ input }, who) => onBehalf(db, behalfOf(who), (tx) => findMessage(tx, within(who), input.params.message)),
      allows: (who, message) => mayRead(who.actor, message.team),
      absent: 'picture.absent',
    },
    handle: async ({ input: { body } }, _who, { html }) => (html !== null && heldPictures(html).has(body.address) ? fetchPicture(egress, body.address) : refused('picture.absent')),
  });
}
