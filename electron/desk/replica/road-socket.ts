import { limits } from '#contract/limits';
import { fromServer, type FromDesk, type FromServer } from '#contract/protocol';
import { WebSocket, type RawData } from 'ws';
import { log } from '../log';

export type RoadEvents = {
  readonly opened: () => void;
  readonly heard: (frame: FromServer) => void;
  readonly closed: () => void;
};

/** How long the server may take to accept a socket, in milliseconds. */
const patience = 10_000;

/** One socket to the server. After `close` it says nothing any more. */
export class RoadSocket {
  readonly #socket: WebSocket;
  #events: RoadEvents | null;

  constructor(server: string, events: RoadEvents) {
    this.#events = events;
    const address = new URL('/sync', server);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#socket = new WebSocket(address, { maxPayload: limits.serverFrame, handshakeTimeout: patience, perMessageDeflate: false });
    this.#socket.on('open', () => this.#events?.opened());
    this.#socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    this.#socket.on('error', () => this.#end());
    this.#socket.on('close', () => this.#end());
  }

  send(frame: FromDesk): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Bytes that wait to leave. */
  get buffered(): number {
    return this.#socket.bufferedAmount;
  }

  close(): void {
    this.#events = null;
    this.#socket.terminate();
  }

  #hear(data: RawData, isBinary: boolean): void {
    const frame = isBinary ? null : parsed(data);
    if (frame !== null) return this.#events?.heard(frame);
    log({ event: 'road', what: 'malformed', detail: '' });
    this.#socket.terminate();
    this.#end();
  }

  #end(): void {
    const events = this.#events;
    this.#events = null;
    events?.closed();
  }
}

/** A frame of the server, or null when it is not of its words. */
function parsed(data: RawData): FromServer | null {
  try {
    return Buffer.isBuffer(data) ? fromServer.parse(JSON.parse(data.toString('utf8'))) : null;
  } catch {
    return null;
  }
}
