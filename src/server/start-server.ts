import { startEmbeddedPostgres } from '#db/central/embedded-postgres';
import { epochOf, renewEpoch } from '#db/central/history';
import { duringUpkeep, openCentral, type Central } from '#db/central/open';
import { prepareCentral } from '#db/central/prepare';
import { atWork, isAtWork, rolesByHand } from '#db/central/roles';
import { second } from '#kernel/instant';
import type { Sealing } from './access/sealing';
import { sealAnew } from './access/seal-anew';
import { openSealing } from './access/sealing-keys';
import { createApp } from './app';
import { attachSockets } from './attach-sockets';
import { openHeads } from './audit/heads';
import { auditSecret } from './audit/seal';
import { keepTrail, type TrailPorts } from './audit/trail';
import { buildServices, type BuiltServices } from './build-services';
import type { BuiltFiles } from './built-files';
import type { Config } from './config';
import { faultFields, type EventLog } from './event-log';
import { everyRoute, everySocket } from './registry';
import { startChannels } from './start-channels';
import { startReading } from './search/reading';
import { startLapsing } from './offer/lapsing';
import { openLearner } from './learning/learner';
import { startLearning } from './suggestion/learning';
import { startWaking } from './snooze/waking';
import { keepAnchor } from './sync/history-anchor';

export type RunningServer = {
  readonly url: string;
  readonly smtpPort: number;
  readonly services: BuiltServices;
  /** Takes no more, finishes what is under way, and lets go of everything. */
  readonly stop: () => Promise<void>;
};

class FutureDatabaseError extends Error {
  override readonly name = 'FutureDatabaseError';
}

/** The second lock is not an option: without its roles the server does not start. `code` goes into the log. */
class MissingRolesError extends Error {
  override readonly name = 'MissingRolesError';
  readonly code = rolesByHand;
}

class OwnerAtWorkError extends Error {
  override readonly name = 'OwnerAtWorkError';
  readonly code = 'something between the server and PostgreSQL drops the startup option role';
}

/** Brings one server process up: database, exchange, channels, entrances. Closes in the opposite order. */
export async function startServer(config: Config, files: BuiltFiles, events: EventLog): Promise<RunningServer> {
  const closers: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    const sealing = await openSealing(config);
    const central = await openDatabase(config, closers);
    if (config.dataFolder !== null) closers.push(await keepAnchor({ db: central.db, folder: config.dataFolder, events }));
    closers.push(await keepTrail(await trailPorts(central.db, { config, sealing, events })));
    const shut = await sealAnew(central.db, sealing);
    if (shut > 0) events('warn', 'secrets.shut', { count: shut });
    const services = await buildServices(central, { events, files, sealing, config });
    closers.push(services.exchange.stop, services.hub.keepWatch(), services.leases.keepWatch(), services.imports.stop, services.brain.stop, services.webhooks.stop);
    closers.push(startWaking({ db: central.db, guardedCommit: services.exchange.guardedCommit, failed: (error) => events('error', 'waking.failed', faultFields(error)) }).stop);
    closers.push(startLapsing({ db: central.db, guardedCommit: services.exchange.guardedCommit, failed: (error) => events('error', 'offers.failed', faultFields(error)) }).stop);
    const learner = openLearner({ workerFile: files.learningWorker, failed: (error) => events('error', 'learning.failed', faultFields(error)) });
    closers.push(startLearning({ db: central.db, commit: services.exchange.commit, learner, failed: (error) => events('error', 'learning.failed', faultFields(error)) }).stop, learner.stop);
    closers.push(startReading({ db: central.db, failed: (error) => events('error', 'search.failed', faultFields(error)) }).stop);
    const channels = await startChannels(services, config, files.mailWorker);
    closers.push(channels.stop);
    const app = createApp(everyRoute(services), services, config.trustedProxies);
    closers.push(async () => app.close());
    const sockets = attachSockets(app.server, everySocket(services), { ...services, proxies: config.trustedProxies });
    closers.push(() => sockets.close());
    const url = await app.listen({ host: config.host, port: config.port });
    return { url, smtpPort: channels.smtpPort, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function trailPorts(db: Central, { config, sealing, events }: { readonly config: Config; readonly sealing: Sealing; readonly events: EventLog }): Promise<TrailPorts> {
  return { db, secret: await auditSecret(db, sealing), heads: config.dataFolder === null ? null : openHeads(config.dataFolder), events };
}

export async function openDatabase(config: Config, closers: (() => Promise<void> | void)[]): Promise<{ readonly db: Central; readonly url: string }> {
  const owners = await databaseUrl(config, closers);
  await prepareAsOwner(owners);
  const url = atWork(owners);
  const db = openCentral(url);
  closers.push(() => db.destroy());
  if (!(await isAtWork(db))) throw new OwnerAtWorkError();
  if (config.restored) await renewEpoch(db, await epochOf(db));
  return { db, url };
}

/** The owner changes the tables and goes; nothing that the server serves is done by them. */
async function prepareAsOwner(url: string): Promise<void> {
  const prepared = await duringUpkeep(url, prepareCentral);
  if (!prepared.ok) throw prepared.code === 'database.rolesMissing' ? new MissingRolesError() : new FutureDatabaseError();
}

async function databaseUrl({ database, dataFolder }: Config, closers: (() => Promise<void> | void)[]): Promise<string> {
  if (database.kind === 'given') return database.url;
  const embedded = await startEmbeddedPostgres(dataFolder ?? '');
  closers.push(embedded.stop);
  return embedded.url;
}

/** After this a stop no longer waits for what is under way. */
export const longestStop = 15 * second;
