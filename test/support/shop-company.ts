import type { ChannelRow } from '#domain/channel/channel';
import type { QueueRow } from '#domain/queue/queue';
import { id, type TenantId } from '#kernel/id';
import { createPerson, createTeam, createTenant } from './accounts';
import type { Commit } from '#server/sync/commit';
import { openExchange } from '#server/sync/exchange';
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

export const agent = { name: 'Ольга Соколова', email: 'olga@shop.example', password: 'correct horse battery' } as const;
export const colleague = { name: 'Тимур Ахметов', email: 'timur@shop.example', password: 'another long password' } as const;
export const stranger = { name: 'Борис Чужой', email: 'boris@shop.example', password: 'a third long password' } as const;
export const mailAddress = 'support@shop.example';
export const shopSite = 'shop';

/** Founds the company in a database that no server serves yet. */
export async function foundCompany(db: Knex, url: string): Promise<void> {
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  await foundShop(db, exchange.commit);
  await exchange.stop();
}

export type ShopCompany = { readonly tenant: TenantId; readonly queue: QueueRow; readonly chat: ChannelRow };

/** A company with two teams: Olga and Timur in one that has a mail address and a chat site, Boris in the other. */
export async function foundShop(db: Knex, commit: Commit): Promise<ShopCompany> {
  const tenant = await createTenant(db, { name: 'Магазин', demonstration: true });
  const support = await createTeam(commit, tenant, 'Поддержка');
  const other = await createTeam(commit, tenant, 'Доставка');
  for (const person of [agent, colleague]) await createPerson(commit, tenant, { ...person, roles: ['agent'], teams: [support.id] });
  await createPerson(commit, tenant, { ...stranger, roles: ['agent'], teams: [other.id] });
  const queue: QueueRow = { id: id('queue', randomUUID()), team: support.id, name: 'Поддержка', version: 0, asksOutcome: false };
  const mail: ChannelRow = { id: id('channel', randomUUID()), kind: 'email', name: 'Служба заботы', address: mailAddress, queue: queue.id, version: 0 };
  const chat: ChannelRow = { id: id('channel', randomUUID()), kind: 'chat', name: 'Чат на сайте', address: shopSite, queue: queue.id, version: 0 };
  await commit(tenant, (_tx, _now, put) =>
    put([
      { op: 'put', table: 'queues', row: queue },
      { op: 'put', table: 'channels', row: mail },
      { op: 'put', table: 'channels', row: chat },
    ]),
  );
  return { tenant, queue, chat };
}
