import { limits } from '#contract/limits';
import type { View } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArchive, IconInbox, IconSearchOff, IconStack2, IconUserCheck } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useEffectEvent, useRef } from 'react';
import { Blank } from '../kit/Blank';
import { KeyHint } from '../kit/KeyHint';
import { useLiveSteady } from '../kit/live';
import { useText } from '../text/TextProvider';
import { ConversationRow } from './ConversationRow';
import classes from './QueuePane.module.css';
import { SearchField } from './SearchField';
import { setShown, useQueue } from './queue-store';

type Props = {
  readonly open: ConversationId | null;
  readonly onOpen: (conversation: ConversationId) => void;
  readonly onTakeNext: () => void;
};

const rowHeight = 84;

/** The list of one view or of a search. */
export function QueuePane({ open, onOpen, onTakeNext }: Props) {
  const { say } = useText();
  const view = useQueue((state) => state.view);
  const search = useDeferredValue(useQueue((state) => state.search));
  const answer = useLiveSteady('list', { view, search: search.trim(), limit: limits.listPage });
  const rows = answer?.rows;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows?.[index]?.conversation.id ?? index,
    overscan: 6,
  });

  useEffect(() => setShown(rows?.map((row) => row.conversation.id) ?? []), [rows]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [view, search]);
  // Only a change of the open conversation moves the list, never an arriving row.
  const follow = useEffectEvent((conversation: ConversationId | null) => {
    const index = rows?.findIndex((row) => row.conversation.id === conversation) ?? -1;
    if (index >= 0) list.scrollToIndex(index, { align: 'auto' });
  });
  useEffect(() => follow(open), [open]);

  return (
    <section className={classes['pane']} aria-label={say('list.label')}>
      <Head view={view} />
      {rows?.length === 0 ? (
        <EmptyList view={view} searching={search.trim() !== ''} onTakeNext={onTakeNext} />
      ) : (
        <div ref={scroller} className={classes['scroller']} role="listbox" aria-label={say(`view.${view}`)} tabIndex={0} aria-activedescendant={open ?? undefined} data-list>
          <div className={classes['rows']} style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map((item) => {
              const row = rows?.[item.index];
              return row === undefined ? null : (
                <div key={item.key} className={classes['place']} style={{ transform: `translateY(${item.start}px)`, height: item.size }}>
                  <ConversationRow row={row} current={row.conversation.id === open} onOpen={onOpen} />
                </div>
              );
            })}
          </div>
          {answer?.more === true && <p className={classes['more']}>{say('list.more', { n: rows?.length ?? 0 })}</p>}
        </div>
      )}
    </section>
  );
}

function Head({ view }: { readonly view: View }) {
  const { say } = useText();
  return (
    <header className={classes['head']}>
      <h1 className={classes['title']}>{say(`view.${view}`)}</h1>
      <SearchField />
    </header>
  );
}

const icons = { mine: IconUserCheck, queue: IconInbox, all: IconStack2, closed: IconArchive } as const;

function EmptyList({ view, searching, onTakeNext }: { readonly view: View; readonly searching: boolean; readonly onTakeNext: () => void }) {
  const { say } = useText();
  if (searching) return <Blank icon={IconSearchOff} title={say('empty.search.title')} text={say('empty.search.text')} />;
  return (
    <Blank icon={icons[view]} title={say(`empty.${view}.title`)} text={say(`empty.${view}.text`)}>
      {view === 'mine' && (
        <Button size="xs" onClick={onTakeNext} rightSection={<KeyHint chord="mod+j" />}>
          {say('empty.takeNext')}
        </Button>
      )}
    </Blank>
  );
}
