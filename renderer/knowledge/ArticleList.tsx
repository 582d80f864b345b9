import type { WatchOutput } from '#contract/requests';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useDeferredValue, useRef, type KeyboardEvent } from 'react';
import { useMinute } from '../kit/clock';
import { useLiveSteady } from '../kit/live';
import { useText } from '../text/TextProvider';
import classes from './knowledge.module.css';
import { lookFor, useKnowledge } from './knowledge-store';
import { useMayWrite } from './use-may-write';

type Listed = WatchOutput<'articles'>['articles'][number];

const page = 200;
const dues = ['mine', 'all'] as const;

/** What was found, best first; arrows go through it from the search field too. */
export function ArticleList() {
  const { say } = useText();
  const { search, category, due, chosen } = useKnowledge();
  const mayWrite = useMayWrite();
  const answer = useLiveSteady('articles', { search: useDeferredValue(search).trim(), category, ...(due !== null && mayWrite ? { due } : {}), limit: page });
  const list = useRef<HTMLUListElement>(null);
  const found = answer?.articles ?? [];
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = found.findIndex(({ id }) => id === chosen);
    const next = found[at < 0 ? 0 : Math.min(found.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    lookFor({ chosen: next.id });
    list.current?.querySelector(`[data-article="${next.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className={classes['finding']} role="search" onKeyDown={move}>
      <TextInput name="articles" aria-label={say('knowledge.search')} placeholder={say('knowledge.search')} data-autofocus maxLength={200} value={search} onChange={(event) => lookFor({ search: event.currentTarget.value })} />
      <NativeSelect aria-label={say('knowledge.category')} value={category ?? ''} data={[{ value: '', label: say('knowledge.allCategories') }, ...(answer?.categories ?? [])]} onChange={(event) => lookFor({ category: event.currentTarget.value || null })} />
      {mayWrite && <NativeSelect aria-label={say('knowledge.due')} value={due ?? ''} data={[{ value: '', label: say('knowledge.due.none') }, { value: 'mine', label: say('knowledge.due.mine') }, { value: 'all', label: say('knowledge.due.all') }]} onChange={(event) => lookFor({ due: dues.find((one) => one === event.currentTarget.value) ?? null })} />}
      {answer !== undefined && found.length === 0 && <p className={classes['none']} role="status">{say(due !== null ? 'knowledge.due.nothing' : search === '' && category === null ? 'knowledge.none' : 'knowledge.notFound')}</p>}
      <ul ref={list} className={classes['found']}>
        {found.map((one) => <Found key={one.id} article={one} isChosen={one.id === chosen} />)}
      </ul>
      {mayWrite && <Button variant="default" size="compact-sm" onClick={() => lookFor({ editing: { id: null } })}>{say('knowledge.add')}</Button>}
      {answer?.more === true && <p className={classes['dim']}>{say('knowledge.more', { n: page })}</p>}
    </div>
  );
}

function Found({ article: { id, title, excerpt, audience, reviewAt, firstExpiry, category }, isChosen }: { readonly article: Listed; readonly isChosen: boolean }) {
  const { say } = useText();
  const now = useMinute();
  const isStale = (reviewAt !== null && reviewAt <= now) || (firstExpiry !== null && firstExpiry <= now);
  return (
    <li>
      <button type="button" className={classes['row']} data-article={id} aria-current={isChosen || undefined} onClick={() => lookFor({ chosen: id })}>
        <span className={classes['rowTitle']}>
          <bdi>{title}</bdi>
          {audience === 'staff' && <IconLock size={14} stroke={1.75} aria-label={say('knowledge.audience.staff')} role="img" />}
          {isStale && <IconAlertTriangle className={classes['stale']} size={14} stroke={1.75} aria-label={say('knowledge.needsReview')} role="img" />}
        </span>
        <span className={classes['rowText']}>{category === null ? '' : `${category} · `}<bdi>{excerpt}</bdi></span>
      </button>
    </li>
  );
}
