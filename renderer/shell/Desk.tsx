import { limits } from '#contract/limits';
import type { WatchOutput } from '#contract/requests';
import type { Me } from '#contract/session';
import { useCallback, useEffect, useRef } from 'react';
import { ConversationPane, NoConversation } from '../conversation/ConversationPane';
import { CustomerPane } from '../customer/CustomerPane';
import { setClock } from '../kit/clock';
import { DirectoryContext, useWatchedDirectory } from '../kit/directory';
import { useLive, useLiveSteady, useWarm } from '../kit/live';
import { MeContext } from '../kit/me';
import { neighbour, successor, useQueue } from '../queue/queue-store';
import { QueuePane } from '../queue/QueuePane';
import { BottomStrip } from './BottomStrip';
import classes from './Desk.module.css';
import { openConversation, toggleCustomer, useDesk } from './desk-store';
import { HelpOverlay } from './HelpOverlay';
import { Notices } from './Notices';
import { Palette } from './Palette';
import { SideNav } from './SideNav';
import { SignOutDialog } from './SignOutDialog';
import { useKeys } from './use-keys';
import { useRun } from './use-run';

/** The signed-in desk. */
export function Desk({ me }: { readonly me: Me }) {
  const directory = useWatchedDirectory();
  useEffect(() => () => openConversation(null), []);
  return (
    <MeContext value={me}>
      <DirectoryContext value={directory}>
        <Frame />
      </DirectoryContext>
    </MeContext>
  );
}

function Frame() {
  const run = useRun();
  const connection = useLive('connection', {});
  const open = useDesk((state) => state.open);
  const customerShown = useDesk((state) => state.customerShown);
  const takeNext = useCallback(() => run('takeNext'), [run]);
  useKeys(run);
  useServerClock(connection);
  useFirstOpened();
  const showsCustomer = customerShown && open !== null;

  return (
    <div className={classes['desk']} data-customer={showsCustomer || undefined}>
      <SideNav />
      <QueuePane open={open} onOpen={openConversation} onTakeNext={takeNext} />
      {open === null ? <NoConversation onTakeNext={takeNext} /> : <Middle open={open} offline={connection?.state === 'offline'} />}
      {showsCustomer && <Right open={open} />}
      <BottomStrip connection={connection} />
      <Palette run={run} onOpen={openConversation} />
      <HelpOverlay />
      <SignOutDialog />
      <Notices />
      {open !== null && <Neighbours open={open} />}
    </div>
  );
}

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

type Open = NonNullable<ReturnType<typeof useDesk.getState>['open']>;

function Middle({ open, offline }: { readonly open: Open; readonly offline: boolean }) {
  const customerShown = useDesk((state) => state.customerShown);
  const onResolved = useCallback(() => openConversation(successor(open)), [open]);
  return <ConversationPane conversation={open} offline={offline} customerShown={customerShown} onCustomer={toggleCustomer} onResolved={onResolved} />;
}

/** The customer of the open conversation. */
function Right({ open }: { readonly open: Open }) {
  const opened = useLiveSteady('conversation', { conversation: open, limit: limits.messagePage });
  if (opened === undefined || opened === null) return <aside className={classes['right']} />;
  return <CustomerPane customer={opened.conversation.customer} open={open} onOpen={openConversation} onHide={toggleCustomer} />;
}

/** Holds ready what the next and the previous key open. Draws nothing. */
function Neighbours({ open }: { readonly open: Open }) {
  useQueue((state) => state.shown);
  useReady(neighbour(open, 1), open);
  useReady(neighbour(open, -1), open);
  return null;
}

function useReady(conversation: Open | null, open: Open): void {
  const wanted = conversation === open ? null : conversation;
  useWarm('conversation', wanted === null ? null : { conversation: wanted, limit: limits.messagePage });
}

function useServerClock(connection: WatchOutput<'connection'> | undefined): void {
  const offset = connection?.clockOffset;
  const trusted = connection?.clockTrusted;
  useEffect(() => {
    if (offset !== undefined && trusted !== undefined) setClock({ offset, trusted });
  }, [offset, trusted]);
}
