import { limits } from '#contract/limits';
import type { WatchInput } from '#contract/requests';
import type { MessageId } from '#kernel/id';

/** Which messages of a conversation are held: so many of the newest, or so many until one or from one on. */
export type MessageWindow = Omit<WatchInput<'conversation'>, 'conversation'>;
export type Sought = { readonly id: MessageId; /** So many messages from the end. */ readonly place: number };

type Held = { readonly first: MessageId; readonly last: MessageId; readonly count: number; /** What stands a page before the end, and a page after the beginning. */ readonly within: { readonly last: MessageId; readonly first: MessageId } };

/** Messages before a sought one that are shown with it. */
const around = 10;

/** The newest page, or what is sought. */
export function beginWindow(sought: Sought | null): MessageWindow {
  const wanted = limits.messagePage * Math.ceil(((sought?.place ?? 1) + around) / limits.messagePage);
  if (sought === null || wanted <= limits.shownMessages) return { limit: wanted };
  return { limit: limits.messagePage, edge: { message: sought.id, side: 'from' } };
}

export function heldOf(ids: readonly MessageId[]): Held | null {
  const { messagePage } = limits;
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { first, last, count: ids.length, within: { last: ids.at(-1 - messagePage) ?? last, first: ids[messagePage] ?? first } };
}

/** A conversation that is held whole goes on being so while it grows, as long as a window may hold it; null: it needs nothing. */
export function roomierWindow(present: MessageWindow, held: Held | null): MessageWindow | null {
  if (held === null || present.edge !== undefined || present.limit - held.count >= around || present.limit >= limits.shownMessages) return null;
  return { limit: Math.min(limits.shownMessages, present.limit + limits.messagePage) };
}

/** A page more of older ones; a full window lets go of its newest page. */
export function olderWindow(present: MessageWindow, held: Held | null): MessageWindow {
  if (held === null) return present;
  const { isFull, limit } = grown(held);
  if (present.edge === undefined && !isFull) return { limit };
  return { limit, edge: { message: isFull ? held.within.last : held.last, side: 'until' } };
}

/** A page more of newer ones; a full window lets go of its oldest page. */
export function newerWindow(present: MessageWindow, held: Held | null): MessageWindow {
  if (held === null) return present;
  const { isFull, limit } = grown(held);
  return { limit, edge: { message: isFull ? held.within.first : held.first, side: 'from' } };
}

/** A window that came to the end again follows it. */
export function arrivedWindow(held: Held | null): MessageWindow {
  return { limit: Math.min(limits.shownMessages, Math.max(limits.messagePage, held?.count ?? 0)) };
}

function grown({ count }: Held): { readonly isFull: boolean; readonly limit: number } {
  return { isFull: count + limits.messagePage > limits.shownMessages, limit: Math.min(limits.shownMessages, count + limits.messagePage) };
}
