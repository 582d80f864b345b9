import type { ImportRecord } from '#contract/import-record';
import type { CompanyText } from './company-text';

/** What the agents of a company look up and send, as its import brings it in. */
export function knowledgeRecords({ language, articles, articleKinds, macros }: CompanyText): readonly ImportRecord[] {
  return [
    ...articles.map(({ key, kind, title, text }) => ({ kind: 'article' as const, key, title, text, language, category: articleKinds[kind] })),
    ...macros.map((macro) => ({ kind: 'macro' as const, ...macro, language })),
  ];
}
