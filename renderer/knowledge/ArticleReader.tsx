import type { WatchOutput } from '#contract/requests';
import { insertable } from '#domain/knowledge/insertion';
import { needsReview, type ArticleRow } from '#domain/knowledge/article';
import { plainOf } from '#domain/knowledge/plain-article';
import type { ArticleId } from '#kernel/id';
import { Button, SegmentedControl } from '@mantine/core';
import { IconPencil, IconTextPlus } from '@tabler/icons-react';
import { useMinute } from '../kit/clock';
import { useLive, useLiveSteady } from '../kit/live';
import { useObstacle } from '../kit/obstacle';
import { useText } from '../text/TextProvider';
import { ArticleFacts } from './ArticleFacts';
import { useInsertNow } from './insert-now';
import classes from './knowledge.module.css';
import { lookFor, useKnowledge } from './knowledge-store';
import { SectionView } from './SectionView';
import { useMayWrite } from './use-may-write';
import { useOwnerName } from './use-owner-name';
import { VoteBar } from './VoteBar';

/** Puts a text at the cursor. */
export type Insert = (text: string, into: 'reply' | 'note') => void;

type Props = { readonly article: ArticleId; readonly onInsert: Insert | null };

/** One article; every part of it goes into the answer by one press. */
export function ArticleReader({ article, onInsert }: Props) {
  const { say } = useText();
  const shown = useLiveSteady('article', { article });
  if (shown === undefined) return null;
  if (shown === null) return <p className={classes['none']} role="status">{say('failure.article.absent')}</p>;
  return <Read shown={shown} onInsert={onInsert} />;
}

type ReadProps = { readonly shown: NonNullable<WatchOutput<'article'>>; readonly onInsert: Insert | null };

function Read({ shown: { row, votes }, onInsert }: ReadProps) {
  const { say } = useText();
  const now = useMinute();
  const mayWrite = useMayWrite();
  const obstacle = useObstacle();
  const insertNow = useInsertNow();
  const wished = useKnowledge((state) => state.into);
  const into = row.audience === 'staff' ? 'note' : wished;
  const whole = insertable(plainOf(row.sections), row, { into, now });
  return (
    <>
      <header className={classes['head']}>
        <h2 className={classes['title']}><bdi>{row.title}</bdi></h2>
        <Counterpart row={row} />
        {mayWrite && <Button variant="default" size="compact-sm" leftSection={<IconPencil size={15} stroke={1.75} />} onClick={() => lookFor({ editing: { id: row.id } })}>{say('knowledge.edit')}</Button>}
      </header>
      <About row={row} now={now} />
      {onInsert !== null && (
        <div className={classes['putting']}>
          {row.audience === 'staff' ? <span className={classes['dim']}>{say('knowledge.internal')}</span> : <SegmentedControl size="xs" aria-label={say('knowledge.into')} value={into} data={[{ value: 'reply', label: say('knowledge.into.reply') }, { value: 'note', label: say('knowledge.into.note') }]} onChange={(next) => lookFor({ into: next === 'note' ? 'note' : 'reply' })} />}
          <Button size="compact-sm" leftSection={<IconTextPlus size={15} stroke={1.75} />} disabled={!whole.ok} onClick={() => insertNow(plainOf(row.sections), { article: row, into, onInsert })}>{say('knowledge.insertWhole')}</Button>
          {!whole.ok && <p className={classes['obstacle']} role="status">{obstacle(whole)}</p>}
        </div>
      )}
      <div className={classes['sections']}>
        {row.sections.map((section, at) => <SectionView key={`${at} ${section.heading}`} section={section} article={row} into={into} onInsert={onInsert} />)}
      </div>
      <ArticleFacts row={row} into={into} onInsert={onInsert} />
      <VoteBar article={row.id} votes={votes} />
    </>
  );
}

function About({ row, now }: { readonly row: ArticleRow; readonly now: number }) {
  const { say, dates } = useText();
  const owner = useOwnerName(row.owner);
  const isStale = needsReview(row, now);
  return (
    <p className={classes['about']}>
      <span className={classes['badge']} data-audience={row.audience}>{say(`knowledge.audience.${row.audience}`)}</span>
      {row.category !== null && <span>{row.category}</span>}
      {row.language !== null && <span>{say(`language.${row.language}`)}</span>}
      <span>{say('knowledge.updated', { date: dates.date(row.updatedAt) })}</span>
      {owner !== null && <span>{say('knowledge.ownedBy', { name: owner })}</span>}
      {row.reviewAt !== null && !isStale && <span>{say('knowledge.reviewOn', { date: dates.date(row.reviewAt) })}</span>}
      {isStale && <strong className={classes['stale']}>{say('knowledge.needsReview')}</strong>}
      {row.tags.map((tag) => <span key={tag} className={classes['tag']}>#{tag}</span>)}
    </p>
  );
}

/** The same in the other language, where it is here. */
function Counterpart({ row: { counterpart } }: { readonly row: ArticleRow }) {
  return counterpart === null ? null : <OtherLanguage article={counterpart} />;
}

function OtherLanguage({ article }: { readonly article: ArticleId }) {
  const { say } = useText();
  const other = useLive('article', { article })?.row;
  if (other === undefined || other.language === null) return null;
  return <Button variant="subtle" size="compact-sm" onClick={() => lookFor({ chosen: other.id })}>{say('knowledge.inLanguage', { language: say(`language.${other.language}`) })}</Button>;
}
