import type { ConversationId, MessageId } from '#kernel/id';
import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { afterPaint } from '../kit/after-paint';
import { Blank } from '../kit/Blank';
import { bridge } from '../kit/bridge';
import { KeyHint } from '../kit/KeyHint';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import { usePast } from '../kit/past';
import { useText } from '../text/TextProvider';
import { Absent } from './Absent';
import { Composer } from './Composer';
import { ConversationHeader } from './ConversationHeader';
import { useConversation } from './conversation-store';
import classes from './ConversationPane.module.css';
import { Messages } from './Messages';
import { customerName, type Head, type Opened } from './opened';
import { PreviewDialog } from './preview/PreviewDialog';
import { RefusedRemarks } from './RefusedRemarks';
import { OfferDialog } from './OfferDialog';
import { Remarks } from './Remarks';
import { supervises } from './rights';
import { TransferDialog } from './TransferDialog';
import { useMessageWindow, type ReadingWays } from './use-message-window';
import type { BeforeReply } from './use-writing';

type Props = {
  readonly conversation: ConversationId;
  /** A message to be brought into view, so many messages from the end. */
  readonly sought: { readonly conversation: ConversationId; readonly id: MessageId; readonly place: number } | null;
  readonly offline: boolean;
  readonly customerShown: boolean;
  readonly onCustomer: () => void;
  readonly onResolved: () => void;
  readonly onTakenBack: (conversation: ConversationId) => void;
  readonly beforeReply: BeforeReply;
  readonly onArticles: () => void;
};

/** The open conversation: head, messages, composer. */
export function ConversationPane(props: Props) {
  const { say } = useText();
  const { conversation } = props;
  const sought = props.sought?.conversation === conversation ? props.sought : null;
  const { opened, read, ways } = useMessageWindow(conversation, sought);
  useReadMark(opened ?? null);
  usePast(read?.conversation.id === conversation && read.earlier !== 'nothing' ? conversation : null);

  const wasHere = useWasHere(conversation, opened?.conversation.id === conversation);
  useOpenedMark(opened?.conversation.id ?? null);

  if (opened === undefined) return <main className={classes['pane']} aria-busy />;
  return (
    <main className={classes['pane']} aria-label={say('conversation.messages')} data-open={opened?.conversation.id}>
      {opened === null ? <Absent key={conversation} conversation={conversation} wasHere={wasHere} onNext={props.onResolved} /> : <Present {...props} sought={sought} opened={opened} read={read ?? opened} ways={ways} />}
    </main>
  );
}

/** Says what is looked at: a conversation that is only kept warm is not. */
function useOpenedMark(conversation: ConversationId | null): void {
  useEffect(() => {
    if (conversation === null) return undefined;
    return afterPaint(() => void bridge.ask('conversation.opened', { conversation }));
  }, [conversation]);
}

type Present = Props & { readonly opened: Opened; readonly read: Opened; readonly ways: ReadingWays };

function Present({ opened, read, ways, sought, offline, customerShown, onCustomer, onResolved, onTakenBack, onArticles, beforeReply }: Present) {
  const me = useMe();
  const sentHere = useConversation((state) => state.sentHere);
  const sent = opened.messages.findLast(({ row }) => sentHere.has(row.id))?.row.id ?? null;
  const isSupervised = supervises(me, opened.conversation.team);
  return (
    <>
      <ConversationHeader head={useHead(opened)} name={customerName(opened)} customerShown={customerShown} onCustomer={onCustomer} />
      {isSupervised && <Remarks conversation={opened.conversation.id} />}
      <RefusedRemarks conversation={opened.conversation.id} again={isSupervised} />
      <Messages key={`messages ${opened.conversation.id}`} opened={read.conversation.id === opened.conversation.id ? read : opened} sought={sought?.id ?? null} sent={sent} ways={ways} />
      <PreviewDialog />
      <TransferDialog conversation={opened.conversation} unsent={opened.drafts.length > 0 || opened.returned.length > 0} onLeft={onResolved} />
      <OfferDialog key={`offer ${opened.conversation.id}`} conversation={opened.conversation} />
      <Composer key={`composer ${opened.conversation.id}`} beforeReply={beforeReply} opened={opened} offline={offline} onResolved={onResolved} onTakenBack={onTakenBack} onArticles={onArticles} />
    </>
  );
}

function useHead({ conversation, case: row, asking, channel }: Opened): Head {
  return useMemo(() => ({ conversation, case: row, asking, channel }), [conversation, row, asking, channel]);
}

/** What the middle shows while no conversation is open. */
export function NoConversation({ onTakeNext }: { readonly onTakeNext: () => void }) {
  const { say } = useText();
  const isLoading = useLive('connection', {})?.state === 'loading';
  if (isLoading) return <main className={classes['pane']} aria-busy />;
  return (
    <main className={classes['pane']} aria-label={say('conversation.messages')}>
      <Blank icon={IconMessages} title={say('conversation.none.title')} text={say('conversation.none.text')} lessons={[['j', 'keys.next'], ['mod+k', 'keys.palette'], ['?', 'keys.help']]}>
        <Button size="xs" variant="default" onClick={onTakeNext} rightSection={<KeyHint chord="mod+j" />}>
          {say('empty.takeNext')}
        </Button>
      </Blank>
    </main>
  );
}

/** Whether the conversation has been on the screen since it was opened: one that then is gone has left. */
function useWasHere(conversation: ConversationId, isHere: boolean): boolean {
  const [seen, setSeen] = useState<ConversationId | null>(null);
  if (isHere && seen !== conversation) setSeen(conversation);
  return seen === conversation;
}

const glance = 400;

/** My conversation counts as read when it has been on the screen for a moment, not when keys run past it. */
function useReadMark(opened: Opened | null): void {
  const me = useMe();
  const mine = opened?.conversation.assignee === me.id && opened.conversation.unread > 0;
  const conversation = opened?.conversation.id ?? null;
  useEffect(() => {
    if (!mine || conversation === null) return undefined;
    const read = (): void => {
      if (document.hasFocus()) void bridge.ask('conversation.read', { conversation });
    };
    const timer = window.setTimeout(read, glance);
    window.addEventListener('focus', read);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('focus', read);
    };
  }, [mine, conversation]);
}
