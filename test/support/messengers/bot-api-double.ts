import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** What the bot sent to a chat, as its person sees it. */
export type SeenByPerson = { readonly chat: number; readonly text: string | null; readonly file: { readonly name: string; readonly bytes: Buffer } | null };

type Refusal = { readonly status: number; readonly description: string; readonly retryAfter?: number };

/**
 * The Bot API as its documents describe it, for what the independent test server lacks: offsets that confirm, files both ways,
 * typing, edits, the secret of webhooks, and refusals.
 */
export class BotApiDouble {
  readonly seen: SeenByPerson[] = [];
  readonly typed: number[] = [];
  readonly offsets: number[] = [];
  /** What the next calls of a method are refused with, one after the other. */
  readonly refusals: { method: string; refusal: Refusal }[] = [];
  /** Files whose bytes never come. */
  readonly stuckFiles = new Set<string>();
  isAskedForStuck = false;
  /** Sends are done and their answers are lost. */
  losesAnswers = 0;
  hook: { readonly url: string; readonly secret: string } | null = null;
  #updates: { update_id: number }[] = [];
  #nextUpdate = 100;
  #nextMessage = 1;
  readonly #files = new Map<string, Buffer>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  root = '';

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.root = `http://127.0.0.1:${z.object({ port: z.int() }).parse(this.#server.address()).port}`;
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  /** A person writes; `message` is as the documents have it, without what every message has. */
  write(chat: number, message: object, kind: 'message' | 'edited_message' = 'message'): { update_id: number } {
    const update = { update_id: this.#nextUpdate++, [kind]: { message_id: this.#nextMessage++, date: 1_700_000_000, chat: { id: chat, type: 'private' }, from: { id: chat, is_bot: false, first_name: 'Анна', last_name: 'Ким' }, ...message } };
    this.#updates.push(update);
    return update;
  }

  keepFile(id: string, bytes: Buffer): void {
    this.#files.set(id, bytes);
  }

  get waiting(): number {
    return this.#updates.length;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(z.instanceof(Buffer).parse(piece));
    const path = (request.url ?? '').split('/').slice(1);
    if (path[0] === 'file' && this.stuckFiles.has(path[2] ?? '')) return void (this.isAskedForStuck = true);
    if (path[0] === 'file') return void response.end(this.#files.get(path[2] ?? ''));
    const [, method = ''] = path;
    const at = this.refusals.findIndex((one) => one.method === method);
    const [refused] = at === -1 ? [] : this.refusals.splice(at, 1).map(({ refusal }) => refusal);
    if (refused !== undefined) {
      const parameters = refused.retryAfter === undefined ? {} : { parameters: { retry_after: refused.retryAfter } };
      return answer(response, refused.status, { ok: false, error_code: refused.status, description: refused.description, ...parameters });
    }
    const fields = fieldsOf(request.headers['content-type'] ?? '', Buffer.concat(pieces));
    const result = await this.#done(method, fields);
    if (method.startsWith('send') && method !== 'sendChatAction' && this.losesAnswers > 0) {
      this.losesAnswers -= 1;
      return void response.destroy();
    }
    return answer(response, 200, { ok: true, result });
  }

  async #done(method: string, fields: ReadonlyMap<string, Field>): Promise<unknown> {
    const text = (name: string): string => z.string().parse(fields.get(name) ?? '');
    switch (method) {
      case 'getMe':
        return { id: 666, is_bot: true, first_name: 'Shop', username: 'shop_bot' };
      case 'setWebhook':
        this.hook = { url: text('url'), secret: text('secret_token') };
        return true;
      case 'getUpdates':
        return this.#news(Number(text('offset')));
      case 'getFile':
        return { file_id: text('file_id'), file_path: text('file_id') };
      case 'sendChatAction':
        this.typed.push(Number(text('chat_id')));
        return true;
      case 'sendMessage':
        return this.#sent({ chat: Number(text('chat_id')), text: text('text'), file: null });
      case 'sendPhoto':
      case 'sendDocument': {
        const file = [...fields.values()].find((value) => typeof value !== 'string');
        return this.#sent({ chat: Number(text('chat_id')), text: null, file: typeof file === 'object' ? file : null });
      }
      default:
        return true;
    }
  }

  async #news(offset: number): Promise<readonly object[]> {
    this.offsets.push(offset);
    // What is below the offset is confirmed and gone.
    this.#updates = this.#updates.filter(({ update_id: id }) => id >= offset);
    if (this.#updates.length === 0) await new Promise((resolve) => setTimeout(resolve, 30));
    return this.#updates;
  }

  #sent(seen: SeenByPerson): object {
    this.seen.push(seen);
    return { message_id: this.#nextMessage++, date: 1_700_000_000, chat: { id: seen.chat, type: 'private' } };
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

type Field = string | { readonly name: string; readonly bytes: Buffer };

function fieldsOf(type: string, body: Buffer): ReadonlyMap<string, Field> {
  if (type.startsWith('application/json')) {
    const read = z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString('utf8')));
    return new Map(Object.entries(read).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
  }
  const [, border] = /boundary="?([^";]+)/.exec(type) ?? [];
  return border === undefined ? new Map() : new Map(partsOf(body.toString('latin1'), border));
}

/** The parts of a form, read as bytes: one character each. */
function partsOf(form: string, border: string): readonly (readonly [string, Field])[] {
  return form.split(`--${border}`).flatMap((part) => {
    const [head = '', ...content] = part.split('\r\n\r\n');
    const [, field] = /name="([^"]+)"/.exec(head) ?? [];
    const [, file] = /filename=([^\r\n]+)/.exec(head) ?? [];
    const bytes = Buffer.from(content.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1');
    if (field === undefined) return [];
    return [[field, file === undefined ? bytes.toString('utf8') : { name: Buffer.from(file, 'latin1').toString('utf8'), bytes }] as const];
  });
}
