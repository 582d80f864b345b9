import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

export type Asked = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
type Said = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

/** A messenger's side over HTTP that answers as it is told, and keeps what it was asked. */
export class MessengerDouble {
  readonly asked: Asked[] = [];
  readonly #answer: (asked: Asked) => Said;
  readonly #server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString('utf8') };
      this.asked.push(asked);
      const said = this.#answer(asked);
      response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
      response.end(JSON.stringify(said.body));
    });
  });
  root = '';

  constructor(answer: (asked: Asked) => Said) {
    this.#answer = answer;
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.root = `http://127.0.0.1:${z.object({ port: z.int() }).parse(this.#server.address()).port}`;
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }
}
