import { wireChange } from '#contract/protocol';
import { changeFromWire } from '#db/tables/codec';
import { id } from '#kernel/id';
import { openCentral } from '#db/central/open';
import { createTenant } from '../../support/accounts';
import { openExchange, type Exchange } from '#server/sync/exchange';
import { partFor } from '#server/sync/log-piece';
import type { LogRun } from '#server/sync/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { debianBinaries, startCentralDatabases, type CentralDatabases } from '../../support/central-database';

const debian = debianBinaries();
const kinds = [{ name: 'the embedded PostgreSQL', own: null }, ...(debian === null ? [] : [{ name: "Debian's PostgreSQL 15", own: { binaries: debian } }])];

const writers = 16;
const perWriter = 25;

describe.each(kinds)('on $name', ({ own }) => {
  let databases: CentralDatabases;
  beforeAll(async () => {
    databases = await startCentralDatabases(own);
  });
  afterAll(() => databases.stop());

  test('sixteen writers at two processes leave one order without gaps, the same for both, that agrees with the versions of rows', async () => {
    const { url, db } = await databases.fresh();
    const tenant = await createTenant(db, { name: 'Shop' });
    const nodes = await Promise.all([openNode(url), openNode(url)]);
    const work = Array.from({ length: writers }, async (_, writer) => {
      const { exchange } = nodes[writer % 2] ?? nodes[0];
      for (let turn = 0; turn < perWriter; turn += 1) await writeShared(exchange, { tenant, writer, turn });
    });
    await Promise.all(work);
    const expected = writers * perWriter;
    for (const { runs } of nodes) {
      await expect.poll(() => runs.at(-1)?.to, { timeout: 20_000 }).toBe(expected);
      const seqs = runs.flatMap((run) => run.entries.map((entry) => entry.seq));
      expect(seqs).toEqual(Array.from({ length: expected }, (_, index) => index + 1));
      expect(runs.every((run, index) => run.from === (runs[index - 1]?.to ?? 0))).toBe(true);
    }
    const [one, other] = nodes.map(({ runs }) => runs.flatMap((run) => run.entries.map((entry) => [...entry.scopes])));
    expect(one).toEqual(other);
    expect(versionsOf(nodes[0].runs, 'tea_shared')).toEqual(Array.from({ length: expected }, (_, index) => index + 1));
    await Promise.all(nodes.map(({ close }) => close()));
  });

  test('when the leader is gone another process numbers on', async () => {
    const { url, db } = await databases.fresh();
    const tenant = await createTenant(db, { name: 'Shop' });
    const leader = await openNode(url);
    await writeShared(leader.exchange, { tenant, writer: 0, turn: 0 });
    await expect.poll(() => leader.runs.length, { timeout: 5000 }).toBe(1);
    const heir = await openNode(url);
    await leader.close();
    await writeShared(heir.exchange, { tenant, writer: 1, turn: 0 });
    await expect.poll(() => heir.runs.at(-1)?.to, { timeout: 5000 }).toBe(2);
    await heir.close();
  });
});

type Node = { readonly exchange: Exchange; readonly runs: LogRun[]; readonly close: () => Promise<void> };

async function openNode(url: string): Promise<Node> {
  const db = openCentral(url);
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const runs: LogRun[] = [];
  exchange.log.watchRuns((run) => runs.push(run));
  return {
    exchange,
    runs,
    close: async () => {
      await exchange.stop();
      await db.destroy();
    },
  };
}

/** A row that everybody writes, and one of the writer's own. */
async function writeShared({ commit }: Exchange, { tenant, writer, turn }: { tenant: `ten_${string}`; writer: number; turn: number }): Promise<void> {
  const shared = { id: id('team', 'shared'), name: `${writer}.${turn}`, version: 0 };
  const own = { id: id('team', `own-${writer}-${turn}`), name: '', version: 0 };
  await commit(tenant, (_tx, _now, put) =>
    put([
      { op: 'put', table: 'teams', row: own },
      { op: 'put', table: 'teams', row: shared },
    ]),
  );
}

function versionsOf(runs: readonly LogRun[], row: string): number[] {
  return runs.flatMap((run) =>
    run.entries.flatMap((entry) => {
      const changes = z.array(wireChange).parse(JSON.parse(`[${partFor([entry], ['org']) ?? ''}]`)).map(changeFromWire);
      return changes.flatMap((change) => (change.op === 'put' && change.row.id === row ? [change.row.version] : []));
    }),
  );
}
