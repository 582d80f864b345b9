import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type HeardCall = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly status: number };

/** Another company's server that is told by webhook; what it answers can be changed at any time. */
export class ListeningSystem {
  readonly calls: HeardCall[] = [];
  /** 0: it hangs up. */
  answer: (call: Omit<HeardCall, 'status'>) => number = () => 204;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const call = { headers: request.headers, body: body.toString('utf8') };
        const status = this.answer(call);
        this.calls.push({ ...call, status });
        if (status === 0) request.socket.destroy();
        else response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
      });
    });
  }

  static async open(): Promise<ListeningSystem> {
    const system = new ListeningSystem();
    system.#server.listen(0, '127.0.0.1');
    await once(system.#server, 'listening');
    return system;
  }

  get url(): string {
    // checked: it listens on a port
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** What was accepted of one kind, by the id that it came under. */
  accepted(type: string): readonly string[] {
    return this.calls.filter(({ body, status }) => status === 204 && body.startsWith(`{"type":"${type}"`)).map(({ headers }) => String(headers['webhook-id']));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
