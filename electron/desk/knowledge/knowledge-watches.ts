import { readArticles, readFactsNamed, readMacros, readVotes } from '#db/cache/knowledge';
import { readById } from '#db/cache/read-rows';
import type { WatchOutput } from '#contract/requests';
import type { ArticleRow } from '#domain/knowledge/article';
import { dueArticles, findArticles, ready, type Readied } from '#domain/knowledge/find-articles';
import { isMacroFor } from '#domain/knowledge/macro';
import { excerpt } from '#kernel/text';
import { z } from 'zod';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';

const named = z.object({ id: z.string() });

const shownText = 160;

function listed({ sections, facts, ...row }: ArticleRow): WatchOutput<'articles'>['articles'][number] {
  const ends = facts.flatMap(({ validUntil }) => validUntil ?? []);
  return { ...row, excerpt: excerpt(sections.map(({ heading, text }) => `${heading} ${text}`).join(' '), shownText), firstExpiry: ends.length === 0 ? null : Math.min(...ends) };
}

/** Articles made comparable: while somebody types, nothing is done twice. */
class Shelf {
  #readied: ReadonlyMap<string, Readied> = new Map();

  of(rows: readonly ArticleRow[]): readonly Readied[] {
    const before = this.#readied;
    const now = rows.map((row) => {
      const known = before.get(row.id);
      return known?.row.version === row.version ? known : ready(row);
    });
    this.#readied = new Map(now.map((one) => [one.row.id, one]));
    return now;
  }
}

/** What the company wrote once: all of it stands in the copy. */
export function knowledgeWatches(atWork: () => Place | null): Pick<Watchers, 'macros' | 'articles' | 'article'> {
  const shelf = new Shelf();
  return {
    macros: {
      topics: new Set<Topic>(['macros', 'articles', 'session']),
      list: { field: 'macros', key: (row) => named.parse(row).id },
      ask: async () => {
        const place = atWork();
        if (place === null) return { macros: [], facts: [] };
        const macros = (await place.picture.read(readMacros)).filter((row) => isMacroFor(row, place.me.teams));
        return { macros, facts: await place.picture.read((db) => readFactsNamed(db, macros.map(({ text }) => text))) };
      },
    },
    articles: {
      topics: new Set<Topic>(['articles', 'session']),
      list: { field: 'articles', key: (row) => named.parse(row).id },
      ask: async (input) => {
        const place = atWork();
        if (place === null) return { articles: [], more: false, categories: [] };
        const all = shelf.of(await place.picture.read(readArticles));
        const asked = input.due === undefined ? all : dueArticles(all, input.due === 'mine' ? place.me.id : null, place.clock.now());
        const found = findArticles(asked, input);
        const categories = [...new Set(all.flatMap(({ row }) => row.category ?? []))].sort();
        return { articles: found.slice(0, input.limit).map(listed), more: found.length > input.limit, categories };
      },
    },
    article: {
      topics: new Set<Topic>(['articles', 'votes', 'session']),
      list: null,
      ask: async ({ article }) => {
        const place = atWork();
        if (place === null) return null;
        return place.picture.read(async (db) => {
          const row = await readById(db, 'articles', article);
          return row === null ? null : { row, votes: await readVotes(db, article, place.me.id) };
        });
      },
    },
  };
}
