import type { ArticleRow, Section } from '#domain/knowledge/article';
import { insertable } from '#domain/knowledge/insertion';
import { piecesOf, withBreaks } from '#domain/knowledge/paragraphs';
import { Button } from '@mantine/core';
import { memo } from 'react';
import { useMinute } from '../kit/clock';
import { useObstacle } from '../kit/obstacle';
import { useText } from '../text/TextProvider';
import type { Insert } from './ArticleReader';
import { useInsertNow } from './insert-now';
import { FactText } from './FactText';
import classes from './knowledge.module.css';

type Props = { readonly section: Section; readonly article: ArticleRow; readonly into: 'reply' | 'note'; readonly onInsert: Insert | null };

/** A part of an article with its facts in their places; one that stands on an expired fact says so and stays where it is. */
export const SectionView = memo(function SectionView({ section, article, into, onInsert }: Props) {
  const { say } = useText();
  const now = useMinute();
  const obstacle = useObstacle();
  const insertNow = useInsertNow();
  const text = insertable(section.text, article, { into, now });
  const name = section.heading === '' ? say(`knowledge.kind.${section.kind}`) : section.heading;
  return (
    <section className={classes['section']} data-kind={section.kind} aria-label={name}>
      <div className={classes['sectionHead']}>
        {section.heading !== '' && <h3><bdi>{section.heading}</bdi></h3>}
        {section.kind !== 'text' && <span className={classes['kind']}>{say(`knowledge.kind.${section.kind}`)}</span>}
        {onInsert !== null && section.text !== '' && (
          <Button className={classes['insert']} variant="light" size="compact-xs" disabled={!text.ok} aria-label={say('knowledge.insertNamed', { name })} onClick={() => insertNow(section.text, { article, into, onInsert })}>
            {say('knowledge.insert')}
          </Button>
        )}
      </div>
      <p className={classes['text']}>
        {/* Parts have no name of their own but their place. */}
        {piecesOf(withBreaks(section.text)).map((piece, at) => <span key={`${at}`} className={classes['piece']}><FactText text={piece} facts={article.facts} now={now} /></span>)}
      </p>
      {!text.ok && text.code !== 'article.internal' && <p className={classes['obstacle']}>{obstacle(text)}</p>}
    </section>
  );
});
