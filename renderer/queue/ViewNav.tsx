import type { View } from '#contract/list';
import type { WatchOutput } from '#contract/requests';
import { IconAlarmSnooze, IconArchive, IconHandStop, IconHourglass, IconInbox, IconMailOff, IconStack2, IconUser, type Icon } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { FilterNav } from './FilterNav';
import { chooseView, suggestView, useQueue } from './queue-store';
import classes from './ViewNav.module.css';

const views = ['mine', 'offered', 'queue', 'waiting', 'snoozed', 'all', 'closed', 'spam'] as const satisfies readonly View[];
type NavView = (typeof views)[number];
const icons: Readonly<Record<NavView, Icon>> = { mine: IconUser, offered: IconHandStop, queue: IconInbox, waiting: IconHourglass, snoozed: IconAlarmSnooze, all: IconStack2, closed: IconArchive, spam: IconMailOff };

/** The views of the list with their counts. */
export function ViewNav() {
  const { say } = useText();
  const view = useQueue((state) => state.view);
  const filtered = useQueue((state) => state.filter !== null);
  const counts = useLive('counts', {});
  useEffect(() => {
    if (counts !== undefined) suggestView(counts);
  }, [counts]);
  useTitle(counts?.mineUnread ?? 0);
  return (
    <nav aria-label={say('nav.label')} className={classes['nav']}>
      {views.map((name) => (
        <ViewButton key={name} name={name} current={view === name && !filtered} counts={counts} />
      ))}
      <FilterNav />
    </nav>
  );
}

/** Where the window is not seen, its title still tells how many of my customers wait for a look. */
function useTitle(unread: number): void {
  const { say } = useText();
  const name = say('app.name');
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
    return () => {
      document.title = name;
    };
  }, [unread, name]);
}

type ButtonProps = { readonly name: NavView; readonly current: boolean; readonly counts: WatchOutput<'counts'> | undefined };

function ViewButton({ name, current, counts }: ButtonProps) {
  const { say } = useText();
  const Drawing = icons[name];
  const count = counts === undefined || name === 'closed' || name === 'spam' ? 0 : counts[name];
  const unread = name === 'mine' ? (counts?.mineUnread ?? 0) : 0;
  return (
    <button type="button" className={classes['view']} data-view={name} aria-current={current ? 'page' : undefined} onClick={() => chooseView(name)}>
      <Drawing size={18} stroke={1.75} aria-hidden />
      <span className={classes['name']}>{say(`view.${name}`)}</span>
      {unread > 0 && <span className={classes['dot']} role="img" aria-label={say('list.unread', { n: unread })} />}
      {count > 0 && <span className={classes['count']}>{count}</span>}
    </button>
  );
}
