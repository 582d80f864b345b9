import { onBehalf, type Behalf } from '#db/central/behalf';
import { openCentral, type Central, type Writer } from '#db/central/open';
import { atWork } from '#db/central/roles';
import type { ConversationRow } from '#domain/conversation/conversation';
import { id, type TeamId } from '#kernel/id';
import { createTeam, createTenant } from '../../support/accounts';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { arrive } from '../../support/company';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

let served: ServedCompany;
let db: Central;
/** Of the support team, of the delivery team, and of another company. */
let people: readonly { readonly behalf: Behalf; readonly canary: string; readonly conversation: ConversationRow }[];

beforeAll(async () => {
  served = await openServedCompany();
  const { commit } = served.server.services.exchange;
  db = openCentral(atWork(served.url), 5);
  const { tenant, support, delivery } = served.company;
  const abroad = await createTenant(db, { name: 'Abroad' });
  const elsewhere = await createTeam(commit, abroad, 'Elsewhere');
  const places = [{ tenant, team: support }, { tenant, team: delivery }, { tenant: abroad, team: elsewhere.id }];
  people = await Promise.all(places.map(async (place, index) => {
    const canary = `only-for-${index}`;
    const conversation = await arrive(commit, { ...place, text: canary });
    return { behalf: { tenant: place.tenant, person: id('person', String(index)), teams: [place.team], supervised: [] }, canary, conversation };
  }));
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await served.stop();
});

const ids = z.object({ rows: z.array(z.object({ id: z.string() })) });

function first(): (typeof people)[number] {
  const [one] = people;
  if (one === undefined) throw new Error('nobody is there');
  return one;
}

/** What a statement answers; null where the person has no right to the table, or it has no such column. */
async function toldBy(behalf: Behalf, sql: string): Promise<string | null> {
  try {
    const answer: { rows: unknown } = await onBehalf(db, behalf, (tx) => tx.raw(sql));
    return JSON.stringify(answer.rows);
  } catch (error) {
    expect(['42501', '42703']).toContain(error instanceof Error && 'code' in error ? error.code : error);
    return null;
  }
}

async function leftOn(): Promise<unknown> {
  const answer: { rows: unknown[] } = await db.raw("select current_user::text as role, coalesce(current_setting('otklik.tenant', true), '') || coalesce(current_setting('otklik.teams', true), '') as settings from pg_sleep(0.05)");
  return answer.rows[0];
}

async function changed(tx: Writer, sql: string): Promise<number> {
  const answer: { rowCount: number } = await tx.raw(sql);
  return answer.rowCount;
}

