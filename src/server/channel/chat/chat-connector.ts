import { limits } from '#contract/limits';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Connector, Outbound, Running, SendResult } from '../connector';
import { webOrigin } from './allowed-origin';
import type { ChatPorts } from './chat-ports';
import { VisitorRooms } from './visitor-rooms';
import { serveVisitor } from './visitor-socket';

/** Open pages that one network address may have at a server process, and all together. */
const mostOfAddress = 200;
const mostOfAll = 10_000;

/** The chat of the widget: takes sockets over from the HTTP server and tells visitors what the log brings. */
export class ChatConnector implements Connector {
  readonly kind = 'chat';
  readonly #ports: ChatPorts;
  readonly #rooms: VisitorRooms;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: limits.clientFrame, perMessageDeflate: false });
  readonly #ofAddress = new Map<string, number>();
  /** Pages that gave a sign of life since the last sweep; a widget gives one every 15 s. */
  #heard = new Set<WebSocket>();

  constructor(ports: ChatPorts) {
    this.#ports = ports;
    this.#rooms = new VisitorRooms(ports.db);
  }

  start(): Promise<Running> {
    const deaf = this.#ports.watchLog((changes) => this.#rooms.take(changes));
    const mute = this.#ports.onTyping(({ conversation, by }) => {
      if (by === 'agent') this.#rooms.tellTyping(conversation);
    });
    const sweep = setInterval(() => this.#endSilent(), limits.silence);
    return Promise.resolve({
      stop: () => {
        clearInterval(sweep);
        deaf();
        mute();
        for (const socket of this.#sockets.clients) socket.terminate();
        this.#sockets.close();
        return Promise.resolve();
      },
    });
  }

  /** The message is in the database already; the visitor's pages hear of it from the log, now or when they come back. */
  send(outbound: Outbound): Promise<SendResult> {
    const isReachable = outbound.addresses.length > 0;
    return Promise.resolve(isReachable ? { outcome: 'held' } : { outcome: 'refused', reason: 'delivery.unreachable', detail: 'the customer has no chat' });
  }

  /** An upgrade request for the chat's address. Pages without an origin are no pages. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const origin = webOrigin(request.headers.origin);
    const address = request.socket.remoteAddress ?? '';
    const open = this.#ofAddress.get(address) ?? 0;
    if (origin === null) return refuse(socket, '403 Forbidden');
    if (open >= mostOfAddress || this.#sockets.clients.size >= mostOfAll) return refuse(socket, '503 Service Unavailable');
    this.#sockets.handleUpgrade(request, socket, head, (page) => {
      this.#ofAddress.set(address, (this.#ofAddress.get(address) ?? 0) + 1);
      this.#heard.add(page);
      page.on('message', () => this.#heard.add(page));
      page.on('close', () => this.#closed(address));
      serveVisitor({ socket: page, origin, rooms: this.#rooms, ports: this.#ports });
    });
  }

  #closed(address: string): void {
    const left = (this.#ofAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#ofAddress.set(address, left);
    else this.#ofAddress.delete(address);
  }

  #endSilent(): void {
    for (const page of this.#sockets.clients) if (!this.#heard.has(page)) page.terminate();
    this.#heard = new Set();
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
