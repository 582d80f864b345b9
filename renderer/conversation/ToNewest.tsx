import { IconArrowDown } from '@tabler/icons-react';
import { useText } from '../text/TextProvider';
import classes from './Messages.module.css';

/** The way back to the end, and what came there meanwhile. */
export function ToNewest({ unseen, onPress }: { readonly unseen: number; readonly onPress: () => void }) {
  const { say } = useText();
  return (
    <button type="button" className={classes['pill']} onClick={onPress}>
      <IconArrowDown size={15} stroke={2} aria-hidden />
      {unseen > 0 ? say('conversation.newMessages', { n: unseen }) : say('conversation.toNewest')}
    </button>
  );
}
