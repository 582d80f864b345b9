import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const program = fileURLToPath(new URL('../../../src/server/main.ts', import.meta.url));
const readyLine = z.object({ ready: z.literal(true), url: z.url() });

/** The central server from its source, in a process that a test may kill. */
export class ServerProcess {
  readonly #database: string;
  #child: ChildProcess | null = null;
  #port = 0;

  constructor(database: string) {
    this.#database = database;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const env = { ...process.env, HOST: '127.0.0.1', PORT: String(this.#port), SMTP_PORT: '0', DATABASE_URL: this.#database, OTKLIK_PARENT: '1' };
    const child = spawn(process.execPath, ['--import', 'tsx', program], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#child = child;
    const said: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const { stdout } = child;
    if (stdout === null) throw new Error('the server has no output');
    const ready = new Promise<string>((resolve, reject) => {
      createInterface({ input: stdout }).on('line', (line) => resolve(readyLine.parse(JSON.parse(line)).url));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.slice(-5).join('')}`)));
    });
    this.#port = Number(new URL(await ready).port);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
