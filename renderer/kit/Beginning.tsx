import type { ReactNode } from 'react';
import classes from './Beginning.module.css';

/** Where the cursor begins in a dialog that has no field to begin with: its close button is not what one came for. */
export function Beginning({ label, children }: { /** What is said of it where nothing in it says what it is. */ readonly label?: string; readonly children: ReactNode }) {
  return (
    <div tabIndex={-1} data-autofocus {...(label === undefined ? {} : { role: 'group', 'aria-label': label })} className={classes['beginning']}>
      {children}
    </div>
  );
}
