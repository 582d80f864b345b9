import type { ImportRecord } from '#contract/import-record';
import type { Section } from '#domain/knowledge/article';
import { textOf } from '#domain/knowledge/section-text';
import { day, type Instant } from '#kernel/instant';
import type { Article } from './article';
import type { CompanyText } from './company-text';
import { loginOf } from './make-talk';

/** What the agents of a company look up and send, as its import brings it in. */
export function knowledgeRecords(company: CompanyText, at: Instant): readonly ImportRecord[] {
  const { language, articles, macros } = company;
  return [...articles.map((article, index) => articleRecordOf(company, article, { at, index })), ...macros.map((macro) => ({ kind: 'macro' as const, ...macro, language }))];
}

type Place = { readonly at: Instant; readonly index: number };

function articleRecordOf(company: CompanyText, { key, kind, title, text }: Article, { at, index }: Place): ImportRecord {
  const { language, articleFacts, articleKinds, colleagues } = company;
  const own = articleFacts.filter(({ article }) => article === key);
  const writers = colleagues.filter(({ roles }) => roles.includes('editor') || roles.includes('supervisor'));
  const owner = writers[index % writers.length];
  const naming = own.reduce((said, fact) => said.replace(fact.text, () => `[[${fact.name}]]`), text);
  return {
    kind: 'article',
    key,
    title,
    text: textOf(sectionsOfText(company, naming), language),
    language,
    category: articleKinds[kind],
    audience: kind === 'process' ? 'staff' : 'customers',
    tags: [],
    owner: owner === undefined ? null : loginOf(company, owner),
    // Some are over, most are months away.
    reviewAt: at + (index % 9 === 4 ? -2 * day : (30 + 7 * (index % 20)) * day),
    facts: own.map(({ name, text: said, lasts }) => ({ name, text: said, validUntil: lasts === null ? null : at + lasts * day })),
  };
}

const numbered = /^\d+\. /;

/** Before the first list, the lists, and what stands behind them. */
export function sectionsOfText({ articleHeadings }: Pick<CompanyText, 'articleHeadings'>, text: string): readonly Section[] {
  const sections: Section[] = [];
  for (const paragraph of text.split('\n\n')) {
    const lines = paragraph.split('\n');
    const list = lines.findIndex((line) => numbered.test(line));
    const lead = (list < 0 ? lines : lines.slice(0, list)).join('\n');
    if (lead !== '') {
      const last = sections.at(-1);
      if (last !== undefined && last.kind === 'text') sections[sections.length - 1] = { ...last, text: `${last.text}\n\n${lead}` };
      else sections.push({ heading: sections.length === 0 ? '' : articleHeadings.rest, text: lead, kind: 'text' });
    }
    if (list >= 0) sections.push({ heading: articleHeadings.steps, text: lines.slice(list).join('\n'), kind: 'steps' });
  }
  return sections;
}
