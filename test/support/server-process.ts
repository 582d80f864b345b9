import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A central server in a process of its own, run from its source. */
export type ServerProcess = {
  readonly url: string;
  readonly smtpPort: number;
  readonly pid: number;
  /** Ends it like a power cut: no goodbye. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<number | null>;
  /** Everything that it wrote to its log. */
  readonly log: () => string;
};

const ready = z.object({ ready: z.literal(true), url: z.string(), smtp: z.object({ port: z.number() }) });

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `env` names the database: DATABASE_URL or OTKLIK_DATA. */
export async function startServerProcess(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const inherited = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    cwd: root,
    env: { ...inherited, PORT: '0', SMTP_PORT: '0', OTKLIK_PARENT: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the server has no output');
  let log = '';
  stderr.on('data', (piece: Buffer) => (log += piece.toString('utf8')));
  const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (text) => {
      if (text.includes('"ready"')) resolve(text);
    });
    void over.then((code) => reject(new Error(`the server ended with ${code}\n${log}`)));
  });
  const { url, smtp } = ready.parse(JSON.parse(line));
  return {
    url,
    smtpPort: smtp.port,
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await over;
    },
    stop: () => {
      child.kill('SIGTERM');
      return over;
    },
    log: () => log,
  };
}
