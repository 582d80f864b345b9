import type { WatchInput, WatchOutput } from '#contract/requests';
import type { ArticleRow } from '#domain/knowledge/article';
import { dueArticles, findArticles, ready } from '#domain/knowledge/find-articles';
import { sectionsOf } from '#domain/knowledge/section-text';
import { companyTexts } from '#server/demo/company-texts';
import { knowledgeRecords } from '#server/demo/knowledge-records';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';

/** The articles and macros of the demonstration, as a desk would tell of them. */
export class Knowledge {
  readonly #articles: readonly ArticleRow[];
  readonly macros: WatchOutput<'macros'>;

  constructor(language: 'ru' | 'en', now: number) {
    const records = knowledgeRecords(companyTexts[language], now);
    this.#articles = records.flatMap((record, index): ArticleRow[] => {
      if (record.kind !== 'article') return [];
      const { kind: _kind, key, text, ...told } = record;
      return [{ ...told, id: id('article', key), owner: null, sections: sectionsOf(text), counterpart: null, revision: 1, updatedAt: now - index * day, version: 1 }];
    });
    const macros = records.flatMap((record) => (record.kind === 'macro' ? [record] : []));
    this.macros = { macros: [onlyActing(language, now), ...macros.map(({ key, title, text }) => ({ id: id('macro', key), title, text, language, actions: [], teams: null, updatedAt: now, version: 1 }))], facts: [] };
  }

  list(asked: WatchInput<'articles'>): WatchOutput<'articles'> {
    const all = this.#articles.map(ready);
    const found = findArticles(asked.due === undefined ? all : dueArticles(all, null, Date.now()), asked);
    return { articles: found.slice(0, asked.limit).map(({ sections, facts: _facts, ...row }) => ({ ...row, excerpt: sections[0]?.text.slice(0, 160) ?? '', firstExpiry: null })), more: found.length > asked.limit, categories: [...new Set(this.#articles.flatMap(({ category }) => category ?? []))] };
  }

  one({ article }: WatchInput<'article'>): WatchOutput<'article'> {
    const row = this.#articles.find((one) => one.id === article);
    return row === undefined ? null : { row, votes: { useful: 5, useless: 1, own: null } };
  }
}

/** One without a text. */
function onlyActing(language: 'ru' | 'en', now: number): WatchOutput<'macros'>['macros'][number] {
  const title = language === 'ru' ? 'Передать Павлу: оплата' : 'Hand over: payment';
  return { id: id('macro', 'acting'), title, text: '', language: null, actions: [{ kind: 'tag', tag: language === 'ru' ? 'оплата' : 'payment' }, { kind: 'assign', to: id('person', '1') }], teams: null, updatedAt: now, version: 1 };
}
