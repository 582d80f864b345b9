import { limits } from '#contract/limits';
import type { View } from '#contract/list';
import type { ConversationId, CustomerId } from '#kernel/id';
import type { SavedFilter } from '#domain/conversation/saved-filter';
import { create } from 'zustand';

/** Rows that a view begins with: enough for two screens, few enough to hold every view ready. */
export const firstPage = 50;

type QueueState = {
  readonly view: View;
  /** Whether the view stands because somebody wanted it. */
  readonly chosen: boolean;
  readonly search: string;
  /** How many rows are asked for. */
  readonly limit: number;
  /** The conversations of the list in the order shown; what "next" and "previous" mean. */
  readonly shown: readonly ConversationId[];
  /** Which list `shown` is: a view and a search. */
  readonly shownOf: string;
  /** Where conversations stood that have left this list. */
  readonly left: ReadonlyMap<ConversationId, number>;
  /** Whose conversations the view `customer` shows. */
  readonly customer: { readonly id: CustomerId; readonly name: string } | null;
  /** The person's filter that narrows the view down. */
  readonly filter: SavedFilter | null;
  /** A filter that is being changed, or made. */
  readonly edited: SavedFilter | 'new' | null;
  /** Conversations that are marked, to do the same to all of them. */
  readonly marked: ReadonlySet<ConversationId>;
  /** From which row a range of marks reaches. */
  readonly anchor: ConversationId | null;
};

const atFirst: QueueState = { view: 'mine', chosen: false, search: '', limit: firstPage, shown: [], shownOf: '', left: new Map(), customer: null, filter: null, edited: null, marked: new Set(), anchor: null };
/** Places that are remembered of conversations that left. */
const remembered = 20;

export const useQueue = create<QueueState>(() => atFirst);

/** One view and one search; how many rows are asked for does not make another list. */
export function listName(view: View, search: string, filter: string | null = null): string {
  return `${view} ${filter ?? ''} ${search.trim()}`;
}

/** Nothing of one person's list stays for the next. */
export function forgetQueue(): void {
  useQueue.setState(atFirst);
}

export function chooseView(view: View): void {
  useQueue.setState({ view, chosen: true, search: '', limit: firstPage, filter: null, marked: atFirst.marked, anchor: null });
}

/** A view as one of the person's filters narrows it down. */
export function chooseFilter(filter: SavedFilter): void {
  chooseView(filter.conditions.view);
  useQueue.setState({ filter });
}

export function editFilter(edited: QueueState['edited']): void {
  useQueue.setState({ edited });
}

/** Everything with one customer, in the list. */
export function chooseCustomer(customer: NonNullable<QueueState['customer']>): void {
  chooseView('customer');
  useQueue.setState({ customer });
}

/** Marks a conversation or takes its mark away; ranges begin at it. */
export function toggleMark(id: ConversationId): void {
  useQueue.setState(({ marked }) => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    return { marked: next, anchor: id };
  });
}

/** Marks everything from the anchor to this row, and nothing beyond the two. */
export function markUpTo(id: ConversationId): void {
  useQueue.setState(({ shown, anchor, marked }) => {
    const from = anchor === null ? -1 : shown.indexOf(anchor);
    const to = shown.indexOf(id);
    if (to < 0) return {};
    if (from < 0) return { marked: new Set([...marked, id]), anchor: id };
    return { marked: new Set(shown.slice(Math.min(from, to), Math.max(from, to) + 1)) };
  });
}

/** Marks every row that is shown; once more: none. */
export function markAll(): void {
  useQueue.setState(({ shown, marked }) => ({ marked: shown.every((id) => marked.has(id)) ? atFirst.marked : new Set(shown), anchor: null }));
}

export function clearMarks(): void {
  useQueue.setState({ marked: atFirst.marked, anchor: null });
}

/** What something is to be done to: the marked ones, else the open one. */
export function targets(open: ConversationId | null): readonly ConversationId[] {
  const { shown, marked } = useQueue.getState();
  if (marked.size > 0) return shown.filter((id) => marked.has(id));
  return open === null ? [] : [open];
}

/** Who has nothing of their own begins with the queue. */
export function suggestView(counts: { readonly mine: number; readonly queue: number }): void {
  if (!useQueue.getState().chosen && counts.mine + counts.queue > 0) chooseView(counts.mine > 0 ? 'mine' : 'queue');
}

/** Looks for the same words in another view. */
export function searchIn(view: View): void {
  useQueue.setState({ view, chosen: true, limit: firstPage });
}

export function searchFor(search: string): void {
  useQueue.setState({ search, limit: firstPage });
}

export function showMore(): void {
  useQueue.setState(({ limit }) => ({ limit: Math.min(limits.listPage, limit + firstPage) }));
}

export function setShown(shownOf: string, shown: readonly ConversationId[]): void {
  useQueue.setState((former) => ({ shown, shownOf, left: former.shownOf === shownOf ? withDeparted(former, shown) : atFirst.left, marked: stillShown(former.marked, shown) }));
}

/** A row that left the list is not marked any more: nothing is done to what nobody sees. */
function stillShown(marked: QueueState['marked'], shown: readonly ConversationId[]): QueueState['marked'] {
  if (marked.size === 0) return marked;
  const present = shown.filter((id) => marked.has(id));
  return present.length === marked.size ? marked : new Set(present);
}

function withDeparted({ shown: former, left }: QueueState, shown: readonly ConversationId[]): QueueState['left'] {
  const present = new Set(shown);
  const gone = former.flatMap((id, index) => (present.has(id) ? [] : [[id, index] as const]));
  return gone.length === 0 ? left : new Map([...left, ...gone].slice(-remembered));
}

/**
 * The neighbour of a conversation in the list; one that left the list has its neighbours where it stood. The first or
 * the last one where it has none or was never in the list.
 */
export function neighbour(open: ConversationId | null, step: 1 | -1): ConversationId | null {
  const { shown, left } = useQueue.getState();
  const index = open === null ? -1 : shown.indexOf(open);
  if (index >= 0) return shown[index + step] ?? shown[index] ?? null;
  const stood = open === null ? undefined : left.get(open);
  if (stood !== undefined) return shown[step === 1 ? stood : stood - 1] ?? (step === 1 ? shown.at(-1) : shown[0]) ?? null;
  return (step === 1 ? shown[0] : shown.at(-1)) ?? null;
}

/** What to open when this conversation leaves the list: the one after it, else the one before. */
export function successor(open: ConversationId): ConversationId | null {
  const { shown, left } = useQueue.getState();
  const index = shown.indexOf(open);
  const next = index >= 0 ? index + 1 : (left.get(open) ?? 0);
  return shown[next] ?? shown.filter((id) => id !== open).at(-1) ?? null;
}
