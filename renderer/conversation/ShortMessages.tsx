import { useEffect, useEffectEvent, useRef } from 'react';
import { useText } from '../text/TextProvider';
import { MessageLine } from './MessageLine';
import type { MessagesProps } from './Messages';
import classes from './Messages.module.css';
import { ToNewest } from './ToNewest';
import { useOutgrown, type Outgrown } from './use-outgrown';
import { useBrought, useReading, useSentShown } from './use-reading';

/** It grows upwards: where it is scrolled counts from its end, below zero. */
const beforeEnd = (element: HTMLElement): number => -element.scrollTop;

type Props = MessagesProps & { readonly isOutgrown: boolean; readonly onOutgrown: (outgrown: Outgrown) => void };

/** So few messages that all are drawn. That it stays at its end, or where it is read above, is the page's own doing: nothing is measured. */
export function ShortMessages({ lines, opened, sought, sent, ways, isOutgrown, onOutgrown }: Props) {
  const { say } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { reading, unseen } = useReading({ scroller, beforeEnd }, opened);
  const toEnd = (): void => scroller.current?.scrollTo(0, 0);
  const found = lines.some(({ key }) => key === sought) ? sought : null;
  useBrought(found, () => scroller.current?.querySelector('[data-sought]')?.scrollIntoView({ block: 'center' }));
  useSentShown(sent, toEnd);
  useRoom(opened.messages.length, ways.onGrown);
  useOutgrown(scroller, { isOutgrown, more: opened.more, sought }, onOutgrown);
  return (
    <div className={classes['area']}>
      <div ref={scroller} className={classes['scroller']} role="log" aria-label={say('conversation.messages')} tabIndex={0} data-messages="short">
        <div className={classes['lines']}>
          {lines.map((line) => (
            <div key={line.key} className={classes['row']} data-sought={line.key === found || undefined}>
              <MessageLine line={line} opened={opened} />
            </div>
          ))}
        </div>
      </div>
      {reading && <ToNewest unseen={unseen} onPress={toEnd} />}
    </div>
  );
}

function useRoom(count: number, onGrown: () => void): void {
  const grow = useEffectEvent(onGrown);
  useEffect(() => {
    if (count > 0) grow();
  }, [count]);
}
