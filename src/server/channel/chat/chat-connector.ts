import { limits } from '#contract/limits';
import type { WebSocket } from 'ws';
import type { FrameWork } from '../../frames-in-order';
import type { Caller, Socket } from '../../socket';
import type { Connector, Outbound, Running, SendResult } from '../connector';
import { webOrigin } from './allowed-origin';
import type { ChatPorts } from './chat-ports';
import { chatVerbs } from './chat-verbs';
import { VisitorRooms } from './visitor-rooms';
import { serveVisitor } from './visitor-socket';

/** Open pages that one network address may have at a server process, and all together. */
const mostOfAddress = 200;
const mostOfAll = 10_000;

/** The chat of the widget: a connector for what agents write, and the socket that visitors' pages open. */
export class ChatConnector implements Connector {
  readonly kind = 'chat';
  readonly socket: Socket = {
    path: '/chat',
    verbs: chatVerbs,
    admits: (caller) => this.#admits(caller),
    serve: (page, caller) => this.#serve(page, caller),
  };
  readonly #ports: ChatPorts;
  readonly #rooms: VisitorRooms;
  /** Open pages, with whether they gave a sign of life since the last sweep; a widget gives one every 15 s. */
  readonly #pages = new Map<WebSocket, 'heard' | 'silent'>();
  readonly #underWay = new Set<FrameWork>();
  readonly #ofAddress = new Map<string, number>();

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
      stop: async () => {
        clearInterval(sweep);
        deaf();
        mute();
        for (const page of this.#pages.keys()) page.terminate();
        await Promise.all([...this.#underWay].map((work) => work.done()));
        await this.#rooms.done();
      },
    });
  }

  /** The message is in the database already; the visitor's pages hear of it from the log, now or when they come back. */
  send(outbound: Outbound): Promise<SendResult> {
    const isReachable = outbound.addresses.length > 0;
    return Promise.resolve(isReachable ? { outcome: 'held' } : { outcome: 'refused', reason: 'delivery.unreachable', detail: 'the customer has no chat' });
  }

  /** Something that names no web origin is no page. Which pages a site has is known after the hello. */
  #admits({ origin, address }: Caller): boolean {
    return webOrigin(origin) !== null && (this.#ofAddress.get(address) ?? 0) < mostOfAddress && this.#pages.size < mostOfAll;
  }

  #serve(page: WebSocket, { origin, address, host }: Caller): void {
    this.#pages.set(page, 'heard');
    this.#ofAddress.set(address, (this.#ofAddress.get(address) ?? 0) + 1);
    page.on('message', () => this.#pages.set(page, 'heard'));
    const work = serveVisitor({ socket: page, origin: webOrigin(origin) ?? '', host, rooms: this.#rooms, ports: this.#ports });
    this.#underWay.add(work);
    page.on('close', () => {
      this.#pages.delete(page);
      this.#left(address);
      void work.done().then(() => this.#underWay.delete(work));
    });
  }

  #left(address: string): void {
    const rest = (this.#ofAddress.get(address) ?? 1) - 1;
    if (rest > 0) this.#ofAddress.set(address, rest);
    else this.#ofAddress.delete(address);
  }

  #endSilent(): void {
    for (const [page, sign] of this.#pages) {
      if (sign === 'silent') page.terminate();
      else this.#pages.set(page, 'silent');
    }
  }
}
