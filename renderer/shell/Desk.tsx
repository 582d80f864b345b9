import { limits } from '#contract/limits';
import type { Me } from '#contract/session';
import type { ConversationId } from '#kernel/id';
import { notifications } from '@mantine/notifications';
import { memo, useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { forgetConversation } from '../conversation/conversation-store';
import { forgetDrafts } from '../conversation/draft-keeper';
import { forgetNewMails } from '../conversation/new-mail-store';
import { stopLooking } from '../conversation/preview/preview-store';
import { NewMailDialog } from '../conversation/NewMailDialog';
import { forgetWrapUp } from '../conversation/wrap-up-store';
import { WrapUpDialog } from '../conversation/WrapUpDialog';
import { ConversationPane, NoConversation } from '../conversation/ConversationPane';
import type { BeforeReply } from '../conversation/use-writing';
import { showCustomerDialog } from '../customer/customer-store';
import { CustomerPane } from '../customer/CustomerPane';
import { forgetKnowledge, lookFor } from '../knowledge/knowledge-store';
import { useAbsences } from '../kit/absences';
import { useAfterPaint } from '../kit/after-paint';
import { askAbout } from '../kit/asked';
import { setClock } from '../kit/clock';
import { DirectoryContext, useWatchedDirectory } from '../kit/directory';
import { forgetAnswers, useLive, useLiveSteady, useWarm } from '../kit/live';
import { MeContext } from '../kit/me';
import { OwnKeysContext } from '../kit/own-keys';
import { forgetUndo } from '../kit/undo';
import { forgetQueue, neighbour, successor, useQueue } from '../queue/queue-store';
import { CaseDialogs } from '../queue/CaseDialogs';
import { useMany } from '../queue/use-many';
import { FilterDialog } from '../queue/FilterDialog';
import { QueuePane } from '../queue/QueuePane';
import { forgetSearch } from '../search/search-store';
import { AbsenceDialog } from '../settings/AbsenceDialog';
import { AttentionDialog } from '../settings/AttentionDialog';
import { BotDialog } from '../settings/BotDialog';
import { ChannelsDialog } from '../settings/ChannelsDialog';
import { FrameDialog } from '../settings/FrameDialog';
import { CompanyDialog } from '../settings/CompanyDialog';
import { ImportDialog } from '../settings/ImportDialog';
import { OutcomesDialog } from '../settings/OutcomesDialog';
import { SuggestionsDialog } from '../settings/SuggestionsDialog';
import { MacrosDialog } from '../settings/MacrosDialog';
import { ProgramsDialog } from '../settings/ProgramsDialog';
import { SecurityDialog } from '../settings/SecurityDialog';
import { SignatureDialog } from '../settings/SignatureDialog';
import { WidgetDialog } from '../settings/WidgetDialog';
import { CloseShift } from '../shift/CloseShift';
import { IdleDialog } from '../shift/IdleDialog';
import { forgetShift } from '../shift/shift-store';
import { MyDayDialog } from '../shift/MyDay';
import { AppearanceDialog } from './AppearanceDialog';
import { forgetWish } from '../suggestion/suggestion-store';
import { SuggestionBar } from '../suggestion/SuggestionBar';
import { BegunMails } from './BegunMails';
import { BottomStrip } from './BottomStrip';
import classes from './Desk.module.css';
import { openConversation, pointAt, showOverlay, toggleCustomer, useDesk } from './desk-store';
import { HelpOverlay } from './HelpOverlay';
import { Notices } from './Notices';
import { keysInForce, useOwnKeys } from './own-keys';
import { Knowledge } from './Knowledge';
import { PinDialog } from './PinDialog';
import { Search } from './Search';
import { SideNav } from './SideNav';
import { SignOutDialog } from './SignOutDialog';
import { Tour } from './Tour';
import { useAskForPin } from './use-pin';
import { useAttention } from './use-attention';
import { useSignOut } from './use-sign-out';
import { useKeys } from './use-keys';
import { useRun } from './use-run';
import { WaitingDialog } from './WaitingDialog';

/** The signed-in desk. */
export function Desk({ me }: { readonly me: Me }) {
  const directory = useWatchedDirectory();
  const own = useOwnKeys();
  const keys = useMemo(() => keysInForce(own), [own]);
  useEffect(() => forgetPerson, []);
  return (
    <MeContext value={me}>
      <DirectoryContext value={directory}>
        <OwnKeysContext value={keys}>
          <Frame />
        </OwnKeysContext>
      </DirectoryContext>
    </MeContext>
  );
}

/** What one person had open is not what the next one begins with, and what was told to them stands on no locked screen. */
function forgetPerson(): void {
  notifications.clean();
  forgetAnswers();
  openConversation(null);
  showOverlay('none');
  forgetQueue();
  askAbout(null);
  forgetConversation();
  forgetWrapUp();
  forgetShift();
  forgetWish();
  showCustomerDialog('none');
  forgetDrafts();
  forgetNewMails();
  stopLooking();
  forgetUndo();
  forgetSearch();
  forgetKnowledge();
}

/** The parts of the desk. It knows no open conversation, so that opening one redraws only the parts that show it. */
function Frame() {
  const run = useRun();
  const takeNext = useCallback(() => run('takeNext'), [run]);
  useKeys(run);
  useAskForPin();

  return (
    <Columns>
      <SideNav />
      <Left onTakeNext={takeNext} />
      <Middle onTakeNext={takeNext} />
      <Right />
      <BottomStrip />
      <Search run={run} />
      <HelpOverlay />
      <AppearanceDialog />
      <WaitingDialog />
      <Security />
      <Administration />
      <NewMail />
      <Knowledge />
      <CaseDialogs />
      <FilterDialog />
      <SignOutDialog />
      <ShiftEnd />
      <PinDialog />
      <IdleDialog />
      <MyDayDialog />
      <WrapUpDialog />
      <Tour />
      <Notices />
      <BegunMails />
      <Listening />
      <Ready />
    </Columns>
  );
}

function Security() {
  const opened = useDesk((state) => state.overlay === 'security');
  return <SecurityDialog opened={opened} onClose={() => showOverlay('none')} />;
}

function NewMail() {
  const overlay = useDesk((state) => state.overlay);
  const close = (): void => showOverlay('none');
  return (
    <>
      <NewMailDialog opened={overlay === 'newMail'} onClose={close} onOpen={() => showOverlay('newMail')} onArticles={showMailKnowledge} />
      <AttentionDialog opened={overlay === 'attention'} onClose={close} />
      <AbsenceDialog opened={overlay === 'absence'} onClose={close} />
      <FrameDialog opened={overlay === 'frames'} onClose={close} />
      <SignatureDialog opened={overlay === 'signature'} onClose={close} />
    </>
  );
}

function Administration() {
  const overlay = useDesk((state) => state.overlay);
  const close = (): void => showOverlay('none');
  return (
    <>
      <CompanyDialog opened={overlay === 'company'} onClose={close} />
      <OutcomesDialog opened={overlay === 'outcomes'} onClose={close} />
      <SuggestionsDialog opened={overlay === 'companySuggestions'} onClose={close} />
      <MacrosDialog opened={overlay === 'macros'} onClose={close} />
      <ImportDialog opened={overlay === 'imports'} onClose={close} />
      <ProgramsDialog opened={overlay === 'programs'} onClose={close} />
      <ChannelsDialog opened={overlay === 'channels'} onClose={close} />
      <WidgetDialog opened={overlay === 'widget'} onClose={close} />
      <BotDialog opened={overlay === 'bot'} onClose={close} />
    </>
  );
}

function ShiftEnd() {
  const opened = useDesk((state) => state.overlay === 'closeShift');
  const many = useMany();
  const signOut = useSignOut();
  const close = (): void => showOverlay('none');
  const leave = (): void => {
    close();
    void signOut('stays');
  };
  return <CloseShift opened={opened} onClose={close} onAct={many} onSignOut={leave} />;
}

function Columns({ children }: { readonly children: ReactNode }) {
  useAbsences();
  const showsCustomer = useDesk((state) => state.customerShown && state.open !== null);
  return (
    <div className={classes['desk']} data-customer={showsCustomer || undefined}>
      {children}
    </div>
  );
}

function Left({ onTakeNext }: { readonly onTakeNext: () => void }) {
  const open = useDesk((state) => state.open);
  return <QueuePane open={open} onOpen={openConversation} onPoint={pointAt} onTakeNext={onTakeNext} />;
}

function Middle({ onTakeNext }: { readonly onTakeNext: () => void }) {
  const offline = useLive('connection', {})?.state === 'offline';
  const open = useDesk((state) => state.open);
  const sought = useDesk((state) => state.sought);
  const customerShown = useDesk((state) => state.customerShown);
  // Whoever has gone on meanwhile stays where they are.
  const onResolved = useCallback(() => void (open !== null && useDesk.getState().open === open && openConversation(successor(open))), [open]);
  if (open === null) return <NoConversation onTakeNext={onTakeNext} />;
  return <ConversationPane conversation={open} beforeReply={suggestions} sought={sought} offline={offline} customerShown={customerShown} onCustomer={toggleCustomer} onResolved={onResolved} onTakenBack={openConversation} onArticles={showKnowledge} />;
}

const showKnowledge = (): void => showOverlay('knowledge');

/** What was put into a note last is not for a note now. */
function showMailKnowledge(): void {
  lookFor({ into: 'reply' });
  showOverlay('mailKnowledge');
}

const suggestions: BeforeReply = (place) => <SuggestionBar key={place.conversation} {...place} />;

/** The customer of the open conversation: drawn after the conversation, which the person waits for. */
function Right() {
  const open = useDesk((state) => (state.customerShown ? state.open : null));
  const drawn = useAfterPaint(open);
  return open === null ? null : <OpenCustomer open={drawn ?? open} />;
}

const OpenCustomer = memo(function OpenCustomer({ open }: { readonly open: ConversationId }) {
  const opened = useLiveSteady('conversation', { conversation: open, limit: limits.messagePage });
  const conversation = opened?.conversation;
  const row = opened?.case;
  // A draft that is kept, or a message that came, is nothing that the customer's side shows.
  const present = useMemo(() => (conversation === undefined || row === undefined ? null : { conversation, case: row }), [conversation, row]);
  if (present === null) return <aside className={classes['right']} />;
  return <CustomerPane customer={present.conversation.customer} present={present} onOpen={openConversation} onHide={toggleCustomer} />;
});

/** The desk begins with a conversation open, the first of the list; after that only the person opens. */
function useFirstOpened(): void {
  const first = useQueue((state) => state.shown[0]);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || first === undefined) return;
    begun.current = true;
    if (useDesk.getState().open === null) openConversation(first);
  }, [first]);
}

/** Holds ready what will probably be opened: the neighbours of the open conversation, and the one under the pointer. Draws nothing. */
function Ready() {
  useFirstOpened();
  const open = useAfterPaint(useDesk((state) => state.open));
  const pointed = useDesk((state) => state.pointed);
  useQueue((state) => state.shown);
  useReady(neighbour(open, 1), open);
  useReady(neighbour(open, -1), open);
  useReady(pointed, open);
  // Whoever knows a macro by its letters presses Enter before a list could be asked for.
  useWarm('macros', {});
  return null;
}

function useReady(conversation: ConversationId | null, open: ConversationId | null): void {
  const wanted = conversation === open ? null : conversation;
  useWarm('conversation', wanted === null ? null : { conversation: wanted, limit: limits.messagePage });
}

/** What the window hears of beside what it draws. */
function Listening() {
  useAttention();
  useServerClock();
  return null;
}

function useServerClock(): void {
  const connection = useLive('connection', {});
  const offset = connection?.clockOffset;
  const trusted = connection?.clockTrusted;
  useEffect(() => {
    if (offset !== undefined && trusted !== undefined) setClock({ offset, trusted });
  }, [offset, trusted]);
}
