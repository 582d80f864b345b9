import type { Pipe } from '#db/central/pipe';
import { lockAll } from '#db/central/rows';
import type { RowKey } from '#domain/tables';
import { id } from '#kernel/id';
import { describe, expect, it } from 'vitest';

const within = { tenant: id('tenant', 'shop'), teams: [], supervised: [] };
const card: readonly RowKey[] = [
  { table: 'clients', id: id('client', 'one') },
  { table: 'customers', id: id('customer', 'one') },
  { table: 'identities', id: id('identity', 'one') },
  { table: 'conversations', id: id('conversation', 'one') },
  { table: 'messages', id: id('message', 'one') },
  { table: 'channels', id: id('channel', 'one') },
  { table: 'articles', id: id('article', 'one') },
];

async function nameOf(keys: readonly RowKey[]): Promise<string> {
  const names: string[] = [];
  const pipe: Pick<Pipe, 'send'> = {
    send: async ({ name }) => {
      names.push(name ?? '');
      return [];
    },
  };
  await lockAll(pipe, within, keys);
  return names.join();
}

describe('rows of many tables that are held at once', () => {
  it('have a statement whose name PostgreSQL does not cut: two of them would be taken for one', async () => {
    const [more, few] = [await nameOf([...card, { table: 'dispositions', id: id('disposition', 'one') }]), await nameOf(card)];
    expect(more.length).toBeLessThan(64);
    expect(more).not.toBe(few);
    expect(more.startsWith(few)).toBe(true);
  });
});
