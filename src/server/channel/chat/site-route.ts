import { chatSecret, chatSiteRequest } from '#contract/chat-site';
import { channelId } from '#contract/ids';
import { allowChatOrigins, isChatChannel, keepChatSecret } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, objectRoute, type Route } from '../../route';
import type { ChatIdentities } from './signed-identity';

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

/** `POST /chat-sites/:channel/secret`: an administrator has a new secret made; identities that the last one signed are void from then on. */
export function chatSecretRoute(db: Reader, identities: Pick<ChatIdentities, 'fresh'>): Route {
  return objectRoute({
    method: 'POST',
    path: '/chat-sites/:channel/secret',
    access: { for: 'people', roles: ['administrator'] },
    input: z.strictObject({ params: z.strictObject({ channel: channelId }), query: z.strictObject({}), body: z.undefined() }),
    output: chatSecret,
    rate: { per: 'session', burst: 10, perSecond: 1 },
    audit: 'change',
    subject: {
      load: async ({ input: { params } }, { tenant }) => ((await isChatChannel(db, { tenant, channel: params.channel })) ? params.channel : null),
      allows: () => true,
      absent: 'request.unknown',
    },
    handle: async (_call, { tenant }, channel) => {
      const { plain, sealed } = identities.fresh({ tenant, channel });
      await keepChatSecret(db, { tenant, channel, secret: sealed });
      return done({ secret: plain });
    },
  });
}
