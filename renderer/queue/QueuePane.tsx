import { sortsOf, views, type View } from '#contract/list';
import type { Sort } from '#domain/conversation/saved-filter';
import type { ListRow } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { Button, Group } from '@mantine/core';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { IconAlarmSnooze, IconArchive, IconCloudDownload, IconFilter, IconHandStop, IconHourglass, IconInbox, IconMailOff, IconSearchOff, IconStack2, IconUser, IconUserCheck } from '@tabler/icons-react';
import { memo, useDeferredValue, useEffect, useEffectEvent, useRef } from 'react';
import { Blank, type Lesson } from '../kit/Blank';
import { KeyHint } from '../kit/KeyHint';
import { useLive, useLiveSteady, useWarm } from '../kit/live';
import { useText } from '../text/TextProvider';
import { ConversationRow } from './ConversationRow';
import classes from './QueuePane.module.css';
import { MarkedBar } from './MarkedBar';
import { SearchField } from './SearchField';
import { SortMenu } from './SortMenu';
import { useSort } from './sorting';
import { useFollowed, useRowHeight, useSteadyPlace } from './steady-place';
import { OfferCards } from './OfferCards';
import { firstPage, listName, searchIn, setShown, showMore, useQueue } from './queue-store';

type Props = {
  readonly open: ConversationId | null;
  readonly onOpen: (conversation: ConversationId) => void;
  /** The pointer came onto a row. */
  readonly onPoint: (conversation: ConversationId) => void;
  readonly onTakeNext: () => void;
};

/** How many rows before the end of what is loaded more is asked for. */
const nearEnd = 20;

function useRows() {
  const view = useQueue((state) => state.view);
  const search = useDeferredValue(useQueue((state) => state.search)).trim();
  const limit = useQueue((state) => state.limit);
  const sort = useSort(view);
  const customer = useQueue((state) => (state.view === 'customer' ? state.customer : null));
  const filter = useQueue((state) => state.filter);
  const question = { view, search, limit, ...(filter === null ? {} : { filter: filter.id }), ...(sort === sortsOf[view][0] ? {} : { sort }), ...(customer === null ? {} : { customer: customer.id }) };
  const isAnswered = useLive('list', question) !== undefined;
  const answer = useLiveSteady('list', question);
  const rows = answer?.rows;
  const name = listName(view, search, filter?.id ?? null);
  useEffect(() => {
    if (isAnswered && rows !== undefined) setShown(name, rows.map((row) => row.conversation.id));
  }, [name, isAnswered, rows]);
  return { view, search, limit, sort: filter?.conditions.sort ?? sort, answer, name };
}

/** The list of one view or of a search. */
export function QueuePane({ open, onOpen, onPoint, onTakeNext }: Props) {
  const { say } = useText();
  const { view, search, limit, sort, answer, name } = useRows();
  const rows = answer?.rows;
  const marked = useQueue((state) => state.marked);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: useRowHeight(),
    getItemKey: (index) => rows?.[index]?.conversation.id ?? index,
    overscan: 6,
    useFlushSync: false,
  });

  // Asking the virtualizer, not the element: that would lay out the page once more for a list that stands at its top.
  const toTop = useEffectEvent(() => (list.scrollOffset === 0 ? undefined : list.scrollToOffset(0)));
  useMore(answer?.more === true && (list.range?.endIndex ?? 0) >= answer.rows.length - nearEnd, limit);
  useEffect(() => {
    toTop();
  }, [name, sort]);
  useSteadyPlace(list, rows, `${name} ${sort}`);
  useFollowed(list, rows, open);

  return (
    <section className={classes['pane']} aria-label={say('list.label')}>
      {marked.size === 0 ? <Head view={view} sort={sort} onOpen={onOpen} /> : <MarkedBar />}
      <ReadyViews />
      {rows?.length === 0 ? (
        <EmptyList view={view} searching={search !== ''} onTakeNext={onTakeNext} />
      ) : (
        <div ref={scroller} className={classes['scroller']} role="listbox" aria-label={say(`view.${view}`)} tabIndex={0} aria-multiselectable aria-activedescendant={rows?.find(({ conversation }) => conversation.id === open)?.conversation.id} data-list>
          <div className={classes['rows']} style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map((item) => (
              <Place key={item.key} item={item} row={rows?.[item.index]} open={open} marked={marked} onOpen={onOpen} onPoint={onPoint} />
            ))}
          </div>
          {answer?.more === true && <p className={classes['more']}>{say('list.more', { n: answer.rows.length })}</p>}
        </div>
      )}
      <OfferCards onOpen={onOpen} />
    </section>
  );
}

/** Asks for more before the end of what is loaded comes into sight. */
function useMore(wantsMore: boolean, limit: number): void {
  const beyond = wantsMore ? limit : null;
  useEffect(() => {
    if (beyond !== null) showMore();
  }, [beyond]);
}

