import { freePort } from '#db/central/free-port';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { testKey } from './central-server';

const program = fileURLToPath(new URL('../../out/main/server.js', import.meta.url));
const readyLine = z.object({ ready: z.literal(true), url: z.url(), smtp: z.object({ port: z.int() }) });

/** Nobody listens there: answers to customers wait. */
const noRelay = 9;

export type ServerSettings = {
  /** The address of a database, or the folder of one that the server keeps itself. */
  readonly database: string | { readonly folder: string };
  readonly relayPort?: number;
  /** Where a Bot API server listens. */
  readonly telegram?: string;
};

/** The product's own server as a process of its own, which a test may kill and start again on the same ports. */
export class ServerProcess {
  #settings: ServerSettings;
  #child: ChildProcess | null = null;
  /** Everything that it printed, over all its lives. */
  readonly printed: string[] = [];
  port = 0;
  smtpPort = 0;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
  }

  get database(): ServerSettings['database'] {
    return this.#settings.database;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** From its next start on it serves another database. */
  moveTo(database: string): void {
    this.#settings = { ...this.#settings, database };
  }

  async start(...flags: readonly string[]): Promise<void> {
    this.port ||= await freePort();
    this.smtpPort ||= await freePort();
    const child = spawn(process.execPath, [program, ...flags], { env: this.#environment(), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#child = child;
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('the server has no output');
    const ready = new Promise<z.infer<typeof readyLine>>((resolve, reject) => {
      createInterface({ input: stdout }).on('line', (line) => {
        this.printed.push(line);
        const parsed = readyLine.safeParse(json(line));
        if (parsed.success) resolve(parsed.data);
      });
      createInterface({ input: stderr }).on('line', (line) => this.printed.push(line));
      child.once('exit', (code, signal) => reject(new Error(`the server ended (${code ?? signal}):\n${this.printed.slice(-20).join('\n')}`)));
    });
    const { url, smtp } = await ready;
    this.port = Number(new URL(url).port);
    this.smtpPort = smtp.port;
  }

  /** As a power cut would: no time to finish anything. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Null while it runs, and after a kill. */
  get exitCode(): number | null {
    return this.#child?.exitCode ?? null;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  #environment(): NodeJS.ProcessEnv {
    const { database, relayPort = noRelay, telegram } = this.#settings;
    const { DATABASE_URL: _url, OTKLIK_DATA: _folder, ...inherited } = process.env;
    return {
      ...inherited,
      ...(typeof database === 'string' ? { DATABASE_URL: database, OTKLIK_KEY: testKey } : { OTKLIK_DATA: database.folder }),
      HOST: '127.0.0.1',
      PORT: String(this.port),
      SMTP_PORT: String(this.smtpPort),
      SMTP_OUT_HOST: '127.0.0.1',
      SMTP_OUT_PORT: String(relayPort),
      ...(telegram === undefined ? {} : { TELEGRAM_API: telegram }),
      WEBHOOK_NETWORKS: '127.0.0.1',
      OTKLIK_DEMO: '0',
      OTKLIK_LANG: 'ru',
      OTKLIK_PARENT: '1',
    };
  }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
