import { chatChecked, chatSecret, chatSiteList, widgetRequests as asked } from '#contract/chat-site';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import type { Place } from '../place';
import type { ServerAsker } from '../server-asker';
import type { Handlers } from '../verbs';

export type WidgetVerbs = keyof typeof asked;

/** The chat widgets of the company; a secret is shown and stays nowhere. */
export function widgetRequests(ask: ServerAsker, atWork: () => Place | null): Pick<Handlers, WidgetVerbs> {
  const at = (channel: string, part = ''): string => `/chat-sites/${encodeURIComponent(channel)}${part}`;
  return {
    'widget.list': async () => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const answer = await ask({ method: 'GET', path: '/chat-sites' }, chatSiteList);
      return answer.ok ? done({ server: place.server, sites: answer.value }) : answer;
    },
    'widget.make': (body) => ask({ method: 'POST', path: '/chat-sites', body }, asked['widget.make'].output),
    'widget.origins': ({ channel, ...body }) => ask({ method: 'PUT', path: at(channel, '/origins'), body }, z.null()),
    'widget.look': ({ channel, look: body }) => ask({ method: 'PUT', path: at(channel, '/look'), body }, z.null()),
    'widget.hours': ({ channel, ...body }) => ask({ method: 'PUT', path: at(channel, '/hours'), body }, z.null()),
    'widget.secret': ({ channel }) => ask({ method: 'POST', path: at(channel, '/secret') }, chatSecret),
    // The page is fetched meanwhile.
    'widget.check': ({ channel, ...body }) => ask({ method: 'POST', path: at(channel, '/check'), body, patience: 30_000 }, chatChecked),
    'widget.remove': ({ channel }) => ask({ method: 'DELETE', path: at(channel) }, z.null()),
  };
}
