import type { DraftAct } from '#contract/sent-with';
import { unreachable } from '#kernel/unreachable';
import type { PersonId } from '#kernel/id';
import { IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { useDirectory } from '../kit/directory';
import type { Dates } from '../text/dates';
import type { Say } from '../text/say';
import { useText } from '../text/TextProvider';
import classes from './ActChips.module.css';

type Props = { readonly acts: readonly DraftAct[]; readonly onChange: (acts: readonly DraftAct[]) => void };

/** What will be done with the answer; each can be left out. */
export const ActChips = memo(function ActChips({ acts, onChange }: Props) {
  const { say, dates } = useText();
  const directory = useDirectory();
  if (acts.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label={say('composer.acts')}>
      {acts.map((act) => {
        const name = nameOf(act, { say, dates, person: (id) => directory.person(id)?.name ?? '…' });
        return (
          <li key={name} className={classes['chip']}>
            {name}
            <button type="button" aria-label={say('composer.actOff', { name })} onClick={() => onChange(acts.filter((one) => one !== act))}>
              <IconX size={13} stroke={2} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
});

type Words = { readonly say: Say; readonly dates: Dates; readonly person: (id: PersonId) => string };

function nameOf(act: DraftAct, { say, dates, person }: Words): string {
  switch (act.do) {
    case 'resolve':
    case 'wait':
      return say(`composer.act.${act.do}`);
    case 'snooze':
      return say('composer.act.snooze', { at: dates.full(act.until) });
    case 'tag':
      return say('composer.act.tag', { tag: act.tag });
    case 'priority':
      return say('composer.act.priority', { priority: say(`composer.priority.${act.to}`) });
    case 'assign':
      return act.to === null ? say('composer.act.assignMe') : say('composer.act.assign', { name: person(act.to) });
    default:
      return unreachable(act);
  }
}
