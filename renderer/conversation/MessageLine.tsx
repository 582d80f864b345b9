import { unreachable } from '#kernel/unreachable';
import { useMinute } from '../kit/clock';
import { useText } from '../text/TextProvider';
import type { Line } from './message-lines';
import { MessageItem } from './MessageItem';
import classes from './Messages.module.css';
import { customerName, type Opened } from './opened';
import { TypingMark } from './TypingMark';

/** What stands in one line of a conversation. */
export function MessageLine({ line, opened }: { readonly line: Line; readonly opened: Opened }) {
  const { conversation } = opened;
  switch (line.kind) {
    case 'earlier':
      return <Earlier state={line.state} />;
    case 'day':
      return <Day at={line.at} />;
    case 'typing':
      return <TypingMark name={customerName(opened)} />;
    case 'message':
      return <MessageItem shown={line.shown} joined={line.joined} kind={conversation.kind} customer={customerName(opened)} clock={conversation.firstResponse} />;
    default:
      return unreachable(line);
  }
}

/** The conversation did not begin here: what came before is on its way, or not on this computer. */
function Earlier({ state }: { readonly state: 'fetching' | 'elsewhere' }) {
  const { say } = useText();
  return <p className={classes['earlier']}>{say(`conversation.earlier.${state}`)}</p>;
}

function Day({ at }: { readonly at: number }) {
  const { dates } = useText();
  const now = useMinute();
  return (
    <p className={classes['day']}>
      <span>{dates.dayTitle(at, now)}</span>
    </p>
  );
}
