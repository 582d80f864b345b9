import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from './config';
import { createEventLog, faultFields } from './event-log';
import { longestStop, startServer } from './start-server';

/** Standard output is for whoever started the server; the log goes to standard error. */
const events = createEventLog((line) => process.stderr.write(line));

void run();

async function run(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const server = await startServer(config, { mailWorker: beside('./mail-worker.js', '../../out/main/mail-worker.js'), widget: beside('../widget/widget.js', '../../out/widget/widget.js') }, events);
    endWell(server.stop, config.endsWithParent);
    process.stdout.write(`${JSON.stringify({ ready: true, url: server.url, smtp: { port: server.smtpPort }, demo: null })}\n`);
    events('info', 'server.ready');
  } catch (error) {
    const variables = error instanceof ConfigError ? { code: error.variables.join(' ') } : {};
    events('error', 'server.failedToStart', { ...faultFields(error), ...variables });
    process.exitCode = 1;
  }
}

/** Built files lie beside the built server; a server that runs from its source uses the last build's. */
function beside(built: string, source: string): URL {
  const file = new URL(built, import.meta.url);
  return existsSync(file) ? file : new URL(source, import.meta.url);
}

function endWell(stop: () => Promise<void>, endsWithParent: boolean): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    events('info', 'server.stopping');
    setTimeout(() => process.exit(1), longestStop).unref();
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        events('error', 'fault', faultFields(error));
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('unhandledRejection', (error) => events('error', 'fault', faultFields(error)));
  if (!endsWithParent) return;
  if (process.connected) process.once('disconnect', end);
  else process.stdin.once('close', end).resume();
}
