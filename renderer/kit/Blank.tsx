import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PlainKey } from '../text/translation';
import { useText } from '../text/TextProvider';
import classes from './Blank.module.css';
import type { Chord } from './chord';
import { KeyHint } from './KeyHint';

/** A key that leads on from here, and what it does. */
export type Lesson = readonly [Chord, PlainKey];

type Props = { readonly icon: Icon; readonly title: string; readonly text: string; readonly lessons?: readonly Lesson[]; readonly children?: ReactNode };

/** What a pane shows while it has nothing to show, and what a person may do about it. */
export function Blank({ icon: Drawing, title, text, lessons = [], children }: Props) {
  const { say } = useText();
  return (
    <div className={classes['blank']}>
      <span className={classes['sign']}>
        <Drawing size={26} stroke={1.5} aria-hidden />
      </span>
      <p className={classes['title']}>{title}</p>
      <p className={classes['text']}>{text}</p>
      {children}
      {lessons.length > 0 && (
        <ul className={classes['lessons']} aria-label={say('empty.keys')}>
          {lessons.map(([chord, key]) => (
            <li key={key}>
              <KeyHint chord={chord} /> <span className={classes['lesson']}>{say(key)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
