import type { TimelineFilter, TimelineItem } from '#contract/timeline';
import type { CustomerId } from '#kernel/id';
import { useCallback, useMemo, useRef, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useLiveSteady } from '../kit/live';

export type LoadedTimeline = { readonly items: readonly TimelineItem[]; readonly more: boolean; readonly loadMore: () => void };

type Older = { readonly of: string; readonly items: readonly TimelineItem[]; readonly more: boolean };

/** The newest page stays live; what is older is read a page at a time, as far as somebody scrolls. */
export function useTimeline(customer: CustomerId, filter: TimelineFilter): LoadedTimeline {
  const newest = useLiveSteady('timeline', { customer, filter });
  const asked = JSON.stringify([customer, filter]);
  const [older, setOlder] = useState<Older | null>(null);
  const loading = useRef<string | null>(null);
  const pages = older?.of === asked ? older : null;
  const items = useMemo(() => {
    const first: readonly TimelineItem[] = newest?.items ?? [];
    if (pages === null) return first;
    const shown = new Set(first.map(({ id }) => id));
    return [...first, ...pages.items.filter(({ id }) => !shown.has(id))];
  }, [newest, pages]);
  const more = pages === null ? newest?.more === true : pages.more;
  const loadMore = useCallback(() => {
    const last = items.at(-1);
    if (!more || last === undefined || loading.current === asked) return;
    loading.current = asked;
    void bridge.ask('customer.timeline', { customer, filter, before: { at: last.at, id: last.id } }).then((outcome) => {
      if (loading.current === asked) loading.current = null;
      if (!outcome.ok) return;
      setOlder((before) => ({ of: asked, items: [...(before?.of === asked ? before.items : []), ...outcome.value.items], more: outcome.value.more }));
    });
  }, [asked, customer, filter, items, more]);
  return { items, more, loadMore };
}
