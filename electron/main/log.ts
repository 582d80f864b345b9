type Entry =
  | { readonly event: 'refused'; readonly what: 'navigation' | 'window' | 'webview' | 'permission' | 'download' | 'sender' | 'verb' | 'input' | 'link'; readonly detail: string }
  | { readonly event: 'desk'; readonly what: 'started' | 'ended' | 'malformed'; readonly detail: string }
  | { readonly event: 'keyStore'; readonly what: 'system' | 'file' | 'unreadable' | 'unwritten' | 'unremoved'; readonly detail: string };

/** One line per event, without contents: of an address only scheme and host, of a request only its name. */
export function log(entry: Entry): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), from: 'main', ...entry })}\n`);
}

/** What a log may know of an address. */
export function place(address: string): string {
  if (!URL.canParse(address)) return 'unreadable';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
