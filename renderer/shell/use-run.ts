import type { WatchOutput } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { useMemo } from 'react';
import { useActions, type Actions } from '../conversation/actions';
import { callComposer, setAssigning, setTransferring, toggleRemarks } from '../conversation/conversation-store';
import { useSpam, type Spam } from '../conversation/use-spam';
import { useAct } from '../kit/act';
import { useFirstAnswer } from '../kit/live';
import { undoLatest } from '../kit/undo';
import { chooseView, neighbour, successor } from '../queue/queue-store';
import { openSearch } from '../search/search-store';
import { openStateMenu } from '../shift/shift-store';
import { useText } from '../text/TextProvider';
import { openConversation, showOverlay, toggleCustomer, useDesk } from './desk-store';
import type { KeyCommand } from './keymap';

type Doers = { readonly actions: Actions; readonly markSpam: Spam['mark']; readonly takeNext: () => Promise<void>; readonly lock: () => void };
type Commands = { readonly [Command in KeyCommand]: () => void };

/** Does what a key or the palette asks for. */
export function useRun(): (command: KeyCommand) => void {
  const takeNext = useTakeNext();
  const actions = useActions();
  const { mark } = useSpam();
  const { ask } = useAct();
  return useMemo(() => {
    const commands = commandsOf({ actions, markSpam: mark, takeNext, lock: () => void ask('session.lock', {}) });
    return (command) => commands[command]();
  }, [actions, mark, takeNext, ask]);
}

function commandsOf({ actions, markSpam, takeNext, lock }: Doers): Commands {
  const withOpen = (work: (open: ConversationId) => unknown) => () => {
    const open = opened();
    if (open !== null) void work(open);
  };
  return {
    next: () => openConversation(neighbour(opened(), 1)),
    previous: () => openConversation(neighbour(opened(), -1)),
    enter: () => callComposer('reply'),
    escape,
    reply: () => callComposer('reply'),
    note: () => callComposer('note'),
    resolve: withOpen(actions.resolve),
    resolveNext: withOpen(async (open) => {
      const after = successor(open);
      if (await actions.resolve(open)) openConversation(after);
    }),
    reopen: withOpen(actions.reopen),
    spam: withOpen(markSpam),
    assign: withOpen(() => setAssigning(true)),
    transfer: withOpen(() => setTransferring(true)),
    take: withOpen(actions.take),
    takeNext: () => void takeNext(),
    newMail: () => showOverlay('newMail'),
    knowledge: () => showOverlay('knowledge'),
    search: () => openSearch('texts'),
    undo: () => void undoLatest(),
    help: () => showOverlay('help'),
    palette: () => openSearch('commands'),
    lock,
    state: () => openStateMenu(),
    customer: toggleCustomer,
    remarks: toggleRemarks,
    viewMine: () => chooseView('mine'),
    viewQueue: () => chooseView('queue'),
    viewAll: () => chooseView('all'),
    viewClosed: () => chooseView('closed'),
    viewSpam: () => chooseView('spam'),
  };
}

function opened(): ConversationId | null {
  return useDesk.getState().open;
}

/** First back to the list, then closes the conversation. */
function escape(): void {
  const list = document.querySelector<HTMLElement>('[data-list]');
  if (list === null || list.contains(document.activeElement)) return openConversation(null);
  list.focus();
}

/** Takes the first conversation of the queue and opens it. */
function useTakeNext(): () => Promise<void> {
  const { say } = useText();
  const { tell } = useAct();
  const actions = useActions();
  const firstAnswer = useFirstAnswer();
  return useMemo(
    () => async () => {
      const queue: WatchOutput<'list'> = await firstAnswer('list', { view: 'queue', search: '', limit: 1 });
      const next = queue.rows[0]?.conversation.id;
      if (next === undefined) return tell(say('takeNext.none'));
      if (!(await actions.take(next))) return;
      chooseView('mine');
      openConversation(next);
      callComposer('reply');
    },
    [say, tell, actions, firstAnswer],
  );
}
