import type { ToDesk, Update } from '#contract/bridge';
import type { Failure } from '#contract/failures';
import { requests, watches, type RequestInput, type RequestName, type WatchName } from '#contract/requests';
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { z } from 'zod';
import { isOwnPage } from './app-protocol';
import { log } from './log';

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly code: Failure };
type Watching = { readonly contents: WebContents; readonly call: number; readonly name: WatchName; readonly input: unknown };

const question = z.object({ name: z.string(), input: z.unknown() });

/** Questions that may be open at once; more mean that something asks in a loop. */
const mostOpen = 1000;
const mostWatches = 200;

/**
 * Window ⇄ desk. Checks who speaks, what the verb is and what the input is, then passes on; decides nothing else.
 * A window counts its calls from one again when its page loads, so calls are renumbered here.
 */
export class Relay {
  #nextCall = 1;
  readonly #open = new Map<number, (answer: Answer) => void>();
  readonly #watching = new Map<number, Watching>();
  readonly #tell: (message: ToDesk) => boolean;

  readonly #chooseFiles: () => Promise<readonly string[]>;
  #isChoosing = false;

  /** `chooseFiles` shows the system's dialog; what it answers goes to the desk and never to the window. */
  constructor(tell: (message: ToDesk) => boolean, chooseFiles: () => Promise<readonly string[]>) {
    this.#tell = tell;
    this.#chooseFiles = chooseFiles;
  }

  listen(ipc: IpcMain): void {
    ipc.handle('ask', (event, name: unknown, input: unknown) => (isOurs(event) ? this.#ask(name, input) : denied('sender', '')));
    ipc.on('watch', (event, call: unknown, asked: unknown) => {
      if (isOurs(event)) this.#watch(event.sender, call, asked);
    });
    ipc.on('unwatch', (event, call: unknown) => {
      if (isOurs(event)) this.#unwatch((watching) => watching.contents === event.sender && watching.call === call);
    });
  }

  /** A page that loads anew, or is gone, watches nothing any more. */
  follow(contents: WebContents): void {
    const forget = (): void => this.#unwatch((watching) => watching.contents === contents);
    contents.on('did-start-navigation', (event) => {
      if (event.isMainFrame && !event.isSameDocument) forget();
    });
    contents.on('destroyed', forget);
  }

  answered(call: number, answer: Answer): void {
    this.#open.get(call)?.(answer);
    this.#open.delete(call);
  }

  shown(call: number, update: Update): void {
    const watching = this.#watching.get(call);
    if (watching !== undefined && !watching.contents.isDestroyed()) watching.contents.send('show', watching.call, update);
  }

  /** The desk process ended: nobody will answer what is open. */
  deskEnded(): void {
    for (const answer of this.#open.values()) answer({ ok: false, code: 'desk.stopped' });
    this.#open.clear();
  }

  /** A new desk process knows nothing of what windows watch. */
  watchAgain(): void {
    for (const [call, { name, input }] of this.#watching) this.#tell({ t: 'watch', call, name, input });
  }

  #ask(name: unknown, input: unknown): Promise<Answer> | Answer {
    if (!isRequest(name)) return denied('verb', '');
    const parsed = requests[name].input.safeParse(input);
    if (!parsed.success) return denied('input', name);
    if (this.#open.size >= mostOpen) return { ok: false, code: 'request.tooMany' };
    // checked: the schema of this very name has parsed it
    if (name === 'attachment.choose') return this.#choose(parsed.data as RequestInput<'attachment.choose'>);
    return this.#forward((call) => ({ t: 'ask', call, name, input: parsed.data }));
  }

  /** One dialog at a time; nothing chosen is an answer too. */
  async #choose({ conversation }: RequestInput<'attachment.choose'>): Promise<Answer> {
    if (this.#isChoosing) return { ok: true, value: null };
    this.#isChoosing = true;
    const paths = await this.#chooseFiles().finally(() => {
      this.#isChoosing = false;
    });
    return paths.length === 0 ? { ok: true, value: null } : this.#forward((call) => ({ t: 'attach', call, conversation, paths }));
  }

  #forward(message: (call: number) => ToDesk): Promise<Answer> | Answer {
    const call = this.#nextCall++;
    if (!this.#tell(message(call))) return { ok: false, code: 'desk.stopped' };
    return new Promise((resolve) => this.#open.set(call, resolve));
  }

  #watch(contents: WebContents, call: unknown, said: unknown): void {
    const asked = question.safeParse(said).data;
    const name = asked?.name;
    if (asked === undefined || !isWatch(name) || typeof call !== 'number') return void denied('verb', '');
    const parsed = watches[name].input.safeParse(asked.input);
    if (!parsed.success || this.#watching.size >= mostWatches) return void denied('input', name);
    const own = this.#nextCall++;
    this.#watching.set(own, { contents, call, name, input: parsed.data });
    this.#tell({ t: 'watch', call: own, name, input: parsed.data });
  }

  #unwatch(ends: (watching: Watching) => boolean): void {
    for (const [call, watching] of this.#watching) {
      if (!ends(watching)) continue;
      this.#watching.delete(call);
      this.#tell({ t: 'unwatch', call });
    }
  }
}

/** Only the top frame of our own page may speak. */
function isOurs(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  if (frame !== null && frame.parent === null && isOwnPage(frame.url)) return true;
  denied('sender', '');
  return false;
}

/** The answer to what is not of our words never says what was wrong with it. */
function denied(what: 'sender' | 'verb' | 'input', detail: string): Answer {
  log({ event: 'refused', what, detail });
  return { ok: false, code: what === 'input' ? 'request.malformed' : 'request.unknown' };
}

function isRequest(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}

function isWatch(name: unknown): name is WatchName {
  return typeof name === 'string' && Object.hasOwn(watches, name);
}
