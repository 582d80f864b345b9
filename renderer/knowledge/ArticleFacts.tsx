import { isExpired, type ArticleRow, type Fact } from '#domain/knowledge/article';
import { insertable } from '#domain/knowledge/insertion';
import { Button } from '@mantine/core';
import { useMinute } from '../kit/clock';
import { useText } from '../text/TextProvider';
import type { Insert } from './ArticleReader';
import { useInsertNow } from './insert-now';
import classes from './knowledge.module.css';

type Props = { readonly row: ArticleRow; readonly into: 'reply' | 'note'; readonly onInsert: Insert | null };

/** What the article rests on, and until when each of it is true. */
export function ArticleFacts({ row, into, onInsert }: Props) {
  const { say } = useText();
  if (row.facts.length === 0) return null;
  return (
    <section className={classes['facts']} aria-labelledby="article-facts">
      <h3 id="article-facts">{say('knowledge.facts')}</h3>
      <ul>{row.facts.map((fact) => <FactRow key={fact.name} fact={fact} row={row} into={into} onInsert={onInsert} />)}</ul>
    </section>
  );
}

function FactRow({ fact, row, into, onInsert }: Props & { readonly fact: Fact }) {
  const { say, dates } = useText();
  const insertNow = useInsertNow();
  const now = useMinute();
  const isOver = isExpired(fact, now);
  const text = insertable(`[[${fact.name}]]`, row, { into, now });
  const until = fact.validUntil === null ? say('knowledge.always') : say(isOver ? 'knowledge.expiredOn' : 'knowledge.validUntil', { date: dates.date(fact.validUntil) });
  return (
    <li className={classes['factRow']} data-expired={isOver || undefined}>
      <span className={classes['factName']}><bdi>{fact.name}</bdi></span>
      <span className={classes['factText']}><bdi>{fact.text}</bdi></span>
      <span className={classes['factUntil']}>{until}</span>
      {onInsert !== null && <Button variant="light" size="compact-xs" disabled={!text.ok} aria-label={say('knowledge.insertNamed', { name: fact.name })} onClick={() => insertNow(`[[${fact.name}]]`, { article: row, into, onInsert })}>{say('knowledge.insert')}</Button>}
    </li>
  );
}
