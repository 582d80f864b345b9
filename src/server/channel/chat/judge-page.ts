import type { ChatVerdict } from '#contract/chat-site';

export type FetchedPage = { readonly origin: string; readonly text: string; /** Its Content-Security-Policy headers. */ readonly policies: readonly string[] };
type Site = { readonly site: string; readonly origins: readonly string[] };
type Tag = { readonly script: URL; readonly site: string };

/** What a browser would make of the chat on this page. A tag that another script puts there is not seen. */
export function judgePage(page: FetchedPage, { site, origins }: Site): ChatVerdict {
  const tags = tagsOf(page);
  const own = tags.find((tag) => tag.site === site);
  if (own === undefined) return tags.length === 0 ? 'noTag' : 'otherSite';
  if (!origins.includes(page.origin) && own.script.origin !== page.origin) return 'notAllowed';
  return page.policies.every((policy) => lets(policy, own.script, page.origin)) ? 'well' : 'policy';
}

const longestTag = 2000;

function tagsOf({ text, origin }: FetchedPage): readonly Tag[] {
  const starts = text.split(/<script(?=\s)/i).slice(1);
  return starts.flatMap((start): Tag[] => {
    const tag = start.slice(0, longestTag).split('>', 1)[0] ?? '';
    const [src, site] = [attribute(tag, 'src'), attribute(tag, 'data-site')];
    if (src === null || site === null || !URL.canParse(src, origin)) return [];
    const script = new URL(src, origin);
    return script.pathname.endsWith('/widget.js') ? [{ script, site }] : [];
  });
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"']+))`, 'i').exec(tag);
  return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? '').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

/** Only what is surely kept away counts: a nonce or a hash may belong to the tag. */
function lets(policy: string, script: URL, origin: string): boolean {
  const directives = new Map(policy.split(';').map((one) => one.trim().toLowerCase().split(/\s+/)).map(([name = '', ...sources]) => [name, sources]));
  const scripts = directives.get('script-src-elem') ?? directives.get('script-src') ?? directives.get('default-src');
  const connections = directives.get('connect-src') ?? directives.get('default-src');
  const isOwn = script.origin === origin;
  const loads = scripts === undefined || scripts.some((source) => /^'(?:nonce-|sha\d{3}-|strict-dynamic)/.test(source) || source === '*' || /^https?:$/.test(source) || (isOwn && source === "'self'") || names(source, script, /^https?:/));
  const talks = connections === undefined || connections.some((source) => source === '*' || /^wss?:$/.test(source) || (isOwn && source === "'self'") || names(source, script, /^wss?:/));
  return loads && talks;
}

/** `https://chat.example`, `chat.example:8443` or `*.example`; one without a scheme is taken for any. */
function names(source: string, { hostname }: URL, scheme: RegExp): boolean {
  if (source.startsWith("'") || (source.includes('://') && !scheme.test(source))) return false;
  const host = source.replace(/^[a-z]+:\/\//, '').split(/[:/]/, 1)[0] ?? '';
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : host === hostname;
}
