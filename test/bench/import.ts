import { createTenant } from '../support/accounts';
import { startCentralDatabases } from '../support/central-database';
import { hire, signIn, startTestServer } from '../support/central-server';
import { importProblems, importUntil, startImport, uploadImport } from '../support/import-file';
import { ServerProcess } from '../support/server-process';
import { cpuSeconds, memoryKib } from './process-figures';
import { setTimeout as sleep } from 'node:timers/promises';

const mapping = { key: 'id', name: 'name', email: 'mail', phone: 'phone', city: 'city' };

/** Customers in a table of so many lines, one in a hundred of them faulty, through the product's own server. */
export async function benchImport({ rows }: { readonly rows: number }): Promise<Record<string, number>> {
  const databases = await startCentralDatabases();
  const { url, db } = await databases.fresh();
  const founding = await startTestServer(url);
  const tenant = await createTenant(db, { name: 'Bench' });
  const { email } = await hire(founding.services.exchange.commit, tenant, { teams: [], roles: ['administrator'] });
  await founding.stop();
  const server = new ServerProcess({ database: url });
  try {
    await server.start();
    const session = { url: server.url, access: (await signIn(server.url, email)).access };
    const job = await uploadImport(session, 'customer', table(rows));
    const settled = await memoryKib(server.pid);
    const watched = new MemoryWatch(server.pid);
    const begun = performance.now();
    const busyBefore = await cpuSeconds(server.pid);
    await startImport(session, job.id, mapping);
    // A session lasts as long as its access: ask anew each time.
    for (let running = true; running; ) {
      const fresh = { url: server.url, access: (await signIn(server.url, email)).access };
      running = !(await importUntil(fresh, job.id, ({ state }) => state === 'done').then(() => true, () => false));
    }
    const took = (performance.now() - begun) / 1000;
    const memory = await watched.end();
    const busy = (await cpuSeconds(server.pid)) - busyBefore;
    const fresh = { url: server.url, access: (await signIn(server.url, email)).access };
    const ended = await importUntil(fresh, job.id, ({ state }) => state === 'done');
    const faulty = Math.floor((rows + 49) / 100);
    const named = await importProblems(fresh, job.id);
    if (ended.taken !== rows - faulty || ended.refused !== faulty || ended.repeated !== 0) throw new Error(`the report is wrong: ${JSON.stringify(ended)}`);
    if (named.some(({ line }, index) => line !== index * 100 + 52) || named.length !== faulty) throw new Error('the report names other lines');
    return { rows, bad: ended.refused, rows_s: rows / took, server_cpu_s: busy, rss_growth: memory.growth, rss_peak_mib: memory.peak / 1024, rss_before_mib: settled / 1024 };
  } finally {
    await server.stop();
    await databases.stop();
  }
}

/** The faulty ones are the lines 52, 152, 252 and so on. */
function table(rows: number): readonly Buffer[] {
  const pieces: Buffer[] = [Buffer.from('id,name,mail,phone,city\n')];
  for (let from = 0; from < rows; from += 10_000) {
    const lines: string[] = [];
    for (let index = from; index < Math.min(rows, from + 10_000); index += 1) {
      lines.push(index % 100 === 50 ? `${index},,someone@example.org,,Tver\n` : `${index},Customer Number ${index},customer${index}@example.org,+7916${String(index).padStart(7, '0')},Tver\n`);
    }
    pieces.push(Buffer.from(lines.join('')));
  }
  return pieces;
}

/** The memory of a process over its work: how much more it took in the last quarter than in the second. */
class MemoryWatch {
  readonly #samples: number[] = [];
  readonly #running: Promise<void>;
  #ended = false;

  constructor(pid: number) {
    this.#running = this.#run(pid);
  }

  async #run(pid: number): Promise<void> {
    for (; !this.#ended; await sleep(500)) this.#samples.push(await memoryKib(pid));
  }

  async end(): Promise<{ readonly growth: number; readonly peak: number }> {
    this.#ended = true;
    await this.#running;
    const quarter = (part: number): number => {
      const samples = this.#samples.slice(Math.floor((this.#samples.length * part) / 4), Math.ceil((this.#samples.length * (part + 1)) / 4));
      return samples.reduce((sum, one) => sum + one, 0) / Math.max(1, samples.length);
    };
    return { growth: quarter(3) / quarter(1), peak: Math.max(...this.#samples) };
  }
}
