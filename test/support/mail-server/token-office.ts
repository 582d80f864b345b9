import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** A provider of access tokens for one mailbox, and where a mail server asks whether they are good. */
export type TokenOffice = {
  readonly tokenUrl: string;
  readonly introspectUrl: string;
  /** What was asked for, in the order of asking. */
  readonly asked: URLSearchParams[];
  /** All tokens given out so far are no longer good. */
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
};

export async function openTokenOffice(email: string): Promise<TokenOffice> {
  const good = new Set<string>();
  const asked: URLSearchParams[] = [];
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const form = new URLSearchParams(await text(request));
    if (request.url !== '/token') return { active: good.has(form.get('token') ?? ''), email };
    asked.push(form);
    good.add(`token-${asked.length}`);
    return { access_token: `token-${asked.length}`, expires_in: 3600, refresh_token: `refresh-${asked.length}` };
  };
  const server = createServer((request, response) => void answer(request).then((said) => response.setHeader('content-type', 'application/json').end(JSON.stringify(said))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  const base = `http://127.0.0.1:${typeof place === 'object' && place !== null ? place.port : 0}`;
  return {
    tokenUrl: `${base}/token`,
    introspectUrl: `${base}/introspect`,
    asked,
    forget: () => good.clear(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
