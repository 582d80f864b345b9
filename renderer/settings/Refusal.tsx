import type { Failure } from '#contract/failures';
import { useText } from '../text/TextProvider';
import classes from './settings.module.css';

export function Refusal({ code }: { readonly code: Failure | null }) {
  const { say } = useText();
  if (code === null) return null;
  return (
    <p className={classes['refused']} role="alert">
      {say(`failure.${code}`)}
    </p>
  );
}
