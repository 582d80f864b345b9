import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from './checkout.mjs';
import { LaunchFailure } from './launch-failure.mjs';
import { LogFile } from './log-file.mjs';
import { readServerLine } from './server-line.mjs';

/** Starts the embedded server; resolves when it answers. It ends when its channel to us does. */
export async function startServer({ family, data, lang, empty, speed = 1, onProgress, program, ports = {} }) {
  const log = new LogFile(join(data, 'logs', 'server.log'));
  const child = family.spawn(process.execPath, ['--enable-source-maps', program], {
    cwd: checkout,
    env: { ...serverEnvironment({ data, lang, empty, speed }), ...ports },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  createInterface({ input: child.stderr }).on('line', (line) => log.write(line));
  const ready = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = readServerLine(line);
      if (message.kind === 'ready') resolve(message);
      else if (message.kind === 'progress') onProgress(message);
      else log.write(line);
    });
    child.once('error', reject);
    void ended.then(async (reason) => {
      await new Promise((lastLines) => setTimeout(lastLines, 200));
      const how = `The server ended before it was ready (${reason}). Its log: ${log.path}`;
      reject(new LaunchFailure(`${log.lastLines}\n${how}`));
    });
  });
  return { url: ready.url, people: ready.people, firstSignIn: ready.firstSignIn, smtpPort: ready.smtpPort, log, ended };
}

function serverEnvironment({ data, lang, empty, speed }, env = process.env) {
  return {
    ...env,
    PORT: env.PORT ?? '0',
    HOST: env.HOST ?? '127.0.0.1',
    OTKLIK_DATA: data,
    OTKLIK_LANG: lang,
    OTKLIK_DEMO: empty ? '0' : '1',
    OTKLIK_SPEED: String(speed),
    OTKLIK_PARENT: '1',
  };
}