describe('S-34 whatever statement runs on behalf of a person', () => {
  test('text that became part of a statement sees the own rows alone, in every table', async () => {
    const { behalf, canary } = first();
    const tables = z.array(z.string()).parse(await db('pg_tables').where({ schemaname: 'public' }).pluck('tablename'));
    let read = 0;
    for (const table of tables) {
      const told = await toldBy(behalf, `select t::text as row from "${table}" as t where tenant = 'nobody' or true --'`);
      if (told === null) continue;
      read += 1;
      if (table === 'messages') expect(told).toContain(canary);
      for (const other of people.slice(1)) {
        expect(told, table).not.toContain(other.canary);
        expect(told, table).not.toContain(other.conversation.id);
        expect(told, table).not.toContain(other.conversation.customer);
      }
      expect(told, table).not.toContain(people[2]?.behalf.tenant);
    }
    expect(read).toBeGreaterThan(12);
  });

  test('no statement gives itself another role or other settings', async () => {
    const { behalf } = first();
    for (const [name, value] of [['role', 'none'], ['role', 'otklik_server'], ['otklik.teams', 'x'], ['otklik.tenant', 'x']] as const) {
      await expect(onBehalf(db, behalf, (tx) => tx.raw('select id from messages where set_config(?, ?, true) is not null', [name, value]))).rejects.toMatchObject({ code: '42501' });
    }
    await expect(onBehalf(db, behalf, (tx) => tx.raw('select id from messages where id = ?; set role none; select 1', ['x']))).rejects.toMatchObject({ code: '42601' });
  });

  test('statements without a condition change nothing of others, and nothing moves to another team or company', async () => {
    const { behalf, conversation } = first();
    const [, other, abroad] = people;
    for (const table of ['cases', 'conversations', 'messages']) {
      const sqlTable = table;
      await db.transaction(async (tx) => {
        const all: { rows: { count: number }[] } = await tx.raw(`select count(*)::int as count from ${sqlTable} where team = ?`, behalf.teams.slice(0, 1));
        await onBehalf(db, behalf, async (own) => expect(await changed(own, `update ${sqlTable} set version = version + 1`)).toBe(all.rows[0]?.count));
      });
      for (const sqlSet of [`team = '${other?.behalf.teams[0] ?? ''}'`, `tenant = '${abroad?.behalf.tenant ?? ''}'`]) {
        await expect(onBehalf(db, behalf, (tx) => tx.raw(`update ${sqlTable} set ${sqlSet}`)), sqlSet).rejects.toMatchObject({ code: '42501' });
      }
      await expect(onBehalf(db, behalf, (tx) => tx.raw(`delete from ${sqlTable}`))).rejects.toMatchObject({ code: '42501' });
    }
    // Whoever knows a customer keeps their card, and nobody else's.
    for (const table of ['customers', 'identities']) {
      const column = table === 'customers' ? 'id' : 'customer';
      await db.transaction(async (tx) => {
        const known: { rows: { count: number }[] } = await tx.raw(`select count(*)::int as count from ${table} where ${column} in (select customer from customer_teams where tenant = ? and team = ?)`, [behalf.tenant, behalf.teams[0] ?? '']);
        await onBehalf(db, behalf, async (own) => expect(await changed(own, `update ${table} set version = version + 1`)).toBe(known.rows[0]?.count));
      });
      await expect(onBehalf(db, behalf, (tx) => tx.raw(`update ${table} set tenant = '${abroad?.behalf.tenant ?? ''}'`)), table).rejects.toMatchObject({ code: '42501' });
    }
    for (const sql of ['delete from customers', 'update teams set version = 1', 'delete from change_log', 'select parts from change_log']) {
      await expect(onBehalf(db, behalf, (tx) => tx.raw(sql)), sql).rejects.toMatchObject({ code: '42501' });
    }
    const still = ids.parse(await onBehalf(db, behalf, (tx) => tx.raw('select id from conversations')));
    expect(still.rows).toEqual([{ id: conversation.id }]);
  });

  test('the log hands out parts of the own scopes alone, whichever are asked for', async () => {
    const { behalf, canary } = first();
    const scopes = ['org', ...people.flatMap(({ behalf: { teams } }) => teams.map((team: TeamId) => `team:${team}`))];
    const found: { rows: unknown } = await onBehalf(db, behalf, (tx) => tx.raw('select seq, parts from otklik_log(0, 1000000, ?::text[], 1000)', [scopes]));
    const told = JSON.stringify(found.rows);
    expect(told).toContain(canary);
    for (const other of people.slice(1)) expect(told).not.toContain(other.canary);
  });

  test('a connection that served one person keeps nothing for the next: 1,000 transactions in turns, with errors and rollbacks', async () => {
    const seed = Date.now() % 100_000;
    process.stdout.write(`${JSON.stringify({ interleaved: 1000, seed })}\n`);
    const inTurn = async (turn: number): Promise<unknown> => {
      const draw = (seed * 7919 + turn * 104_729) % 12;
      if (draw % 4 === 3) return expect(await db('conversations').whereIn('id', people.map(({ conversation }) => conversation.id)).pluck('id')).toHaveLength(3);
      const one = people[draw % 3] ?? first();
      const seen = onBehalf(db, one.behalf, async (tx) => {
        const found = ids.parse(await tx.raw('select id from conversations'));
        if (draw > 9) throw new Error('thrown away');
        if (draw > 7) await tx.raw('select 1 / 0');
        if (draw > 5) await tx.rollback();
        return found.rows;
      });
      if (draw > 7) return expect(seen).rejects.toThrow();
      return draw > 5 ? seen.catch(() => undefined) : expect(await seen).toEqual([{ id: one.conversation.id }]);
    };
    // A hundred at once: nobody waits for a connection for as long as it takes to give up.
    for (let wave = 0; wave < 1000; wave += 100) await Promise.all(Array.from({ length: 100 }, (_, place) => inTurn(wave + place)));
    const left = await Promise.all(Array.from({ length: 5 }, leftOn));
    expect(left).toEqual(left.map(() => ({ role: 'otklik_server', settings: '' })));
  });
});
