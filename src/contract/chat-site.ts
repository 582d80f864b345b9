import { z } from 'zod';
import { openingHours } from './bot';
import { channelId } from './ids';

/** A web origin as browsers name it: `https://shop.example`, lower case, other letters as punycode, without a path. */
const webOrigin = z.string().max(200).regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/);

/** `POST /chat-sites`: the pages that may carry the widget of a chat channel, beside the server's own. Replaces the list. */
export const chatSiteRequest = z.strictObject({ channel: channelId, origins: z.array(webOrigin).max(50) });

/** `POST /chat-sites/:channel/secret`: a new secret for the shop's server, told this once. */
export const chatSecret = z.strictObject({ secret: z.string() });

/** `PUT /chat-sites/:channel/hours` */
export const chatHours = z.strictObject({ hours: openingHours.nullable() });
