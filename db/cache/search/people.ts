import { selfNames } from '#domain/search/phrases/names';
import { plainWords } from '#domain/search/words';
import { readQuery } from '#domain/search/query';
import type { PersonId } from '#kernel/id';
import { z } from 'zod';
import { query, type Reader } from '../sqlite';
import { matchOf, numbersOf } from './match';
import { addressFact, authorFact, customerFact, outboundFact } from './sources';

/** Whom a name means: customers of this copy, and colleagues. */
export type Named = { readonly customers: readonly string[]; readonly people: readonly string[]; readonly address: string | null };

const mostNamed = 30;
const owners = z.array(z.object({ customer: z.string() }));
const people = z.array(z.object({ id: z.string(), name: z.string() }));

/** Customers by name, company, city, address, phone. */
export async function customersNamed(db: Reader, match: string, limit: number): Promise<readonly string[]> {
  const [first] = numbersOf('customers');
  const [, last] = numbersOf('identities');
  const sql = `select distinct coalesce(known."customer", searched."id") as "customer"
    from (select rowid as "number" from title_words where title_words match ? and rowid between ? and ? order by rowid limit ?) as hit
    cross join searched on searched."number" = hit."number" left join identities as known on known."id" = searched."id"
    where searched."id" like 'cus%' or known."customer" is not null limit ?`;
  return owners.parse(await query(db, { sql, bindings: [match, first, last, limit * 3, limit] })).map(({ customer }) => customer);
}

export async function named(db: Reader, name: string, me: PersonId): Promise<Named> {
  if (selfNames.has(name)) return { customers: [], people: [me], address: null };
  const match = matchOf(readQuery(name, 0).terms);
  const customers = match === null ? [] : await customersNamed(db, match, mostNamed);
  const words = plainWords(name);
  const all = people.parse(await query(db, { sql: 'select "id", "name" from people', bindings: [] }));
  const colleagues = all.filter((person) => isNamed(plainWords(person.name), words));
  return { customers, people: colleagues.map(({ id }) => id), address: name.includes('@') ? name : null };
}

function isNamed(name: readonly string[], asked: readonly string[]): boolean {
  return asked.length > 0 && asked.every((word) => name.some((part) => part.startsWith(word)));
}

/** What the index says of who wrote. */
export function fromFacts({ customers, people: colleagues }: Named): readonly string[] {
  return [...customers, ...colleagues].map(authorFact);
}

/** To a customer goes what is answered to them; to an address what names it. */
export function toFacts({ customers, address }: Named): readonly (readonly string[])[] {
  const named = address === null ? [] : [addressFact(address)];
  return named.length > 0 ? [[...named, ...customers.map(customerFact)]] : [[outboundFact], customers.map(customerFact)];
}
