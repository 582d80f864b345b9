import { showCustomerDialog } from '../customer/customer-store';
import type { WatchOutput } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { useCallback, useMemo } from 'react';
import { useActions, type Actions } from '../conversation/actions';
import { callComposer, setAssigning, setOffering, setTransferring, toggleRemarks } from '../conversation/conversation-store';
import { useSpam, type Spam } from '../conversation/use-spam';
import { useAct } from '../kit/act';
import { useFirstAnswer } from '../kit/live';
import { undoLatest } from '../kit/undo';
import { askAbout, type Question } from '../kit/asked';
import { chooseCustomer, chooseFilter, chooseView, clearMarks, markAll, markUpTo, neighbour, successor, targets, toggleMark, useQueue } from '../queue/queue-store';
import { useMany, type Many } from '../queue/use-many';
import { useOfferAnswers, type OfferAnswers } from '../queue/use-offers';
import { openSearch } from '../search/search-store';
import { openStateMenu } from '../shift/shift-store';
import { wishFor } from '../suggestion/suggestion-store';
import { useText } from '../text/TextProvider';
import { openConversation, showOverlay, toggleCustomer, useDesk } from './desk-store';
import type { DeskCommand } from './keymap';

type Doers = { readonly actions: Actions; readonly many: Many; readonly answers: OfferAnswers; readonly markSpam: Spam['mark']; readonly takeNext: () => Promise<void>; readonly showCustomer: (open: ConversationId) => Promise<void>; readonly showFilter: (place: number) => Promise<void>; readonly lock: () => void };
type Commands = { readonly [Command in DeskCommand]: () => void };

const wishes = { suggest1: () => wishFor(0), suggest2: () => wishFor(1), suggest3: () => wishFor(2), draftReply: () => wishFor('draft') } as const;

/** Does what a key or the palette asks for. */
export function useRun(): (command: DeskCommand) => void {
  const takeNext = useTakeNext();
  const showCustomer = useShowCustomer();
  const showFilter = useShowFilter();
  const actions = useActions();
  const { mark } = useSpam();
  const many = useMany();
  const answers = useOfferAnswers();
  const { ask } = useAct();
  return useMemo(() => {
    const commands = commandsOf({ actions, many, answers, markSpam: mark, takeNext, showCustomer, showFilter, lock: () => void ask('session.lock', {}) });
    return (command) => commands[command]();
  }, [actions, many, answers, mark, takeNext, showCustomer, showFilter, ask]);
}

const plainCommands = {
  customer: toggleCustomer,
  remarks: toggleRemarks,
  newMail: () => showOverlay('newMail'),
  knowledge: () => showOverlay('knowledge'),
  help: () => showOverlay('help'),
  markDown: () => markOn(1),
  markUp: () => markOn(-1),
  markAll,
  viewMine: () => chooseView('mine'),
  viewQueue: () => chooseView('queue'),
  viewOffered: () => chooseView('offered'),
  viewWaiting: () => chooseView('waiting'),
  viewSnoozed: () => chooseView('snoozed'),
  viewAll: () => chooseView('all'),
  viewClosed: () => chooseView('closed'),
  viewSpam: () => chooseView('spam'),
} as const;

