import { fromChat, type ChatLine } from '#contract/chat';
import { chatProtocol } from '#contract/chat-limits';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { freshToken } from '../support/chat-visitor';
import { deliverPlainly } from '../support/plain-smtp';
import type { Dice } from '../simulation/dice';
import type { Ledger } from './ledger';

export type Customer = { readonly dice: Dice; readonly ledger: Ledger; readonly pause: number; readonly isOver: () => boolean };

/** Longer than the server needs for anything; a road that is silent for so long is tried again. */
const patience = 6000;

/** Writes mails and repeats each until the server took it, as a mail server does. */
export async function mailCustomer({ dice, ledger, pause, isOver }: Customer, place: { readonly port: () => number; readonly to: string; readonly from: string }): Promise<void> {
  while (!isOver()) {
    const text = ledger.words('mail');
    const deed = ledger.invoke({ mark: { text }, mutation: null, key: null });
    const content = Buffer.from(`From: ${place.from}\r\nMessage-ID: <${randomUUID()}@customer.example>\r\nSubject: Order\r\n\r\n${text}\r\n`);
    for (let accepted = false; !accepted; ) {
      const sending = deliverPlainly({ port: place.port(), from: place.from, to: place.to, content });
      accepted = await within(patience, sending);
      if (accepted) ledger.acknowledge(deed);
      else await sleep(100 + dice.roll() * 200);
    }
    await sleep(pause * (0.5 + dice.roll()));
  }
}

async function within(milliseconds: number, work: Promise<void>): Promise<boolean> {
  return Promise.race([work.then(() => true, () => false), sleep(milliseconds, false)]);
}

export type Site = { readonly url: () => string; readonly key: string; readonly origin: string };

/** A visitor's page without a browser: says lines until each is acknowledged, comes back, and keeps every answer it saw. */
export class Visitor {
  readonly answers: { readonly id: string; readonly text: string }[] = [];
  readonly #token = freshToken();
  readonly #site: Site;
  readonly #waiting = new Map<string, { readonly text: string; readonly acknowledged: () => void }>();
  readonly #seen = new Set<string>();
  #socket: WebSocket | null = null;
  #welcomed = false;
  #heard = performance.now();
  #after: number | null = null;
  #left = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(site: Site) {
    this.#site = site;
    this.#come();
  }

  /** Resolves when the server has committed the line. */
  say(text: string): Promise<void> {
    const line = randomUUID();
    return new Promise((acknowledged) => {
      this.#waiting.set(line, { text, acknowledged });
      if (this.#welcomed) this.#tell(line, text);
    });
  }

  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
    this.#socket?.terminate();
  }

  #come(): void {
    const socket = new WebSocket(`${this.#site.url().replace(/^http/, 'ws')}/chat`, { origin: this.#site.origin, handshakeTimeout: patience });
    this.#socket = socket;
    this.#welcomed = false;
    this.#heard = performance.now();
    const alive = setInterval(() => this.#look(socket), 2000);
    socket.on('open', () => socket.send(JSON.stringify({ t: 'hello', protocol: chatProtocol, site: this.#site.key, token: this.#token, language: 'ru', after: this.#after })));
    socket.on('message', (data: Buffer) => this.#hear(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(alive);
      this.#welcomed = false;
      if (!this.#left) this.#timer = setTimeout(() => this.#come(), 100 + Math.random() * 300);
    });
  }

  #look(socket: WebSocket): void {
    if (performance.now() - this.#heard > 2 * patience) socket.terminate();
    else if (this.#welcomed) socket.send(JSON.stringify({ t: 'ping' }));
  }

  #hear(data: Buffer): void {
    this.#heard = performance.now();
    const frame = fromChat.parse(JSON.parse(data.toString('utf8')));
    if (frame.t === 'welcome') {
      this.#welcomed = true;
      for (const [line, { text }] of this.#waiting) this.#tell(line, text);
    }
    if (frame.t === 'ack') {
      this.#waiting.get(frame.line)?.acknowledged();
      this.#waiting.delete(frame.line);
    }
    if (frame.t === 'history') for (const line of frame.lines) this.#learn(line);
    if (frame.t === 'message') this.#learn(frame.line);
  }

  #learn(line: ChatLine): void {
    this.#after = Math.max(this.#after ?? 0, line.at);
    if (line.from !== 'agent' || this.#seen.has(line.id)) return;
    this.#seen.add(line.id);
    this.answers.push({ id: line.id, text: line.text });
  }

  #tell(line: string, text: string): void {
    this.#socket?.send(JSON.stringify({ t: 'say', line, text, name: null }));
  }
}

export async function visitorDay(visitor: Visitor, { dice, ledger, pause, isOver }: Customer): Promise<void> {
  while (!isOver()) {
    const text = ledger.words('line');
    const deed = ledger.invoke({ mark: { text }, mutation: null, key: null });
    await visitor.say(text);
    ledger.acknowledge(deed);
    await sleep(pause * (0.5 + dice.roll()));
  }
}
