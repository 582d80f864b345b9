import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react';
import { useText } from '../text/TextProvider';
import { MessageLine } from './MessageLine';
import type { MessagesProps } from './Messages';
import classes from './Messages.module.css';
import { ToNewest } from './ToNewest';
import type { ReadingWays } from './use-message-window';
import type { Outgrown } from './use-outgrown';
import { useHeldEnd } from './use-held-end';
import { atEnd, useBrought, useReading, useSentShown } from './use-reading';

const beforeEnd = (element: HTMLElement): number => element.scrollHeight - element.scrollTop - element.clientHeight;

type Props = MessagesProps & { readonly begins: Outgrown };

/** So many messages that only those are drawn that are seen; older and newer ones come as the person scrolls to them. */
export function LongMessages({ lines, opened, sought, sent, ways, begins }: Props) {
  const { say } = useText();
  const { more, newer } = opened;
  const scroller = useRef<HTMLDivElement>(null);
  const { reading, unseen } = useReading({ scroller, beforeEnd }, opened);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    getItemKey: (index) => lines[index]?.key ?? index,
    anchorTo: 'end',
    // A page of newer ones is no new message: the person goes on where they read.
    followOnAppend: ways.follows && !newer,
    scrollEndThreshold: atEnd,
    overscan: 8,
    paddingEnd: 12,
    useFlushSync: false,
  });

  const follow = useHeldEnd(scroller, { begins: begins.place === 'end' && sought === null, isHere: !newer });
  useBegun(list, scroller, begins);
  const found = sought === null ? -1 : lines.findIndex(({ key }) => key === sought);
  useBrought(found >= 0 && sought !== begins.sought ? sought : null, () => {
    follow(false);
    list.scrollToIndex(found, { align: 'center' });
  });
  usePages(list.getVirtualItems(), { count: lines.length, older: more && reading, ways });
  const toEnd = useToEnd(list, { newer, ways, follow });
  useSentShown(sent, toEnd);

  return (
    <div className={classes['area']}>
      <div ref={scroller} className={classes['scroller']} role="log" aria-label={say('conversation.messages')} tabIndex={0} data-messages>
        <div className={classes['lines']} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line === undefined ? null : (
              <div key={item.key} ref={list.measureElement} data-index={item.index} className={classes['place']} data-sought={item.index === found || undefined} style={{ transform: `translateY(${item.start}px)` }}>
                <MessageLine line={line} opened={opened} />
              </div>
            );
          })}
        </div>
      </div>
      {(reading || newer) && <ToNewest unseen={unseen} onPress={toEnd} />}
    </div>
  );
}

type Pages = { readonly count: number; readonly older: boolean; readonly ways: ReadingWays };

function usePages(shown: readonly { readonly index: number }[], { count, older, ways }: Pages): void {
  useEffect(() => {
    if (older && shown[0]?.index === 0) ways.onOlder();
    else if (!ways.follows && shown.at(-1)?.index === count - 1) ways.onNewer();
  });
}

type Movable = { readonly scrollToEnd: () => void; readonly scrollToOffset: (offset: number) => void };

function useBegun(list: Movable, scroller: RefObject<HTMLElement | null>, begins: Outgrown): void {
  const begin = useEffectEvent((to: Movable) => {
    if (begins.place === 'end') to.scrollToEnd();
    else to.scrollToOffset(begins.place);
    if (begins.isFocused) scroller.current?.focus({ preventScroll: true });
  });
  useLayoutEffect(() => begin(list), [list]);
}

type Newest = { readonly newer: boolean; readonly ways: ReadingWays; readonly follow: (doesFollow: boolean) => void };

/** To the newest message, once it is here. */
function useToEnd(list: { readonly scrollToEnd: () => void }, { newer, ways: { follows, onNewest }, follow }: Newest): () => void {
  const wanted = useRef(false);
  const go = useEffectEvent((to: typeof list) => {
    follow(true);
    to.scrollToEnd();
  });
  useLayoutEffect(() => {
    if (!wanted.current || newer || !follows) return;
    wanted.current = false;
    go(list);
  }, [list, newer, follows]);
  return () => {
    wanted.current = newer || !follows;
    if (wanted.current) return onNewest();
    follow(true);
    list.scrollToEnd();
  };
}
