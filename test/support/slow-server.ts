import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = { readonly status: number; readonly body: unknown };

/** A central server of which a test says what each route answers, and when. It takes no sockets. */
export class SlowServer {
  readonly heard: string[] = [];
  /** What was answered: the whole answer is on its way. */
  readonly told: string[] = [];
  readonly #answers: Readonly<Record<string, (body: unknown) => Promise<Answer> | Answer>>;
  readonly #server: Server;

  constructor(answers: Readonly<Record<string, (body: unknown) => Promise<Answer> | Answer>>) {
    this.#answers = answers;
    this.#server = createServer((request, response) => void this.#hear(request, response).catch(() => response.destroy()));
    this.#server.on('upgrade', (_request, socket) => socket.destroy());
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    // checked: it listens on a port
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request) text += String(piece);
    const name = `${request.method} ${(request.url ?? '').split('?')[0]}`;
    this.heard.push(name);
    const { status, body } = (await this.#answers[name]?.(text === '' ? null : JSON.parse(text))) ?? { status: 503, body: { code: 'server.unavailable' } };
    response.once('finish', () => this.told.push(name));
    if (!response.destroyed) response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}

/** Something that a test lets happen. */
export function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}
