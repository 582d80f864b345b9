import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ForeignShop = { readonly url: string; readonly close: () => Promise<void> };

/** A page that does all it can to spoil what is on it. */
const hostileStyle = '* { font: 60px/3 cursive !important; color: red !important; display: block !important; opacity: .2 !important; transform: rotate(9deg) !important; position: relative !important; letter-spacing: 1em !important } button { background: lime !important }';

/**
 * A shop on an origin of its own that carries the widget under a strict content policy, without inline styles or scripts.
 * What its address asks for stands in the tag of the script: `/?color=%23fff` is `data-color="#fff"`.
 */
export async function openForeignShop({ script, site }: { readonly script: string; readonly site: string }): Promise<ForeignShop> {
  const policy = `default-src 'none'; style-src 'self'; script-src ${script}; connect-src ${script.replace('http', 'ws')}; require-trusted-types-for 'script'`;
  const html = (address: URL): string => {
    const asked = [...address.searchParams].map(([name, value]) => ` data-${name}="${value.replaceAll(/["&<]/g, '')}"`).join('');
    return `<!doctype html><html lang="ru"><title>Shop</title><link rel="stylesheet" href="/hostile.css"><body><h1>Shop</h1><script src="${script}/widget.js?site=${site}" data-site="${site}"${asked} async></script></body></html>`;
  };
  const server = createServer((request, response) => {
    const isStyle = request.url === '/hostile.css';
    response.writeHead(200, { 'content-type': isStyle ? 'text/css' : 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(isStyle ? hostileStyle : html(new URL(request.url ?? '/', 'http://shop')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
