import { channelId } from '#contract/ids';
import { setAutomaticAnswer } from '#db/central/automatic-answers';
import { mailChannelOf } from '#db/central/mail';
import type { Reader } from '#db/central/open';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { objectRoute, type Route } from '../../route';

/** `PUT /channels/:channel/automatic-answer`: an administrator says what a mail channel answers by itself; null for nothing. */
export function automaticAnswerRoute(db: Reader): Route {
  return objectRoute({
    method: 'PUT',
    path: '/channels/:channel/automatic-answer',
    access: { for: 'people', roles: ['administrator'] },
    rate: { per: 'session', burst: 10, perSecond: 1 },
    audit: 'change',
    input: z.strictObject({ params: z.strictObject({ channel: channelId }), query: z.strictObject({}), body: z.strictObject({ text: z.string().trim().min(1).max(5000).nullable() }) }),
    output: z.null(),
    subject: { load: ({ input: { params } }, { tenant }) => mailChannelOf(db, { tenant, channel: params.channel }), allows: () => true, absent: 'request.unknown' },
    handle: async ({ input: { params, body } }, { tenant }) => {
      await setAutomaticAnswer(db, { tenant, channel: params.channel }, body.text);
      return done(null);
    },
  });
}
