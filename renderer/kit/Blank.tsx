import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Blank.module.css';

type Props = { readonly icon: Icon; readonly title: string; readonly text: string; readonly children?: ReactNode };

/** What a pane shows while it has nothing to show. */
export function Blank({ icon: Drawing, title, text, children }: Props) {
  return (
    <div className={classes['blank']}>
      <span className={classes['sign']}>
        <Drawing size={26} stroke={1.5} aria-hidden />
      </span>
      <p className={classes['title']}>{title}</p>
      <p className={classes['text']}>{text}</p>
      {children}
    </div>
  );
}
