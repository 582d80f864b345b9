import type { TimelineFilter, TimelineItem } from '#contract/timeline';
import type { WatchOutput } from '#contract/requests';
import type { ConversationId, CustomerId } from '#kernel/id';
import { memo, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useOnline } from '../kit/past';
import { useText } from '../text/TextProvider';
import classes from './Timeline.module.css';
import { opensTo, TimelineRow } from './TimelineRow';
import { noFilter, TimelineFilters } from './TimelineFilters';
import { useTimeline, type LoadedTimeline } from './use-timeline';
import { useWindow } from './use-window';

type History = NonNullable<WatchOutput<'customer'>>['history'];
type Props = { readonly customer: CustomerId; readonly history: History; readonly open: ConversationId; readonly onOpen: (conversation: ConversationId) => void };

/** Pixels of one row; Timeline.module.css says the same. */
const rowHeight = 52;

/** Everything that happened with this customer, newest first. Arrows go through it, Enter opens. */
export const Timeline = memo(function Timeline({ customer, history, open, onOpen }: Props) {
  const { say } = useText();
  const [filter, setFilter] = useState<TimelineFilter>(noFilter);
  const { items, more, loadMore } = useTimeline(customer, filter);
  return (
    <section className={classes['section']}>
      <h3 className={classes['title']}>{say('customer.history')}</h3>
      <TimelineFilters filter={filter} onChange={setFilter} />
      {items.length === 0 ? <p className={classes['empty']}>{say('timeline.empty')}</p> : <Items items={items} more={more} loadMore={loadMore} open={open} onOpen={onOpen} />}
      <Rest history={history} more={more} />
    </section>
  );
});

/** Apart from the filters above them, which a scroll need not draw again. */
function Items({ items, more, loadMore, open, onOpen }: LoadedTimeline & Pick<Props, 'open' | 'onOpen'>) {
  const { say } = useText();
  const list = useRef<HTMLDivElement>(null);
  const { from, to } = useWindow(list, items.length, rowHeight);
  const openAt = (item: TimelineItem | undefined): void => {
    const conversation = item === undefined ? null : opensTo(item);
    if (conversation !== null) onOpen(conversation);
  };
  const { current, choose, heard } = useCursor({ list, count: items.length, onEnter: (place) => openAt(items[place]) });

  useEffect(() => {
    if (more && to + 20 >= items.length) loadMore();
  }, [more, to, items.length, loadMore]);

  return (
    <div ref={list} className={classes['list']} role="listbox" tabIndex={0} aria-label={say('customer.history')} aria-activedescendant={`timeline-${current}`} style={{ height: items.length * rowHeight }} onKeyDown={heard}>
      {items.slice(from, to).map((item, index) => (
        <TimelineRow key={item.id} item={item} place={from + index} top={(from + index) * rowHeight} of={more ? -1 : items.length} chosen={from + index === current} shownNow={opensTo(item) === open && item.kind === 'conversation'} onOpen={choose} />
      ))}
    </div>
  );
}

type Cursor = { readonly list: RefObject<HTMLElement | null>; readonly count: number; readonly onEnter: (place: number) => void };

/** One row at a time is the present one: arrows move it, and the pane scrolls along. */
function useCursor({ list, count, onEnter }: Cursor): { readonly current: number; readonly choose: (place: number) => void; readonly heard: (event: KeyboardEvent) => void } {
  const [at, setAt] = useState(0);
  const current = Math.max(0, Math.min(at, count - 1));
  function go(place: number): void {
    const next = Math.max(0, Math.min(count - 1, place));
    setAt(next);
    const pane = list.current?.closest<HTMLElement>('[data-scrolls]');
    if (list.current === null || pane === null || pane === undefined) return;
    const top = list.current.getBoundingClientRect().top - pane.getBoundingClientRect().top + next * rowHeight;
    if (top < 0) pane.scrollTop += top;
    else if (top + rowHeight > pane.clientHeight) pane.scrollTop += top + rowHeight - pane.clientHeight;
  }
  function choose(place: number): void {
    setAt(place);
    onEnter(place);
  }
  function heard(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (step !== undefined) go(current + step);
    else if (event.key === 'Enter') onEnter(current);
    else return;
    event.preventDefault();
  }
  return { current, choose, heard };
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

/** What the list above leaves out. While the connection is there, it is fetched without a word. */
function Rest({ history, more }: { readonly history: History; readonly more: boolean }) {
  const { say } = useText();
  const online = useOnline();
  if (more || history === 'whole' || (history === 'partial' && online)) return null;
  return <p className={classes['more']}>{say(`customer.history.${history}`)}</p>;
}
