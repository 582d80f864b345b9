import { chatCheck, chatChecked, chatHours, chatLook, chatOrigins, chatSecret, chatSiteList, newChatSite } from '#contract/chat-site';
import { channelId } from '#contract/ids';
import { isChatSite, listChatSites, seenChatPages, setChatSite, type ChatSiteKey } from '#db/central/chat-sites';
import type { Reader } from '#db/central/open';
import { loadRow, lockRow } from '#db/central/rows';
import { id } from '#kernel/id';
import { done } from '#kernel/outcome';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readOut, type Egress } from '../../egress';
import { bodyInput, noInput, objectRoute, personRoute, type Route, type Subject } from '../../route';
import type { Commit } from '../../sync/commit';
import { judgePage } from './judge-page';
import type { ChatIdentities } from './signed-identity';

export type SitePorts = { readonly db: Reader; readonly commit: Commit; readonly identities: Pick<ChatIdentities, 'fresh'>; readonly egress: Egress };

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 1 }, audit: 'change' } as const;
const params = z.strictObject({ channel: channelId });
const query = z.strictObject({});

/** What an administrator does with the chats of the company. */
export function chatSiteRoutes(ports: SitePorts): readonly Route[] {
  return [listRoute(ports), makeRoute(ports), originsRoute(ports), lookRoute(ports), hoursRoute(ports), secretRoute(ports), checkRoute(ports), removeRoute(ports)];
}

type Named = { readonly params: z.infer<typeof params> };

/** A chat of the company that was not removed. */
function ownSite<Input extends Named>(db: Reader): Subject<Input, ChatSiteKey> {
  return {
    load: async ({ input }, { tenant }) => {
      const site = { tenant, channel: input.params.channel };
      return (await isChatSite(db, site)) ? site : null;
    },
    allows: () => true,
    absent: 'request.unknown',
  };
}

/** With its channel, so that the log tells every server: pages that stand open are judged anew. */
async function change(commit: Commit, site: ChatSiteKey, setting: Parameters<typeof setChatSite>[2] | 'removed'): Promise<void> {
  await commit(site.tenant, async (tx, now, put) => {
    await setChatSite(tx, site, setting === 'removed' ? { removedAt: now } : setting);
    const row = await lockRow(tx, site.tenant, { table: 'channels', id: site.channel });
    if (row !== null) await put([{ op: 'put', table: 'channels', row }]);
  });
}

function listRoute({ db }: SitePorts): Route {
  return personRoute({
    ...administrators,
    // Asked again and again while the window shows it.
    rate: { per: 'session', burst: 30, perSecond: 3 },
    method: 'GET',
    path: '/chat-sites',
    audit: 'read',
    input: noInput,
    output: chatSiteList,
    handle: async (_call, { tenant }) => {
      const [sites, pages] = await Promise.all([listChatSites(db, tenant), seenChatPages(db, tenant)]);
      const seen = (of: (typeof sites)[number]) => pages.flatMap(({ channel, origin, at }) => (channel === of.channel ? [{ origin, at, isAllowed: of.origins?.includes(origin) === true }] : []));
      return done(sites.map((site) => ({ ...site, origins: site.origins ?? [], pages: seen(site) })));
    },
  });
}

function makeRoute({ db, commit }: SitePorts): Route {
  return objectRoute({
    ...administrators,
    method: 'POST',
    path: '/chat-sites',
    input: bodyInput(newChatSite),
    output: params,
    subject: { load: ({ input: { body } }, { tenant }) => loadRow(db, tenant, { table: 'queues', id: body.queue }), allows: () => true, absent: 'queue.absent' },
    handle: async ({ input: { body } }, { tenant }, queue) => {
      const channel = id('channel', randomUUID());
      await commit(tenant, async (tx, _now, put) => {
        await setChatSite(tx, { tenant, channel }, { origins: body.origins });
        await put([{ op: 'put', table: 'channels', row: { id: channel, kind: 'chat', name: body.name, address: randomBytes(12).toString('base64url'), queue: queue.id, version: 0 } }]);
      });
      return done({ channel });
    },
  });
}

function originsRoute({ db, commit }: SitePorts): Route {
  return objectRoute({
    ...administrators,
    method: 'PUT',
    path: '/chat-sites/:channel/origins',
    input: z.strictObject({ params, query, body: chatOrigins }),
    output: z.null(),
    subject: ownSite(db),
    handle: async ({ input: { body } }, _who, site) => {
      await change(commit, site, body);
      return done(null);
    },
  });
}

function lookRoute({ db }: SitePorts): Route {
  return objectRoute({
    ...administrators,
    method: 'PUT',
    path: '/chat-sites/:channel/look',
    input: z.strictObject({ params, query, body: chatLook }),
    output: z.null(),
    subject: ownSite(db),
    handle: async ({ input: { body } }, _who, site) => {
      // Pages that stand open keep their looks.
      await setChatSite(db, site, { look: body });
      return done(null);
    },
  });
}

function hoursRoute({ db, commit }: SitePorts): Route {
  return objectRoute({
    ...administrators,
    method: 'PUT',
    path: '/chat-sites/:channel/hours',
    input: z.strictObject({ params, query, body: chatHours }),
    output: z.null(),
    subject: ownSite(db),
    handle: async ({ input: { body } }, _who, site) => {
      await change(commit, site, body);
      return done(null);
    },
  });
}

/** Identities that the last secret signed are void from then on. */
function secretRoute({ db, commit, identities }: SitePorts): Route {
  return objectRoute({
    ...administrators,
    rate: { per: 'session', burst: 5, perSecond: 0.2 },
    method: 'POST',
    path: '/chat-sites/:channel/secret',
    input: z.strictObject({ params, query, body: z.undefined() }),
    output: chatSecret,
    subject: ownSite(db),
    handle: async (_call, _who, site) => {
      const { plain, sealed } = identities.fresh(site);
      await change(commit, site, { secret: sealed });
      return done({ secret: plain });
    },
  });
}

function checkRoute({ db, egress }: SitePorts): Route {
  return objectRoute({
    ...administrators,
    // Each calls wherever somebody says.
    rate: { per: 'session', burst: 5, perSecond: 0.2 },
    audit: 'read',
    method: 'POST',
    path: '/chat-sites/:channel/check',
    input: z.strictObject({ params, query, body: chatCheck }),
    output: chatChecked,
    subject: ownSite(db),
    handle: async ({ input: { body } }, { tenant }, { channel }) => {
      const found = await readOut(egress, body.page);
      const [site] = (await listChatSites(db, tenant)).filter((one) => one.channel === channel);
      if (!found.ok || site === undefined) return done({ verdict: 'unreachable', origin: new URL(body.page).origin });
      return done({ verdict: judgePage(found.value, { site: site.site, origins: site.origins ?? [] }), origin: found.value.origin });
    },
  });
}

/** The channel and what was said there stay. */
function removeRoute({ db, commit }: SitePorts): Route {
  return objectRoute({
    ...administrators,
    method: 'DELETE',
    path: '/chat-sites/:channel',
    input: z.strictObject({ params, query, body: z.undefined() }),
    output: z.null(),
    subject: ownSite(db),
    handle: async (_call, _who, site) => {
      await change(commit, site, 'removed');
      return done(null);
    },
  });
}
