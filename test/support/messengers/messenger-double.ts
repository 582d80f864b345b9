import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

export type Asked = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
/** `raw`: instead of JSON; `lost`: it is done, and the answer never arrives. */
export type Said = { readonly status: number; readonly body?: unknown; readonly raw?: string; readonly headers?: Readonly<Record<string, string>>; readonly lost?: true };

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
      if (said.lost === true) return void response.destroy();
      response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
      response.end(said.raw ?? JSON.stringify(said.body));
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
