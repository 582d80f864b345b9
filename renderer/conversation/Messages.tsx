import type { MessageId } from '#kernel/id';
import { unreachable } from '#kernel/unreachable';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useMinute, useUntil } from '../kit/clock';
import { startOfDay } from '../text/dates';
import { useText } from '../text/TextProvider';
import { linesOf, type Line } from './message-lines';
import { MessageItem } from './MessageItem';
import classes from './Messages.module.css';
import { customerName, type Opened } from './opened';
import type { ReadingWays } from './use-message-window';
import { TypingMark } from './TypingMark';

type Props = { readonly opened: Opened; /** To be brought into view and marked. */ readonly sought: MessageId | null; /** The newest that was written from this window. */ readonly sent: MessageId | null; readonly ways: ReadingWays };

const atEnd = 80;
/** Scrolling that paused this long came to where the person reads: a list that is being measured jumps before, in milliseconds. */
const settled = 100;
const typingLine: Line = { kind: 'typing', key: 'typing' };

function useLines({ messages, earlier, typingUntil, newer }: Opened): readonly Line[] {
  const typing = useUntil(newer ? null : typingUntil);
  return useMemo(() => [...earlierLines(earlier), ...linesOf(messages, startOfDay), ...(typing ? [typingLine] : [])], [earlier, messages, typing]);
}

function earlierLines(earlier: Opened['earlier']): readonly Line[] {
  return earlier === 'nothing' ? [] : [{ kind: 'earlier', key: 'earlier', state: earlier }];
}

/** The messages, newest at the bottom. It follows new ones while the person reads the end, and waits while they read above. */
export function Messages({ opened, sought, sent, ways }: Props) {
  const { say } = useText();
  const { more, newer } = opened;
  const lines = useLines(opened);
  const scroller = useRef<HTMLDivElement>(null);
  const { reading, unseen } = useReading(scroller, opened);
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
  });

  useBegunAtEnd(list);
  const found = sought === null ? -1 : lines.findIndex(({ key }) => key === sought);
  useBrought(found >= 0 ? sought : null, () => list.scrollToIndex(found, { align: 'center' }));
  useEffect(() => {
    const shown = list.getVirtualItems();
    if (more && reading && shown[0]?.index === 0) ways.onOlder();
    else if (!ways.follows && shown.at(-1)?.index === lines.length - 1) ways.onNewer();
  });
  useHeldEnd(scroller, newer ? null : list);
  const toEnd = useToEnd(list, { newer, ways });
  useSentShown(sent, toEnd);

  return (
    <div className={classes['area']}>
      <div ref={scroller} className={classes['scroller']} role="log" aria-label={say('conversation.messages')} tabIndex={0} data-messages>
        <div className={classes['lines']} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line === undefined ? null : (
              <div key={item.key} ref={list.measureElement} data-index={item.index} className={classes['place']} data-sought={item.index === found || undefined} style={{ transform: `translateY(${item.start}px)` }}>
                <LineView line={line} opened={opened} />
              </div>
            );
          })}
        </div>
      </div>
      {(reading || newer) && <ToNewest unseen={unseen} onPress={toEnd} />}
    </div>
  );
}

function useBegunAtEnd(list: { readonly scrollToEnd: () => void }): void {
  useLayoutEffect(() => {
    list.scrollToEnd();
  }, [list]);
}

/** Whoever reads far back and writes sees what they wrote. */
function useSentShown(sent: MessageId | null, toEnd: () => void): void {
  const [before] = useState(sent);
  useBrought(sent === before ? null : sent, toEnd);
}

/** Once for what is sought: messages that come later move its place, not the person. */
function useBrought(present: MessageId | null, bring: () => void): void {
  const bringNow = useEffectEvent(bring);
  useEffect(() => {
    if (present !== null) bringNow();
  }, [present]);
}

/** What grows below, as the composer does, takes room from the messages: whoever reads the end goes on reading it. */
function useHeldEnd(scroller: React.RefObject<HTMLDivElement | null>, list: { readonly scrollToEnd: () => void } | null): void {
  const holdNow = useEffectEvent(() => list?.scrollToEnd());
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let height = element.clientHeight;
    const watcher = new ResizeObserver(() => {
      const wasAtEnd = element.scrollHeight - element.scrollTop - height <= atEnd;
      const isOther = element.clientHeight !== height;
      height = element.clientHeight;
      if (wasAtEnd && isOther) holdNow();
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [scroller]);
}

/** To the newest message, once it is here. */
function useToEnd(list: { readonly scrollToEnd: () => void }, { newer, ways: { follows, onNewest } }: { readonly newer: boolean; readonly ways: ReadingWays }): () => void {
  const wanted = useRef(false);
  useLayoutEffect(() => {
    if (!wanted.current || newer || !follows) return;
    wanted.current = false;
    list.scrollToEnd();
  }, [list, newer, follows]);
  return () => {
    if (!newer && follows) return list.scrollToEnd();
    wanted.current = true;
    onNewest();
  };
}

function ToNewest({ unseen, onPress }: { readonly unseen: number; readonly onPress: () => void }) {
  const { say } = useText();
  return (
    <button type="button" className={classes['pill']} onClick={onPress}>
      <IconArrowDown size={15} stroke={2} aria-hidden />
      {unseen > 0 ? say('conversation.newMessages', { n: unseen }) : say('conversation.toNewest')}
    </button>
  );
}

function LineView({ line, opened }: { readonly line: Line; readonly opened: Opened }) {
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

/** Whether the person reads above the end, and how many messages came meanwhile, as far as these are here. */
function useReading(scroller: React.RefObject<HTMLDivElement | null>, { messages, newer }: Opened): { readonly reading: boolean; readonly unseen: number } {
  const [reading, setReading] = useState(false);
  const newest = messages.at(-1)?.row.id;
  const [seen, setSeen] = useState(newest);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let timer = 0;
    const look = (): void => setReading(element.scrollHeight - element.scrollTop - element.clientHeight > atEnd);
    const lookSoon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, settled);
    };
    element.addEventListener('scroll', lookSoon, { passive: true });
    return () => {
      window.clearTimeout(timer);
      element.removeEventListener('scroll', lookSoon);
    };
  }, [scroller]);
  if (!reading && !newer && seen !== newest) setSeen(newest);
  const last = newer ? -1 : messages.findLastIndex(({ row }) => row.id === seen);
  return { reading, unseen: last < 0 ? 0 : messages.length - 1 - last };
}
