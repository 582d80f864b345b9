import type { SentWith } from '#contract/writing-requests';
import { unreachable } from '#kernel/unreachable';
import { IconX } from '@tabler/icons-react';
import type { Dates } from '../text/dates';
import type { Say } from '../text/say';
import { useText } from '../text/TextProvider';
import classes from './ActChips.module.css';

type Props = { readonly acts: readonly SentWith[]; readonly onChange: (acts: readonly SentWith[]) => void };

/** What will be done with the answer; each can be left out. */
export function ActChips({ acts, onChange }: Props) {
  const { say, dates } = useText();
  if (acts.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label={say('composer.acts')}>
      {acts.map((act) => {
        const name = nameOf(act, say, dates);
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
}

function nameOf(act: SentWith, say: Say, dates: Dates): string {
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
    default:
      return unreachable(act);
  }
}
