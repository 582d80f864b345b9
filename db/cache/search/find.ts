import type { Found } from '#contract/search';
import { alsoMeant, meanings } from '#domain/search/spelling';
import type { SearchQuery, Term } from '#domain/search/query';
import { z } from 'zod';
import { query as ask, type Reader } from '../sqlite';
import { findArticles } from './articles';
import { askedOf, type Asked, type Asker } from './asked';
import { findConversations } from './conversations';
import { customerHits } from './customers';
import { matchOf } from './match';
import { findMessages } from './messages';
import { customersNamed } from './people';
import { filledShare } from './waiting';

type Groups = Pick<Found, 'conversations' | 'messages' | 'customers' | 'articles' | 'more'>;

const nothing: Groups = { conversations: [], messages: [], customers: [], articles: [], more: { conversations: false, messages: false, customers: false, articles: false } };

/** What this copy has of what was asked for. Words of which it has nothing are looked for as what they may have been meant as. */
export async function findInCopy(db: Reader, query: SearchQuery, asker: Asker & { readonly limit: number }): Promise<Found> {
  const asked = await askedOf(db, query, asker);
  const filled = await filledShare(db);
  const found = await groupsOf(db, asked, asker.limit);
  if (!isEmpty(found)) return { ...found, meant: [], filled };
  const { terms, meant } = await corrected(db, query.terms);
  if (meant.length === 0) return { ...nothing, meant, filled };
  return { ...(await groupsOf(db, { ...asked, terms }, asker.limit)), meant, filled };
}

function isEmpty({ conversations, messages, customers, articles }: Groups): boolean {
  return conversations.length + messages.length + customers.length + articles.length === 0;
}

async function groupsOf(db: Reader, asked: Asked, limit: number): Promise<Groups> {
  const { terms } = asked;
  const match = matchOf(terms);
  // One more than is shown says that there are more.
  const known = match === null || !isPlain(asked) ? [] : await customersNamed(db, match, limit + 1);
  const articles = await findArticles(db, isPlain(asked) ? terms : [], limit);
  const customers = await customerHits(db, known.slice(0, limit), terms);
  const conversations = await findConversations(db, asked, { customers: known, limit });
  const messages = await findMessages(db, asked, limit);
  const more = { conversations: conversations.more, messages: messages.more, customers: known.length > limit, articles: articles.more };
  return { conversations: conversations.hits, messages: messages.hits, customers, articles: articles.hits, more };
}

/** A filter asks for conversations and their messages. */
function isPlain({ query: { filters } }: Asked): boolean {
  return filters.from.length + filters.to.length + filters.channels.length + filters.is.length + filters.cases.length + filters.tags.length === 0 && !filters.hasFile && filters.before === null && filters.after === null;
}

const mostMeant = 3;
const known = z.array(z.object({ term: z.string() }));

/** A word that the index has, also as the beginning of another, was meant as it stands. */
async function corrected(db: Reader, terms: readonly Term[]): Promise<{ readonly terms: readonly Term[]; readonly meant: Found['meant'] }> {
  const meant: { typed: string; instead: string }[] = [];
  const better: Term[] = [];
  for (const term of terms) {
    const stems = term.typed === null || (await isKnown(db, term)) ? [] : await likelyStems(db, term.typed);
    if (term.typed !== null && stems[0] !== undefined) meant.push({ typed: term.typed, instead: stems[0] });
    better.push(alsoMeant(term, stems));
  }
  return { terms: better, meant };
}

async function isKnown(db: Reader, term: Term): Promise<boolean> {
  const match = matchOf([term]);
  const rows = await ask(db, { sql: 'select 1 from (select rowid from title_words where title_words match ? limit 1) union all select 1 from (select rowid from words where words match ? limit 1) limit 1', bindings: [match, match] });
  return rows.length > 0;
}

async function likelyStems(db: Reader, typed: string): Promise<readonly string[]> {
  const asked = JSON.stringify(meanings(typed, await knownBeginning(db, typed)));
  const sqlIn = `where "term" in (select "value" from json_each(?))`;
  const sql = `select "term" from (select "term", "doc" from vocabulary ${sqlIn} union all select "term", "doc" from title_terms ${sqlIn}) group by "term" order by sum("doc") desc limit ?`;
  return known.parse(await ask(db, { sql, bindings: [asked, asked, mostMeant] })).map(({ term }) => term);
}

const beginning = z.array(z.object({ begins: z.string() }));

/** How many of the first letters of a word some word of the index begins with. */
async function knownBeginning(db: Reader, typed: string): Promise<number> {
  const beginnings = [...typed].map((_, place, letters) => letters.slice(0, place + 1).join(''));
  const sqlBegins = `where "term" >= "value" and "term" < "value" || char(1114111)`;
  const sql = `select "value" as "begins" from json_each(?) where exists (select 1 from word_places ${sqlBegins}) or exists (select 1 from title_places ${sqlBegins}) order by length("value") desc limit 1`;
  return beginning.parse(await ask(db, { sql, bindings: [JSON.stringify(beginnings)] }))[0]?.begins.length ?? 0;
}
