import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readReturned } from '#db/cache/draft';
import { readClient } from '#db/cache/outbox';
import { readRows } from '#db/cache/read-rows';
import { openReader, query, type Reader } from '#db/cache/sqlite';
import { tableNames } from '#contract/rows';
import { z } from 'zod';
import { readSnapshot, signIn } from '../support/central-server';
import type { DeskOffice } from './desk-office';
import { readSnapshot as rowsOf } from './desk-rows';
import type { DeskWorker } from './desk-worker';
import { judgeOrder, type Case } from './judge';
import type { Ledger } from './ledger';
import type { Figures } from './proof';

/** How long a desk that is at rest may take to know what the server knows, in milliseconds. */
const patience = 30_000;

/**
 * Holds the ledger of the desks against the server and against the desks' files: everything that was answered as done stands
 * there once, or was refused and lies in the person's hands again; nothing waits; each copy is what the server says that it should be.
 */
export async function judgeDesks(office: DeskOffice, runs: number, say: (line: string) => void): Promise<Figures> {
  const found: Case = { lost: [], twice: [] };
  const returned = new Set<string>();
  for (const worker of office.workers) await caughtUp(office, worker);
  for (const worker of office.workers) {
    await worker.desk.stop();
    for (const text of await judgeFiles(office, worker, found)) returned.add(text);
  }
  const { db, company, ledger } = office;
  const refused = judgeTexts(ledger, { standing: await standingTexts(office), returned }, found);
  const with_files = await judgeAttached(office, found);
  await judgeOrder({ db, tenant: company.tenant }, found);
  for (const line of found.lost.slice(0, 20)) say(`LOST ${line}`);
  for (const line of found.twice.slice(0, 20)) say(`TWICE ${line}`);
  const counts = { acknowledged: ledger.count('acknowledged') - refused, refused, with_files, not_kept: ledger.count('refused'), unanswered: ledger.count('open') };
  return { runs, lost: found.lost.length, twice: found.twice.length, ...counts };
}

/** News of the last moment is on its way still. What is not there after this is missing. */
async function caughtUp(office: DeskOffice, worker: DeskWorker): Promise<void> {
  for (const end = performance.now() + patience; performance.now() < end; await sleep(500)) {
    const wrong = await copyDifferences(office, worker).catch(() => null);
    if (wrong?.length === 0) return;
  }
}

async function standingTexts({ db, company }: DeskOffice): Promise<ReadonlyMap<string, number>> {
  const texts = z.array(z.string()).parse(await db('messages').where({ tenant: company.tenant }).pluck('text'));
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** An answer stands with the file that it was sent with. Answers how many stand so. */
async function judgeAttached({ db, company, workers }: DeskOffice, found: Case): Promise<number> {
  const texts = workers.flatMap(({ withFiles }) => [...withFiles]);
  const rows = sent.parse(await db('messages').where({ tenant: company.tenant }).whereIn('text', texts).select('text', 'attachments'));
  for (const { text, attachments } of rows) if (attachments.length !== 1) found.lost.push(`${text} stands with ${attachments.length} files instead of one`);
  return rows.length;
}

const sent = z.array(z.object({ text: z.string(), attachments: z.array(z.unknown()) }));

/** Answers how many were refused by a rule and given back. */
function judgeTexts(ledger: Ledger, { standing, returned }: { readonly standing: ReadonlyMap<string, number>; readonly returned: ReadonlySet<string> }, found: Case): number {
  let refused = 0;
  for (const { mark, state } of ledger.deeds) {
    const text = 'text' in mark ? mark.text : mark.event;
    const times = standing.get(text) ?? 0;
    if (times > 1) found.twice.push(`${text} stands ${times} times`);
    if (times > 0 && returned.has(text)) found.twice.push(`${text} stands and was given back`);
    if (times > 0 && state === 'refused') found.twice.push(`${text} stands, and the person was told that it was not kept`);
    if (state !== 'acknowledged' || times > 0) continue;
    if (returned.has(text)) refused += 1;
    else found.lost.push(`${text} was answered as done and is not there`);
  }
  return refused;
}

const integrity = z.tuple([z.object({ integrity_check: z.literal('ok') })]);
const counted = z.tuple([z.object({ waiting: z.int() })]);

/** The files of a desk that has ended. Answers the texts that lie in them as given back. */
async function judgeFiles(office: DeskOffice, worker: DeskWorker, found: Case): Promise<readonly string[]> {
  const { email } = worker;
  const folder = deskFolder(office, worker);
  const outbox = await openReader(join(folder, 'outbox.db'));
  const cache = await openReader(join(folder, 'cache.db'));
  try {
    for (const db of [outbox, cache]) if (!integrity.safeParse(await db.all({ sql: 'pragma integrity_check(1)', bindings: [] })).success) found.lost.push(`a file of ${email} is damaged`);
    const [{ waiting }] = counted.parse(await query(outbox, { sql: 'select (select count(*) from pending) + (select count(*) from held) as "waiting"', bindings: [] }));
    if (waiting > 0) found.lost.push(`${waiting} wait in the outbox of ${email}`);
    found.lost.push(...(await copyDifferences(office, worker)).map((line) => `the copy of ${email} ${line}`));
    return (await readReturned(outbox)).map(({ text }) => text);
  } finally {
    await outbox.close();
    await cache.close();
    const spoiled = readdirSync(folder).filter((name) => name.includes('.damaged-'));
    if (spoiled.length > 0) found.lost.push(`${email} lost an outbox: ${spoiled.join()}`);
  }
}

/** Rows of a copy that are not as the server says, each with what is wrong about it. The desk may be running. */
export async function copyDifferences(office: DeskOffice, worker: DeskWorker): Promise<readonly string[]> {
  const folder = deskFolder(office, worker);
  const outbox = await openReader(join(folder, 'outbox.db'));
  const cache = await openReader(join(folder, 'cache.db'));
  try {
    const client = await readClient(outbox);
    if (client === null) return ['no client'];
    const snapshot = rowsOf((await readSnapshot(office.server.url, await signIn(office.server.url, worker.email), client.id)).text);
    const truth = (snapshot?.rows.texts() ?? []).filter(isOfCopy);
    const held = (await textsOf(cache)).filter(isOfCopy);
    const [present, expected] = [new Set(held), new Set(truth)];
    return [
      ...truth.filter((text) => !present.has(text)).map((text) => `lacks ${text.slice(0, 300)}`),
      ...held.filter((text) => !expected.has(text)).map((text) => `holds ${text.slice(0, 300)}`),
    ];
  } finally {
    await outbox.close();
    await cache.close();
  }
}

export function deskFolder({ company }: DeskOffice, { desk, person }: DeskWorker): string {
  return join(desk.home, 'desk', company.tenant, person);
}

/** Refusals are told once and are no part of a snapshot. */
function isOfCopy(text: string): boolean {
  return !text.startsWith('refusals ');
}

async function textsOf(cache: Reader): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const table of tableNames) {
    const sqlTable = table;
    const rows = await readRows(cache, table, { sql: `select * from ${sqlTable}`, bindings: [] });
    texts.push(...rows.map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return texts.sort();
}

/** What desks answered where they did not keep something. */
export function saidBy(workers: readonly DeskWorker[]): Readonly<Record<string, number>> {
  const said: Record<string, number> = {};
  for (const worker of workers) for (const [code, times] of worker.said) said[`said ${code}`] = (said[`said ${code}`] ?? 0) + times;
  return said;
}
