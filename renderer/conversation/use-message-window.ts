import { limits } from '#contract/limits';
import type { ConversationId, MessageId } from '#kernel/id';
import { useCallback, useMemo, useState } from 'react';
import { useLiveSteady } from '../kit/live';
import { arrivedWindow, beginWindow, heldOf, newerWindow, olderWindow, roomierWindow, type MessageWindow, type Sought } from './message-window';
import type { Opened } from './opened';

type Place = { readonly conversation: ConversationId; readonly sought: MessageId | null; readonly window: MessageWindow };

export type Reading = {
  /** With the newest messages: what an answer is about. */
  readonly opened: Opened | null | undefined;
  /** With the messages that are read. */
  readonly read: Opened | null | undefined;
  readonly ways: ReadingWays;
};

export type ReadingWays = {
  /** It shows the end, and goes along with it. */
  readonly follows: boolean;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  readonly onNewest: () => void;
  /** Makes room for the next ones before the first has to go for them. */
  readonly onGrown: () => void;
};

/** One conversation, of which the window holds the newest messages and a bounded part of those before them. */
export function useMessageWindow(conversation: ConversationId, sought: Sought | null): Reading {
  const [place, setPlace] = useState<Place>({ conversation, sought: null, window: beginWindow(null) });
  const window = place.conversation === conversation && place.sought === (sought?.id ?? null) ? place.window : beginWindow(sought);
  const isNewest = window.edge === undefined;
  const opened = useLiveSteady('conversation', { conversation, limit: isNewest ? window.limit : limits.messagePage });
  const read = useLiveSteady('conversation', { conversation, ...window });
  const isNewer = read?.newer === true;
  const held = useMemo(() => heldOf((read?.messages ?? []).map(({ row }) => row.id)), [read?.messages]);

  const move = useCallback((next: MessageWindow) => setPlace({ conversation, sought: sought?.id ?? null, window: next }), [conversation, sought]);
  const ways = useMemo((): ReadingWays => ({
    follows: isNewest,
    onOlder: () => move(olderWindow(window, held)),
    onNewer: () => move(isNewer ? newerWindow(window, held) : arrivedWindow(held)),
    onNewest: () => move(beginWindow(null)),
    onGrown: () => {
      const roomier = roomierWindow(window, held);
      if (roomier !== null) move(roomier);
    },
  }), [move, isNewest, isNewer, window, held]);
  return { opened, read, ways };
}