function commandsOf({ actions, many, answers, markSpam, takeNext, showCustomer, showFilter, lock }: Doers): Commands {
  const withOpen = (work: (open: ConversationId) => unknown) => () => {
    const open = opened();
    if (open !== null) void work(open);
  };
  /** The same for all that are marked, in one step; else what is done with one. */
  const withTargets = (act: 'take' | 'resolve' | 'spam', one: (open: ConversationId) => unknown) => (): void => (isMarking() ? void many({ do: act }, targets(null)) : withOpen(one)());
  const ask = (what: Question) => (): void => askAbout({ what, about: targets(opened()) });
  return {
    next: () => openConversation(neighbour(opened(), 1)),
    previous: () => openConversation(neighbour(opened(), -1)),
    enter: withOpen((open) => callComposer('reply', null, open)),
    escape,
    reply: withOpen((open) => callComposer('reply', null, open)),
    note: withOpen((open) => callComposer('note', null, open)),
    resolve: withTargets('resolve', actions.resolve),
    resolveNext: withOpen(async (open) => {
      const after = successor(open);
      if ((await actions.resolve(open)) && opened() === open) openConversation(after);
    }),
    reopen: withOpen(actions.reopen),
    spam: withTargets('spam', markSpam),
    assign: () => (isMarking() ? ask('assign')() : setAssigning(opened() !== null)),
    snooze: ask('snooze'),
    priority: ask('priority'),
    tags: ask('tags'),
    mark: withOpen(toggleMark),
    offer: withOpen(() => setOffering(true)),
    acceptOffer: () => void acceptOffer(answers),
    declineOffer: () => void answers.answerFirst('decline'),
    transfer: withOpen(() => setTransferring(true)),
    take: withTargets('take', actions.take),
    takeNext: () => void takeNext(),
    waiting: () => showOverlay('waiting'),
    search: () => openSearch('texts'),
    ...wishes,
    undo: () => void undoLatest(),
    palette: () => openSearch('commands'),
    lock,
    state: () => openStateMenu(),
    customerMerge: withOpen(() => showOnCard('merge')),
    cases: withOpen(() => showOnCard('cases')),
    customerList: withOpen(showCustomer),
    ...plainCommands,
    filterFirst: () => void showFilter(0),
    filterSecond: () => void showFilter(1),
  };
}

function opened(): ConversationId | null {
  return useDesk.getState().open;
}

function isMarking(): boolean {
  return useQueue.getState().marked.size > 0;
}

/** To the neighbour, and marks what lies between it and where the marks began. */
function markOn(step: 1 | -1): void {
  const open = opened();
  const next = neighbour(open, step);
  if (next === null) return;
  if (open !== null && !isMarking()) toggleMark(open);
  openConversation(next);
  markUpTo(next);
}

/** Opens what was accepted, unless the person is writing somewhere. */
async function acceptOffer({ answerFirst }: OfferAnswers): Promise<void> {
  const own = await answerFirst('accept');
  if (own !== null && document.activeElement?.matches('textarea, input, [contenteditable]') !== true) openConversation(own);
}

/** First takes the marks away, then goes back to the list, then closes the conversation. */
function escape(): void {
  if (isMarking()) return clearMarks();
  const list = document.querySelector<HTMLElement>('[data-list]');
  if (list === null || list.contains(document.activeElement)) return openConversation(null);
  list.focus();
}

/** The filter that stands at a place of the person's own ones. */
function useShowFilter(): (place: number) => Promise<void> {
  const firstAnswer = useFirstAnswer();
  return useCallback(
    async (place) => {
      const found = (await firstAnswer('filters', {}))[place];
      if (found !== undefined) chooseFilter(found.filter);
    },
    [firstAnswer],
  );
}

/** Everything with the customer of a conversation, in the list. */
function useShowCustomer(): (open: ConversationId) => Promise<void> {
  const firstAnswer = useFirstAnswer();
  return useCallback(
    async (open) => {
      const shown = await firstAnswer('conversation', { conversation: open, limit: 1 });
      if (shown !== null) chooseCustomer({ id: shown.conversation.customer, name: shown.customer?.name ?? '' });
    },
    [firstAnswer],
  );
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
      const before = opened();
      if (!(await actions.take(next))) return;
      // Whoever has gone on to another one meanwhile is not torn away from it.
      if (opened() !== before) return tell(say('takeNext.taken'));
      chooseView('mine');
      openConversation(next);
      callComposer('reply', null, next);
    },
    [say, tell, actions, firstAnswer],
  );
}

/** What lies over the card needs the card. */
function showOnCard(dialog: 'merge' | 'cases'): void {
  if (!useDesk.getState().customerShown) toggleCustomer();
  showCustomerDialog(dialog);
}
