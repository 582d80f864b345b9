import type { ChatSite } from '#db/central/chat-sites';

/** The origin that a browser named, or null for none, an opaque one ("null") and one that is no web page. */
export function webOrigin(header: string | null): string | null {
  if (header === null || !URL.canParse(header)) return null;
  const { origin, protocol } = new URL(header);
  return (protocol === 'https:' || protocol === 'http:') && origin === header ? origin : null;
}

/** A page of the site, or of this server itself. */
export function isAllowed(origin: string, site: ChatSite, host: string): boolean {
  return site.origins?.includes(origin) === true || new URL(origin).host === host;
}
