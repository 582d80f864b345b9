import { chatHours } from '#contract/chat-site';
import { channelId } from '#contract/ids';
import { isChatChannel, keepChatHours } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { objectRoute, type Route } from '../../route';

/** `PUT /chat-sites/:channel/hours`: an administrator says when somebody answers in a chat; null for always. */
export function chatHoursRoute(db: Reader): Route {
  return objectRoute({
    method: 'PUT',
    path: '/chat-sites/:channel/hours',
    access: { for: 'people', roles: ['administrator'] },
    input: z.strictObject({ params: z.strictObject({ channel: channelId }), query: z.strictObject({}), body: chatHours }),
    output: z.null(),
    rate: { per: 'session', burst: 10, perSecond: 1 },
    audit: 'change',
    subject: {
      load: async ({ input: { params } }, { tenant }) => ((await isChatChannel(db, { tenant, channel: params.channel })) ? params.channel : null),
      allows: () => true,
      absent: 'request.unknown',
    },
    handle: async ({ input: { body } }, { tenant }, channel) => {
      await keepChatHours(db, { tenant, channel, hours: body.hours });
      return done(null);
    },
  });
}
