import type { ArticleContent } from '#domain/knowledge/article';
import type { MacroRow } from '#domain/knowledge/macro';

/** What other systems do not tell of an article and of a macro. */
export const freshArticle: ArticleContent = { title: '', language: null, audience: 'customers', category: null, sections: [], facts: [], tags: [], owner: null, reviewAt: null, counterpart: null };

export const freshMacro: Omit<MacroRow, 'id' | 'updatedAt'> = { title: '', text: '', language: null, actions: [], teams: null, version: 0 };
