import { existsSync } from 'node:fs';
import { verifyAuditOf } from './audit/verify-command';
import { ConfigError, readConfig, type Config } from './config';
import { paceAt } from './demo/live/pace';
import { openDemonstration, type Demonstration } from './demo/demonstration';
import { createEventLog, faultFields } from './event-log';
import { foundFirstCompany } from './first-company/found-first-company';
import { longestStop, startServer, type RunningServer } from './start-server';

/** Standard output is for whoever started the server; the log goes to standard error. */
const events = createEventLog((line) => process.stderr.write(line));

// Who started the server may be gone, and with them the other end of its output: what nobody hears is no fault of the server's.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

/** Whoever started us may be gone before we are ready to hear of it. */
const hasChannel = process.connected;

void run();

async function run(): Promise<void> {
  let demonstration: Demonstration | null = null;
  let server: RunningServer | null = null;
  const stop = async (): Promise<void> => {
    await demonstration?.stop();
    await server?.stop();
  };
  try {
    const config = readConfig(process.env, process.argv.slice(2));
    if (process.argv.includes('verify-audit')) return await verify(config);
    demonstration = await demonstrationOf(config);
    const relay = config.relay ?? demonstration?.relay ?? null;
    server = await startServer({ ...config, relay }, { mailWorker: beside('./mail-worker.js', '../../out/main/mail-worker.js'), learningWorker: beside('./learning-worker.js', '../../out/main/learning-worker.js'), widget: beside('../widget/widget.js', '../../out/widget/widget.js') }, events);
    endWell(stop, config.endsWithParent);
    const people = await demonstration?.begin(server);
    const firstSignIn = await firstSignInOf(config, server);
    say({ ready: true, url: server.url, smtp: { port: server.smtpPort }, demo: people === undefined ? null : { people }, firstSignIn });
    events('info', 'server.ready');
  } catch (error) {
    const variables = error instanceof ConfigError ? { code: error.variables.join(' ') } : {};
    events('error', 'server.failedToStart', { ...faultFields(error), ...variables });
    process.exitCode = 1;
    await stop();
  }
}

async function verify(config: Config): Promise<void> {
  const report = await verifyAuditOf(config);
  say({ audit: report });
  if (report.finding !== null) process.exitCode = 1;
}

async function demonstrationOf({ demonstration, language, dataFolder, speed, seed }: Config): Promise<Demonstration | null> {
  if (!demonstration) return null;
  if (dataFolder === null) throw new ConfigError(['OTKLIK_DATA']);
  return openDemonstration({ language, folder: dataFolder, pace: paceAt(speed), seed, progress: (done, total) => say({ progress: 'import', done, total }) });
}

/** The file that says how to sign in to a first company of one's own; the password itself is printed nowhere. */
async function firstSignInOf({ demonstration, dataFolder, language }: Config, { services }: RunningServer): Promise<string | null> {
  if (demonstration || dataFolder === null) return null;
  return foundFirstCompany({ db: services.db, commit: services.exchange.commit, folder: dataFolder, language });
}

/** One line of JSON for whoever started the server. */
function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
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
  // What nobody caught leaves this process in an unknown state: it ends, and whoever runs it starts another.
  process.on('uncaughtException', (error) => {
    events('error', 'fault', faultFields(error));
    end();
  });
  if (!endsWithParent) return;
  if (hasChannel && !process.connected) end();
  else if (hasChannel) process.once('disconnect', end);
  else process.stdin.once('close', end).resume();
}
