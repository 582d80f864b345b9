import { protocolVersion, schemaVersion, type FromDesk } from '#contract/protocol';
import { granted } from '#contract/session';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { WebSocket } from 'ws';

type Person = { readonly email: string; readonly password: string };

/** A client that speaks the protocol and stores nothing, so that hundreds fit into one process. */
export class LightClient {
  readonly #socket: WebSocket;
  #mutations = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async connect(server: string, person: Person): Promise<LightClient> {
    return LightClient.open(server, await LightClient.signIn(server, person), () => undefined);
  }

  static async signIn(server: string, person: Person): Promise<string> {
    const body = JSON.stringify({ email: person.email, password: person.password, device: 'bench' });
    const answer = await fetch(`${server}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return granted.parse(await answer.json()).access;
  }

  /** Registers a client, reads where the snapshot stands, and streams from there. */
  static async open(server: string, access: string, hear: (frame: string) => void): Promise<LightClient> {
    const client = id('client', randomUUID());
    const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' };
    await fetch(`${server}/clients`, { method: 'POST', headers, body: JSON.stringify({ client }) });
    const at = await position(server, access, client);
    const socket = new WebSocket(`${server.replace('http', 'ws')}/sync`, { perMessageDeflate: false });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => {
        const hello: FromDesk = { t: 'hello', protocol: protocolVersion, schema: schemaVersion, access, client, at };
        socket.send(JSON.stringify(hello));
      });
      socket.on('message', (data) => {
        const frame = data instanceof Buffer ? data.toString() : '';
        if (frame.startsWith('{"t":"welcome"')) resolve();
        else hear(frame);
      });
    });
    return new LightClient(socket);
  }

  note(text: string): void {
    this.#mutations += 1;
    const intent = { name: 'note.add', args: { message: id('message', randomUUID()), conversation: id('conversation', '0'), text } };
    this.#socket.send(JSON.stringify({ t: 'push', mutations: [{ id: this.#mutations, intent }] } satisfies FromDesk));
  }

  close(): void {
    this.#socket.close();
  }
}

async function position(server: string, access: string, client: string): Promise<{ readonly epoch: string; readonly cursor: number }> {
  const answer = await fetch(`${server}/sync/snapshot?client=${client}`, { headers: { authorization: `Bearer ${access}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString();
  const first: unknown = JSON.parse(text.slice(0, text.indexOf('\n')));
  if (typeof first !== 'object' || first === null || !('epoch' in first) || !('seq' in first)) throw new Error('no position');
  return { epoch: String(first.epoch), cursor: Number(first.seq) };
}
