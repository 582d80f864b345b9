import { protocolVersion, schemaVersion, type FromDesk } from '#contract/protocol';
import { granted } from '#contract/session';
import { id, type ClientId } from '#kernel/id';
import type { Position } from '#sync/local-copy';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

export type Seat = { readonly server: string; readonly access: string; readonly client: ClientId; readonly at: Position };

/** A client that speaks the protocol and stores nothing, so that hundreds fit into one process. */
export class LightClient {
  readonly #socket: WebSocket;
  #mutations = 0;

  #closing = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    // A crowd that loses members measures nothing.
    socket.once('close', (code) => {
      if (!this.#closing) throw new Error(`the server hung up: ${code}`);
    });
  }

  static async signIn(server: string, person: { readonly email: string; readonly password: string }): Promise<string> {
    const body = JSON.stringify({ email: person.email, password: person.password, device: 'bench' });
    const answer = await fetch(`${server}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return granted.parse(await answer.json()).access;
  }

  /** Resolves when the server streams; rejects when it does not. */
  static async open({ server, access, client, at }: Seat, hear: (frame: string) => void): Promise<LightClient> {
    const socket = new WebSocket(`${server.replace('http', 'ws')}/sync`, { perMessageDeflate: false });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('close', (code) => reject(new Error(`the server hung up: ${code}`)));
      socket.once('open', () => {
        const hello: FromDesk = { t: 'hello', protocol: protocolVersion, schema: schemaVersion, access, client, at };
        socket.send(JSON.stringify(hello));
      });
      socket.on('message', (data) => {
        const frame = data instanceof Buffer ? data.toString() : '';
        if (frame.startsWith('{"t":"welcome"')) resolve();
        else if (frame.startsWith('{"t":"resync"') || frame.startsWith('{"t":"failure"')) reject(new Error(frame));
        else hear(frame);
      });
    });
    return new LightClient(socket);
  }

  note(text: string, conversation = '0'): void {
    this.#mutations += 1;
    const intent = { name: 'note.add', args: { message: id('message', randomUUID()), conversation: id('conversation', conversation), text } };
    this.#socket.send(JSON.stringify({ t: 'push', mutations: [{ id: this.#mutations, intent }] } satisfies FromDesk));
  }

  /** The server lets go of who is silent. */
  ping(): void {
    this.#socket.send(JSON.stringify({ t: 'ping' } satisfies FromDesk));
  }

  close(): void {
    this.#closing = true;
    this.#socket.close();
  }
}
