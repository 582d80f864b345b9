import { differenceOf } from '#domain/knowledge/difference';
import { useMemo } from 'react';
import { useText } from '../text/TextProvider';
import classes from './knowledge.module.css';

/** What went out of a text and what came into it. */
export function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const { say } = useText();
  const lines = useMemo(() => differenceOf(before, after).slice(0, mostLines), [before, after]);
  if (lines.every(({ kind }) => kind === 'same')) return <p className={classes['dim']}>{say('knowledge.sameText')}</p>;
  return (
    <div className={classes['difference']} role="group" aria-label={say('knowledge.difference')} tabIndex={0}>
      {lines.map(({ kind, text }, at) => {
        // Lines have no name of their own but their place.
        const key = `${at}`;
        if (kind === 'gone') return <del key={key}>{text || ' '}</del>;
        return kind === 'new' ? <ins key={key}>{text || ' '}</ins> : <span key={key}>{text || ' '}</span>;
      })}
    </div>
  );
}

const mostLines = 2000;
