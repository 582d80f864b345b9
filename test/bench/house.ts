import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { CentralDatabases } from '../support/central-database';
import { ServerProcess } from '../support/server-process';
import { foundCompany } from '../support/shop-company';
import { fillPast } from './company-with-past';
import { Windowless } from './windowless';

/** A server process with a company of so many messages; `rows`: what a copy of its support team holds, about. */
export type House = { readonly server: ServerProcess; readonly db: Knex; readonly rows: number; readonly folder: () => Promise<string> };

type Person = { readonly email: string; readonly password: string };

export async function withHouse<T>(databases: CentralDatabases, messages: number, work: (house: House) => Promise<T>): Promise<T> {
  const { db, url } = await databases.fresh();
  await foundCompany(db, url);
  await fillPast(db, { messages, openConversations: 30 });
  await db.raw('vacuum analyze');
  const server = new ServerProcess({ database: url });
  await server.start();
  const folders: string[] = [];
  const folder = async (): Promise<string> => {
    const made = await mkdtemp(join(tmpdir(), 'otklik-bench-'));
    folders.push(made);
    return made;
  };
  try {
    return await work({ server, db, rows: await countRows(db), folder });
  } finally {
    await server.stop();
    for (const made of folders) await rm(made, { recursive: true, force: true });
  }
}

export function signInOf({ email, password }: Person): string {
  return `${email}:${password}`;
}

export async function onlineDesk(house: House, person: Person): Promise<Windowless> {
  const desk = new Windowless();
  desk.start({ folder: await house.folder(), server: house.server.url, signIn: signInOf(person) });
  await desk.until('connection', {}, ({ state }) => state === 'online');
  return desk;
}

async function countRows(db: Knex): Promise<number> {
  let rows = 0;
  for (const table of ['messages', 'conversations', 'cases', 'customers']) {
    const counted = await db(table).count<{ count: number }[]>({ count: '*' });
    rows += Number(counted[0]?.count);
  }
  return rows;
}
