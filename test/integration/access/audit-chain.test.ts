import { addAuditEvent } from '#db/central/audit';
import type { Central, Writer } from '#db/central/open';
import { openHeads } from '#server/audit/heads';
import { sealWaiting, type Head } from '#server/audit/seal-waiting';
import { keepTrail } from '#server/audit/trail';
import { verifyAudit, type Verified } from '#server/audit/verify';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { Dice } from '../../simulation/dice';
import { mutationOf, type Mutation } from './audit-mutations';

const secret = 'a key outside the database';

const chained = 40;

let databases: CentralDatabases;
let db: Central;
let head: Head;

beforeAll(async () => {
  databases = await startCentralDatabases();
  ({ db } = await databases.fresh());
  await write(db, chained);
  head = (await sealWaiting(db, secret)) ?? { place: 0, hash: '' };
});
afterAll(() => databases.stop());

async function write(into: Central, count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) {
    await addAuditEvent(into, { tenant: null, person: null, at: 1_700_000_000_000 + at, class: 'read', action: `GET /${at}`, object: `con_${at}`, failure: null, correlation: `c${at}` });
  }
}

class Undo extends Error {}

/** What the verifier says after a mutation, which is then taken back. */
async function afterMutation(mutation: Mutation): Promise<Verified> {
  let verified: Verified | null = null;
  await db
    .transaction(async (tx) => {
      // Past the triggers, as only the owner of the database can.
      await tx.raw('set local session_replication_role = replica');
      await mutation.apply(tx);
      verified = await verifyAudit(tx, secret, [head]);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return verified ?? { events: 0, finding: null };
}

test('a log that nobody touched holds', async () => {
  expect(await verifyAudit(db, secret, [head])).toEqual({ events: chained, finding: null });
});

test('S-09 each of 500 edits, removals, insertions, reorderings and cuts is found, at the first place that it touched', { timeout: 300_000 }, async () => {
  const seed = Date.now() % 1_000_000;
  const dice = new Dice(seed);
  for (let turn = 0; turn < 500; turn += 1) {
    const mutation = mutationOf(dice, chained);
    const { finding } = await afterMutation(mutation);
    expect({ seed, turn, name: mutation.name, place: finding === null ? 'not found' : finding.place }).toEqual({ seed, turn, name: mutation.name, place: mutation.place });
  }
});

test('who can write the database and lacks the key cannot make another chain that holds', async () => {
  const anew = async (tx: Writer): Promise<void> => {
    await tx('audit_events').where({ action: 'GET /7' }).update({ action: 'GET /harmless' });
    await tx('audit_seals').delete();
    await tx('audit_waiting').insert(tx('audit_events').select('id'));
    await sealWaiting(tx, 'a guess');
  };
  const forged = await afterMutation({ name: 'chain anew', place: 1, apply: anew });
  expect(forged.finding).toMatchObject({ place: 1 });
});

test('processes that seal at once leave one chain, and what was written meanwhile is in it once', async () => {
  const { db: own } = await databases.fresh();
  await Promise.all([write(own, 60), ...Array.from({ length: 30 }, () => sealWaiting(own, secret))]);
  const last = await sealWaiting(own, secret);
  const heads = last === null ? [] : [last];
  expect(await verifyAudit(own, secret, heads)).toEqual({ events: 60, finding: null });
});

test('the head is noted outside at start and stop, and a server that starts on a shorter chain says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-heads-'));
  const { db: own } = await databases.fresh();
  const heads = openHeads(folder);
  const said: string[] = [];
  const ports = { db: own, secret, heads, events: (_level: string, event: string) => void said.push(event) };
  await write(own, 3);
  const stop = await keepTrail(ports);
  await write(own, 2);
  await stop();
  expect((await heads.read()).map(({ place }) => place)).toEqual([3, 5, 5]);
  expect(await verifyAudit(own, secret, await heads.read())).toEqual({ events: 5, finding: null });
  await own.transaction(async (tx) => {
    await tx.raw('set local session_replication_role = replica');
    await tx('audit_seals').where({ place: 5 }).delete();
  });
  await appendFile(join(folder, 'audit-heads.jsonl'), '{"at":"cut sho');
  expect((await verifyAudit(own, secret, await heads.read())).finding).toMatchObject({ what: 'truncated', place: 5 });
  expect(said).toEqual(['audit.head', 'audit.head']);
  await (await keepTrail(ports))();
  expect(said).toContain('audit.broken');
  await rm(folder, { recursive: true });
});
