import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure, type Failure } from '#contract/failures';
import { refused, type Outcome } from '#kernel/outcome';
import { z } from 'zod';

const brought = z.union([
  z.strictObject({ attempt: z.uuid(), code: z.string().min(1).max(200) }),
  z.strictObject({ attempt: z.uuid(), failure }),
]);

const here = 'http://127.0.0.1';

/**
 * A door on this computer only, at which the browser hands in what a sign-in brought. It opens for one attempt, says nothing
 * to anybody else, and sends the browser on to a page of the server.
 */
export class BrowserReturn {
  readonly #server: Server;
  readonly #site: string;
  #attempt: string | null = null;
  #come: (outcome: Outcome<string, Failure>) => void = () => undefined;
  readonly #came: Promise<Outcome<string, Failure>>;

  private constructor(site: string) {
    this.#site = site;
    this.#came = new Promise((resolve) => {
      this.#come = resolve;
    });
    this.#server = createServer((request, response) => this.#hear(request, response));
  }

  static async open(site: string): Promise<BrowserReturn> {
    const door = new BrowserReturn(site);
    await new Promise<void>((resolve, reject) => {
      door.#server.once('error', reject);
      door.#server.listen(0, '127.0.0.1', resolve);
    });
    return door;
  }

  get port(): number {
    // checked: it listens on an address with a port since `open`, not on a pipe
    return (this.#server.address() as AddressInfo).port;
  }

  /** The code of this attempt, or why there is none. */
  async wait(attempt: string, signal: AbortSignal): Promise<Outcome<string, Failure>> {
    this.#attempt = attempt;
    const cancel = (): void => this.#come(refused('access.cancelled'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
    return this.#came;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #hear(request: IncomingMessage, response: ServerResponse): void {
    const url = URL.canParse(request.url ?? '/', here) ? new URL(request.url ?? '/', here) : null;
    const parsed = brought.safeParse(url === null ? null : Object.fromEntries(url.searchParams));
    // A page of the web can make a browser ask here by a name of its own; it knows no attempt.
    const isOurs = request.method === 'GET' && request.headers.host === `127.0.0.1:${this.port}` && url?.pathname === '/';
    if (!isOurs || !parsed.success || parsed.data.attempt !== this.#attempt) {
      response.writeHead(404).end();
      return;
    }
    const isGood = 'code' in parsed.data;
    const location = new URL(`/session/oidc/${isGood ? 'done' : 'failed'}`, this.#site).href;
    response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' }).end();
    this.#come('code' in parsed.data ? { ok: true, value: parsed.data.code } : refused(parsed.data.failure));
  }
}
