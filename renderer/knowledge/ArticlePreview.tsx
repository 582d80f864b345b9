import type { ArticleDraft } from '#contract/article';
import { isDate } from '#domain/hours/team-hours';
import { articleBounds, type ArticleRow } from '#domain/knowledge/article';
import { sectionsOf } from '#domain/knowledge/section-text';
import { memo, useDeferredValue, useMemo } from 'react';
import { useText } from '../text/TextProvider';
import { endOf } from './article-fields';
import classes from './knowledge.module.css';
import { SectionView } from './SectionView';

/** How the text will be read; drawn after the letters, which the person waits for. */
export function ArticlePreview({ fields }: { readonly fields: ArticleDraft }) {
  return <Preview fields={useDeferredValue(fields)} />;
}

const Preview = memo(function Preview({ fields }: { readonly fields: ArticleDraft }) {
  const { say } = useText();
  const { text } = fields;
  const isTooLong = text.length > articleBounds.text;
  const sections = useMemo(() => (isTooLong ? [] : sectionsOf(text).slice(0, articleBounds.sections)), [isTooLong, text]);
  const facts = fields.facts.map(({ name, text: said, until }) => ({ name, text: said, validUntil: isDate(until) ? endOf(until) : null }));
  const article: ArticleRow = { id: 'art_preview', title: fields.title, language: fields.language, audience: 'customers', category: null, sections, facts, tags: [], owner: null, reviewAt: null, counterpart: null, revision: 0, updatedAt: 0, version: 0 };
  return (
    <section className={classes['preview']} aria-label={say('knowledge.preview')}>
      <p className={classes['dim']}>{say('knowledge.preview')}</p>
      {isTooLong && <p className={classes['obstacle']} role="status">{say('knowledge.fault.tooLong', { n: text.length })}</p>}
      {/* Sections have no name of their own but their place. */}
      {sections.map((section, at) => <SectionView key={`${at}`} section={section} article={article} into="reply" onInsert={null} />)}
    </section>
  );
});
