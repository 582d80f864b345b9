import { onBehalf } from '#db/central/behalf';
import { appendUnnumbered, numberCommitted, numbered, readFresh, readScopedLog, type FreshEntry, type LogEntry } from '#db/central/change-log';
import { epochOf, readHeads } from '#db/central/history';
import { Pipe } from '#db/central/pipe';
import { teamScope } from '#domain/scope';
import { id, type TenantId } from '#kernel/id';
import { behalfOf } from '#server/access/behalf';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { signIn } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

/** Entries as heavy as batches of an import: every second one of a text that the database packs to next to nothing. */
const batches = 24;

async function write(): Promise<ReadonlyMap<TenantId, number>> {
  const { exchange, db } = served.server.services;
  const { tenant, support: team } = served.company;
  const conversation = await arrive(exchange.commit, { tenant, team });
  // A commit is not numbered yet when it is answered.
  await expect.poll(() => db('change_log').whereNull('seq').pluck('id')).toEqual([]);
  const before = new Map((await readHeads(db)).map((head) => [head.tenant, head.seq]));
  for (let batch = 0; batch < batches; batch += 1) {
    const text = (): string => (batch % 2 === 0 ? 'x'.repeat(20_000) : randomBytes(10_000).toString('hex'));
    const rows = Array.from({ length: 20 }, () => ({ id: id('message', randomUUID()), conversation: conversation.id, team, at: Date.now(), part: { kind: 'inbound', author: conversation.customer, authorName: '' }, text: text(), html: null, attachments: [], version: 0 }) as const);
    await exchange.commit(tenant, (_tx, _now, put) => put(rows.map((row) => ({ op: 'put', table: 'messages', row }))));
  }
  await expect.poll(() => db('change_log').whereNull('seq').pluck('id')).toEqual([]);
  return before;
}

/** A bound of two million bytes, and the entry that reaches over it. */
function expectLight(entries: readonly LogEntry[]): void {
  expect(JSON.stringify(entries).length).toBeLessThan(3_000_000);
}

test('one read of the log brings no more than so many bytes, however little room its entries take, and reading on misses none', async () => {
  const { db, sessions } = served.server.services;
  const before = await write();
  const known = new Map(before);
  const fresh: FreshEntry[] = [];
  for (let more = true; more; ) {
    const page = await readFresh(db, known, 200);
    expectLight(page.entries);
    for (const entry of page.entries) known.set(entry.tenant, entry.seq);
    fresh.push(...page.entries);
    more = page.more;
  }
  expect(fresh.map(({ seq }) => seq)).toEqual(Array.from({ length: batches }, (_, at) => (before.get(served.company.tenant) ?? 0) + 1 + at));
  expect(new Set(fresh.map(({ epoch }) => epoch))).toEqual(new Set([await epochOf(db)]));

  const session = await signIn(served.server.url, (await served.newAgent()).email);
  const who = await sessions.authenticate(session.access);
  if (!who.ok) throw new Error(who.code);
  const upTo = fresh.at(-1)?.seq ?? 0;
  const scoped: LogEntry[] = [];
  for (let after = before.get(served.company.tenant) ?? 0, more = true; more; ) {
    const range = { after, upTo, scopes: [teamScope(served.company.support)], limit: 500 };
    const page = await onBehalf(db, behalfOf(who.value), (tx) => readScopedLog(tx, range));
    expectLight(page.entries);
    scoped.push(...page.entries);
    after = page.entries.at(-1)?.seq ?? upTo;
    more = page.more;
  }
  expect(scoped.map(({ seq }) => seq)).toEqual(fresh.map(({ seq }) => seq));
});

test('whoever numbers heavy entries is not answered with them, and reads them page by page like everybody', async () => {
  const { db } = served.server.services;
  const { tenant, support } = served.company;
  const answered = async (bytes: number): Promise<ReturnType<typeof numbered>> => {
    const tx = await db.transaction();
    const pipe = await Pipe.of(tx);
    const parts = JSON.stringify({ [teamScope(support)]: [['messages', 'remove', randomBytes(bytes / 2).toString('hex')]] });
    for (let entry = 0; entry < 4; entry += 1) await pipe.send(appendUnnumbered(tenant, { parts, now: Date.now() }));
    const outcome = numbered(await pipe.send(numberCommitted));
    await tx.rollback();
    return outcome;
  };
  await expect.poll(() => db('change_log').whereNull('seq').pluck('id')).toEqual([]);
  expect((await answered(1000)).entries).toHaveLength(4);
  expect(await answered(1_000_000)).toEqual({ count: 4, entries: null });
});
