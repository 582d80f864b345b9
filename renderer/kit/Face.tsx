import { memo } from 'react';
import classes from './Face.module.css';
import { initials } from './initials';

const tints = 6;

/** A person or a customer as initials; the tint is always the same for the same name. */
export const Face = memo(function Face({ name, size = 32 }: { readonly name: string; readonly size?: number }) {
  return (
    <span className={classes['face']} data-tint={tintOf(name)} style={{ width: size, height: size, fontSize: Math.round(size * 0.38) }} aria-hidden>
      {initials(name)}
    </span>
  );
});

function tintOf(name: string): number {
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return sum % tints;
}
