import { apiTokenList, madeApiToken } from '#contract/api-token';
import type { Failure } from '#contract/failures';
import { heldBytes, importJob, importList, importPreview, importProblemsPage } from '#contract/import-job';
import { madeWebhook, webhook, webhookDeliveryList, webhookList } from '#contract/webhook';
import type { ImportId } from '#kernel/id';
import type { Outcome } from '#kernel/outcome';
import { z } from 'zod';
import { saveFile } from '../channel/save-attachment';
import { onDisk } from '../disk-failure';
import type { Place } from '../place';
import { serverAsker, type ServerAsker } from '../server-asker';
import type { Handlers } from '../verbs';
import { channelRequests, type ChannelVerbs } from './channel-requests';
import { companyRequests, type CompanyVerbs } from './company-requests';
import { widgetRequests, type WidgetVerbs } from './widget-requests';

type Imports = `imports.${'list' | 'begin' | 'piece' | 'look' | 'start' | 'stop' | 'goOn' | 'problems' | 'saveProblems'}`;
type Programs = `programs.${'list' | 'make' | 'revoke'}` | `webhooks.${'list' | 'make' | 'switch' | 'remove' | 'deliveries' | 'try' | 'again'}`;

/** What an administrator does for the whole company: the server knows it alone. */
export function administrationRequests(atWork: () => Place | null, downloads: string): Pick<Handlers, Imports | Programs | ChannelVerbs | CompanyVerbs | WidgetVerbs> {
  const ask = serverAsker(atWork);
  return { ...importRequests(ask, downloads), ...programRequests(ask), ...channelRequests(ask), ...companyRequests(ask), ...widgetRequests(ask, atWork) };
}

function importRequests(ask: ServerAsker, downloads: string): Pick<Handlers, Imports> {
  const at = (id: ImportId, verb: string): string => `/imports/${encodeURIComponent(id)}/${verb}`;
  return {
    'imports.list': () => ask({ method: 'GET', path: '/imports' }, importList),
    'imports.begin': (body) => ask({ method: 'POST', path: '/imports', body }, importJob),
    'imports.piece': ({ import: id, from, bytes }) => ask({ method: 'PUT', path: at(id, `bytes?from=${from}`), bytes: new Uint8Array(bytes) }, heldBytes),
    'imports.look': ({ import: id, ...body }) => ask({ method: 'POST', path: at(id, 'look'), body }, importPreview),
    'imports.start': ({ import: id, ...body }) => ask({ method: 'POST', path: at(id, 'start'), body }, importJob),
    'imports.stop': ({ import: id }) => ask({ method: 'POST', path: at(id, 'stop') }, importJob),
    'imports.goOn': ({ import: id }) => ask({ method: 'POST', path: at(id, 'go-on') }, importJob),
    'imports.problems': ({ import: id }) => ask({ method: 'GET', path: at(id, 'problems') }, importProblemsPage),
    'imports.saveProblems': ({ import: id }) => saveProblems(ask, at(id, 'problems'), downloads),
  };
}

/** A name of somebody else's is no formula. */
function cellOf(text: string): string {
  return `"${/^[=+@-]/u.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}

/** Page after page, as a table. */
async function saveProblems(ask: ServerAsker, path: string, downloads: string): Promise<Outcome<{ readonly file: string }, Failure>> {
  const rows = ['line,file,field,problem\n'];
  for (let after = 0, more = true; more; ) {
    const page = await ask({ method: 'GET', path: `${path}?after=${after}` }, importProblemsPage);
    if (!page.ok) return page;
    rows.push(...page.value.problems.map(({ line, file, field, code }) => `${line},${cellOf(file ?? '')},${cellOf(field ?? '')},${code}\n`));
    after = page.value.problems.at(-1)?.line ?? after;
    more = page.value.more;
  }
  const saved = await onDisk(() => saveFile(downloads, 'otklik-import.csv', new Blob(rows).stream()));
  return saved.ok ? saved.value : saved;
}

function programRequests(ask: ServerAsker): Pick<Handlers, Programs> {
  const hook = (id: string, rest = ''): string => `/webhooks/${encodeURIComponent(id)}${rest}`;
  return {
    'programs.list': () => ask({ method: 'GET', path: '/api-tokens' }, apiTokenList),
    'programs.make': (body) => ask({ method: 'POST', path: '/api-tokens', body }, madeApiToken),
    'programs.revoke': ({ token }) => ask({ method: 'DELETE', path: `/api-tokens/${encodeURIComponent(token)}` }, z.null()),
    'webhooks.list': () => ask({ method: 'GET', path: '/webhooks' }, webhookList),
    'webhooks.make': (body) => ask({ method: 'POST', path: '/webhooks', body }, madeWebhook),
    'webhooks.switch': ({ webhook: id, ...body }) => ask({ method: 'POST', path: hook(id, '/state'), body }, webhook),
    'webhooks.remove': ({ webhook: id }) => ask({ method: 'DELETE', path: hook(id) }, z.null()),
    'webhooks.deliveries': ({ webhook: id }) => ask({ method: 'GET', path: hook(id, '/deliveries') }, webhookDeliveryList),
    'webhooks.try': ({ webhook: id }) => ask({ method: 'POST', path: hook(id, '/try') }, z.null()),
    'webhooks.again': ({ webhook: id, delivery }) => ask({ method: 'POST', path: hook(id, `/deliveries/${encodeURIComponent(delivery)}/again`) }, z.null()),
  };
}
