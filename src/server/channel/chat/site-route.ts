import { chatSiteRequest } from '#contract/chat-site';
import { allowChatOrigins, isChatChannel } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, objectRoute, type Route } from '../../route';

/** `POST /chat-sites`: an administrator names the pages that may carry a chat channel's widget. */
export function chatSiteRoute(db: Reader): Route {
  return objectRoute({
    method: 'POST',
    path: '/chat-sites',
    access: { for: 'people', roles: ['administrator'] },
    input: bodyInput(chatSiteRequest),
    output: z.null(),
    rate: { per: 'session', burst: 10, perSecond: 1 },
    audit: 'change',
    subject: {
      load: async ({ input: { body } }, { tenant }) => ((await isChatChannel(db, { tenant, channel: body.channel })) ? body.channel : null),
      allows: () => true,
      absent: 'request.unknown',
    },
    handle: async ({ input: { body } }, { tenant }, channel) => {
      await allowChatOrigins(db, { tenant, channel, origins: body.origins });
      return done(null);
    },
  });
}
