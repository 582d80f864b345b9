import { useEffect } from 'react';
import { useUntil } from '../kit/clock';
import { useText } from '../text/TextProvider';
import classes from './TypingMark.module.css';

type Props = { readonly until: number | null; readonly name: string; readonly onShown: () => void };

/** Tells that the customer is writing right now. */
export function TypingMark({ until, name, onShown }: Props) {
  const { say } = useText();
  const typing = useUntil(until);
  useEffect(() => {
    if (typing) onShown();
    // Only the beginning of the typing scrolls.
  }, [typing]);
  if (!typing) return null;
  return (
    <p className={classes['mark']} role="status">
      <span className={classes['dots']} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {say('conversation.typing', { name })}
    </p>
  );
}
