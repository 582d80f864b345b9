import type { ScriptPolicy } from '../../kit/trusted-text';
import workerAddress from './pdf-worker?worker&url';
import { toldBy, type Asked } from './pdf-messages';

export type PdfFailure = 'locked' | 'damaged' | 'slow';
type Hearing = { readonly opened: (pages: number) => void; readonly drawn: (page: number, bitmap: ImageBitmap) => void; readonly failed: (why: PdfFailure) => void };

/** How long a file may take for one step, in milliseconds. */
const patience = 20_000;

/** One PDF in a worker of its own, which ends with it. */
export class PdfReader {
  readonly #worker: Worker;
  readonly #hearing: Hearing;
  readonly #port: MessagePort;
  #timer = 0;

  constructor(file: Blob, hearing: Hearing) {
    this.#hearing = hearing;
    this.#worker = new Worker(ownWorker(), { type: 'module' });
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => this.#heard(data);
    this.#worker.postMessage({}, [port2]);
    this.#worker.addEventListener('error', () => this.#fails('damaged'));
    // Read there: the window's thread holds no byte of it.
    this.#ask({ t: 'open', file });
  }

  draw(page: number, width: number): void {
    this.#ask({ t: 'draw', page, width });
  }

  end(): void {
    window.clearTimeout(this.#timer);
    this.#worker.terminate();
  }

  #ask(message: Asked): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#fails('slow'), patience);
    this.#port.postMessage(message);
  }

  #heard(data: unknown): void {
    const said = toldBy(data);
    if (said === null) return this.#fails('damaged');
    window.clearTimeout(this.#timer);
    if (said.t === 'opened') this.#hearing.opened(said.pages);
    else if (said.t === 'drawn') this.#hearing.drawn(said.page, said.bitmap);
    else this.#fails(said.why);
  }

  #fails(why: PdfFailure): void {
    this.end();
    this.#hearing.failed(why);
  }
}

let policy: ScriptPolicy | null = null;

/** The only script address that the window makes: of its own bundle. */
function ownWorker(): string {
  policy ??= window.trustedTypes?.createPolicy<ScriptPolicy>('pdf-worker', { createScriptURL: (address) => address }) ?? { createScriptURL: (address) => address };
  return policy.createScriptURL(workerAddress);
}
