import type { WatchOutput } from '#contract/requests';
import { unreachable } from '#kernel/unreachable';
import { useMemo } from 'react';
import { useActions } from '../conversation/actions';
import { callComposer, setAssigning } from '../conversation/conversation-store';
import { useAct } from '../kit/act';
import { useFirstAnswer } from '../kit/live';
import { chooseView, neighbour, successor } from '../queue/queue-store';
import { focusSearch } from '../queue/SearchField';
import { useText } from '../text/TextProvider';
import { openConversation, showOverlay, toggleCustomer, useDesk } from './desk-store';
import type { KeyCommand } from './keymap';
import { openPalette } from './Palette';

/** Does what a key or the palette asks for. */
export function useRun(): (command: KeyCommand) => void {
  const takeNext = useTakeNext();
  const actions = useActions();
  return useMemo(() => {
    const withOpen = (work: (open: NonNullable<ReturnType<typeof opened>>) => void): void => {
      const open = opened();
      if (open !== null) work(open);
    };
    return (command) => {
      switch (command) {
        case 'next':
          return openConversation(neighbour(opened(), 1));
        case 'previous':
          return openConversation(neighbour(opened(), -1));
        case 'enter':
          return callComposer('reply');
        case 'escape':
          return escape();
        case 'reply':
        case 'note':
          return callComposer(command);
        case 'resolve':
          return withOpen((open) => void actions.resolve(open));
        case 'resolveNext':
          return withOpen((open) => {
            const after = successor(open);
            void actions.resolve(open).then((worked) => worked && openConversation(after));
          });
        case 'reopen':
          return withOpen((open) => void actions.reopen(open));
        case 'assign':
          return setAssigning(opened() !== null);
        case 'take':
          return withOpen((open) => void actions.take(open));
        case 'takeNext':
          return void takeNext();
        case 'search':
          return focusSearch();
        case 'help':
          return showOverlay('help');
        case 'palette':
          return openPalette();
        case 'customer':
          return toggleCustomer();
        case 'viewMine':
          return chooseView('mine');
        case 'viewQueue':
          return chooseView('queue');
        case 'viewAll':
          return chooseView('all');
        case 'viewClosed':
          return chooseView('closed');
        default:
          return unreachable(command);
      }
    };
  }, [actions, takeNext]);
}

function opened(): ReturnType<typeof useDesk.getState>['open'] {
  return useDesk.getState().open;
}

/** First back to the list, then closes the conversation. */
function escape(): void {
  const list = document.querySelector<HTMLElement>('[data-list]');
  if (list === null || list.contains(document.activeElement)) return openConversation(null);
  list.focus();
}

/** Takes the first conversation of the queue and opens it. */
export function useTakeNext(): () => Promise<void> {
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
