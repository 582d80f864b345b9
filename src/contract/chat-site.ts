import { z } from 'zod';
import { openingHours } from './bot';
import { channelId, queueId } from './ids';
import { properName } from './proper-name';
import { storableLine } from './storable-line';

/** A web origin as browsers name it: `https://shop.example`, lower case, other letters as punycode, without a path. */
const webOrigin = z.string().max(200).regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/);
const origins = z.array(webOrigin).max(50);

/** How the widget looks where its tag says nothing else. */
export const chatLook = z.strictObject({
  color: z.string().regex(/^#[\da-f]{6}$/),
  /** Radius of the corners, in pixels. */
  corner: z.int().min(0).max(28),
  side: z.enum(['right', 'left']),
  /** Words beside the closed button; may be empty. */
  label: storableLine(30),
  language: z.enum(['visitor', 'page', 'ru', 'en']),
  /** In place of our own first words; empty: ours. */
  greeting: storableLine(120),
});
export type ChatLook = z.infer<typeof chatLook>;

/** A page that was seen with the tag on it, and when last. */
const seenPage = z.strictObject({ origin: z.string(), at: z.number(), isAllowed: z.boolean() });

/** A chat as an administrator sees it; `site` is the key of its tag. */
const chatSite = z.strictObject({
  channel: channelId,
  name: z.string(),
  queue: queueId,
  site: z.string(),
  origins: z.array(z.string()),
  hours: openingHours.nullable(),
  hasSecret: z.boolean(),
  look: chatLook.nullable(),
  /** Newest first. */
  pages: z.array(seenPage),
});

/** `GET /chat-sites` */
export const chatSiteList = z.array(chatSite);
/** `POST /chat-sites`: a chat of its own for another shop. */
export const newChatSite = z.strictObject({ name: properName, queue: queueId, origins });
/** `PUT /chat-sites/:channel/origins`: the pages that may carry the widget, beside the server's own. */
export const chatOrigins = z.strictObject({ origins });
/** `PUT /chat-sites/:channel/hours` */
export const chatHours = z.strictObject({ hours: openingHours.nullable() });
/** `POST /chat-sites/:channel/secret`: a new secret for the shop's server, told this once. */
export const chatSecret = z.strictObject({ secret: z.string() });

/** `POST /chat-sites/:channel/check`: the server looks at a page as a browser would find it. */
export const chatCheck = z.strictObject({ page: z.url({ protocol: /^https?$/ }).max(1000) });
/** `otherSite`: its tag names another chat. `policy`: its own rules for content keep the chat from the server. */
export const chatVerdicts = ['well', 'unreachable', 'noTag', 'otherSite', 'notAllowed', 'policy'] as const;
export const chatChecked = z.strictObject({ verdict: z.enum(chatVerdicts), origin: z.string() });
export type ChatVerdict = (typeof chatVerdicts)[number];

const one = z.strictObject({ channel: channelId });

/** What an administrator asks the desk for when they set the widget up; `server` is where it is. */
export const widgetRequests = {
  'widget.list': { input: z.strictObject({}), output: z.strictObject({ server: z.string(), sites: chatSiteList }) },
  'widget.make': { input: newChatSite, output: one },
  'widget.origins': { input: chatOrigins.extend(one.shape), output: z.null() },
  'widget.look': { input: z.strictObject({ channel: channelId, look: chatLook }), output: z.null() },
  'widget.hours': { input: chatHours.extend(one.shape), output: z.null() },
  'widget.secret': { input: one, output: chatSecret },
  'widget.check': { input: chatCheck.extend(one.shape), output: chatChecked },
  'widget.remove': { input: one, output: z.null() },
} as const;