type PlaceProps = Omit<Props, 'onTakeNext'> & { readonly item: VirtualItem; readonly row: ListRow | undefined; readonly marked: ReadonlySet<ConversationId> };

function Place({ item, row, open, marked, onOpen, onPoint }: PlaceProps) {
  if (row === undefined) return null;
  return (
    <div className={classes['place']} style={{ transform: `translateY(${item.start}px)`, height: item.size }}>
      <ConversationRow row={row} current={row.conversation.id === open} marked={marked.has(row.conversation.id)} marking={marked.size > 0} onOpen={onOpen} onPoint={onPoint} />
    </div>
  );
}

/** All but the spam: nobody works there, and finding it looks at every finished case; and not everybody's past. */
const ReadyViews = memo(function ReadyViews() {
  return views.filter((view) => view !== 'spam' && view !== 'customer').map((view) => <ReadyView key={view} view={view} />);
});

/** Holds the first page of a view ready, so that a switch waits for nothing. Draws nothing. */
function ReadyView({ view }: { readonly view: View }) {
  const sort = useSort(view);
  useWarm('list', { view, search: '', limit: firstPage, ...(sort === sortsOf[view][0] ? {} : { sort }) });
  return null;
}

function Head({ view, sort, onOpen }: { readonly view: View; readonly sort: Sort } & Pick<Props, 'onOpen'>) {
  const { say } = useText();
  const customer = useQueue((state) => state.customer);
  const filter = useQueue((state) => state.filter);
  return (
    <header className={classes['head']}>
      <div className={classes['titleLine']}>
        <h1 className={classes['title']}>{filter?.name ?? (view === 'customer' && customer !== null ? customer.name : say(`view.${view}`))}</h1>
        {filter === null && <SortMenu view={view} sort={sort} />}
      </div>
      <SearchField onOpen={onOpen} />
    </header>
  );
}

const icons = { mine: IconUserCheck, offered: IconHandStop, waiting: IconHourglass, snoozed: IconAlarmSnooze, customer: IconUser, queue: IconInbox, all: IconStack2, closed: IconArchive, spam: IconMailOff } as const;

/** What to press next where nothing is. */
const lessons: Readonly<Record<View, readonly Lesson[]>> = {
  mine: [['3', 'keys.viewQueue'], ['5', 'keys.viewSnoozed']],
  offered: [['mod+shift+y', 'keys.acceptOffer'], ['mod+shift+d', 'keys.declineOffer'], ['shift+o', 'keys.offer']],
  queue: [['1', 'keys.viewMine'], ['4', 'keys.viewWaiting']],
  waiting: [['1', 'keys.viewMine'], ['mod+shift+h', 'keys.sendSnooze']],
  snoozed: [['h', 'keys.snooze'], ['1', 'keys.viewMine']],
  all: [['7', 'keys.viewClosed'], ['c', 'keys.newMail']],
  closed: [['e', 'keys.resolve'], ['o', 'keys.reopen']],
  spam: [['shift+s', 'keys.spam']],
  customer: [['i', 'keys.customer'], ['1', 'keys.viewMine']],
};

function EmptyList({ view, searching, onTakeNext }: { readonly view: View; readonly searching: boolean; readonly onTakeNext: () => void }) {
  const { say } = useText();
  const isFiltered = useQueue((state) => state.filter !== null);
  const isLoading = useLive('connection', {})?.state === 'loading';
  if (isLoading) return <Blank icon={IconCloudDownload} title={say('connection.loading')} text={say('empty.loading.text')} />;
  if (searching) return <NothingFound view={view} />;
  if (isFiltered) return <Blank icon={IconFilter} title={say('empty.filter.title')} text={say('empty.filter.text')} lessons={lessons.all} />;
  return (
    <Blank icon={icons[view]} title={say(`empty.${view}.title`)} text={say(`empty.${view}.text`)} lessons={lessons[view]}>
      {view === 'mine' && (
        <Button size="xs" onClick={onTakeNext} rightSection={<KeyHint chord="mod+j" />}>
          {say('empty.takeNext')}
        </Button>
      )}
    </Blank>
  );
}

/** A search looks into one view; what it did not find there may be in another. */
function NothingFound({ view }: { readonly view: View }) {
  const { say } = useText();
  return (
    <Blank icon={IconSearchOff} title={say('empty.search.title')} text={say('empty.search.text')} lessons={[['mod+k', 'keys.palette']]}>
      <Group gap={8} justify="center">
        {view !== 'all' && (
          <Button size="xs" variant="default" onClick={() => searchIn('all')}>
            {say('empty.search.inAll')}
          </Button>
        )}
        {view !== 'closed' && (
          <Button size="xs" variant="default" onClick={() => searchIn('closed')}>
            {say('empty.search.inClosed')}
          </Button>
        )}
      </Group>
    </Blank>
  );
}
