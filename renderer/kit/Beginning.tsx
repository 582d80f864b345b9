import type { ReactNode } from 'react';
import classes from './Beginning.module.css';

/** Where the cursor begins in a dialog that has no field to begin with: its close button is not what one came for. */
export function Beginning({ children }: { readonly children: ReactNode }) {
  return (
    <div tabIndex={-1} data-autofocus className={classes['beginning']}>
      {children}
    </div>
  );
}
