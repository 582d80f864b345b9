import { useText } from '../text/TextProvider';
import classes from './TypingMark.module.css';

/** Tells that the customer is writing right now. */
export function TypingMark({ name }: { readonly name: string }) {
  const { say } = useText();
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
