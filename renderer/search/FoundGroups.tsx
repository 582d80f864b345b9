import { memo } from 'react';
import { useText } from '../text/TextProvider';
import { OptionRow } from './OptionRow';
import type { Group, Option } from './options';
import classes from './Search.module.css';

type Props = { readonly groups: readonly Group[]; /** What the groups answer. */ readonly answers: string; readonly current: Option | null; readonly onPoint: (id: string) => void; readonly onChoose: (option: Option) => void };

/** What was found, by kinds. */
export const FoundGroups = memo(function FoundGroups({ groups, answers, current, onPoint, onChoose }: Props) {
  const { say } = useText();
  return (
    <div id="found" role="listbox" data-answers={answers} aria-label={say('search.found')} className={classes['found']}>
      {groups.map(({ name, options, more }) => (
        <div key={name} role="group" aria-labelledby={`found-group-${name}`}>
          <p id={`found-group-${name}`} className={classes['title']}>
            {say(`search.group.${name}`)}
          </p>
          {options.map((option) => (
            <OptionRow key={option.id} option={option} chosen={option.id === current?.id} onPoint={onPoint} onChoose={onChoose} />
          ))}
          {more && <p className={classes['more']}>{say('search.more')}</p>}
        </div>
      ))}
    </div>
  );
});
