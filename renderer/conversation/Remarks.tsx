import type { WatchOutput } from '#contract/requests';
import { longestRemark } from '#domain/supervision/remark';
import type { ConversationId, RemarkId } from '#kernel/id';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconClock, IconEyeCheck, IconTrash, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { useAct } from '../kit/act';
import { chordOf, isMac } from '../kit/chord';
import { useDirectory } from '../kit/directory';
import { KeyHint } from '../kit/KeyHint';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import { useWritingKeys, type WritingCommand } from '../kit/own-keys';
import { useText } from '../text/TextProvider';
import byline from './Byline.module.css';
import classes from './Remarks.module.css';
import { setRemarks, useConversation, writeRemark } from './conversation-store';

type Props = { readonly conversation: ConversationId };

/** What supervisors say to each other about the case; drawn for supervisors of its team only. */
export function Remarks({ conversation }: Props) {
  const shown = useConversation((state) => state.remarksShown);
  return shown ? <Panel key={conversation} conversation={conversation} /> : null;
}

export function RemarksButton({ conversation }: Props) {
  const { say } = useText();
  const shown = useConversation((state) => state.remarksShown);
  const count = useLive('remarks', { conversation })?.length ?? 0;
  return (
    <Tooltip label={<Hint />}>
      <ActionIcon className={classes['open'] ?? ''} variant={shown ? 'light' : 'subtle'} color="gray" size={30} aria-label={say('remarks.count', { n: count })} aria-pressed={shown} onClick={() => setRemarks(!shown)}>
        <IconEyeCheck size={18} stroke={1.75} />
        {count > 0 && <span className={classes['count']}>{count}</span>}
      </ActionIcon>
    </Tooltip>
  );
}

function Hint() {
  const { say } = useText();
  return (
    <span className={classes['hint']}>
      {say('remarks.title')} <KeyHint chord="m" />
    </span>
  );
}

function Panel({ conversation }: Props) {
  const { say } = useText();
  const remarks = useLive('remarks', { conversation });
  return (
    <section className={classes['panel']} aria-label={say('remarks.title')} aria-busy={remarks === undefined}>
      <header className={classes['head']}>
        <h3>{say('remarks.title')}</h3>
        <span className={classes['who']}>{say('remarks.who')}</span>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={say('remarks.hide')} onClick={() => setRemarks(false)}>
          <IconX size={15} stroke={1.75} />
        </ActionIcon>
      </header>
      {remarks !== undefined && <List conversation={conversation} remarks={remarks} />}
      <Form conversation={conversation} />
    </section>
  );
}

type Shown = WatchOutput<'remarks'>;

function List({ conversation, remarks }: Props & { readonly remarks: Shown }) {
  const { say } = useText();
  const { ask } = useAct();
  if (remarks.length === 0) return <p className={classes['none']}>{say('remarks.none')}</p>;
  const remove = (remark: RemarkId): void => void ask('remark.remove', { conversation, remark });
  return (
    <ul className={classes['list']} tabIndex={0} aria-label={say('remarks.count', { n: remarks.length })}>
      {remarks.map((remark) => (
        <Item key={remark.row.id} {...remark} onRemove={remove} />
      ))}
    </ul>
  );
}

function Item({ row, waiting, onRemove }: Shown[number] & { readonly onRemove: (remark: RemarkId) => void }) {
  const { say, dates } = useText();
  const me = useMe();
  const directory = useDirectory();
  const isMine = row.author === me.id;
  return (
    <li className={classes['item']}>
      <div className={classes['by']}>
        <span className={byline['author']}>{isMine ? say('message.byYou') : (directory.person(row.author)?.name ?? '…')}</span>
        <time className={byline['time']} dateTime={new Date(row.at).toISOString()} title={dates.full(row.at)}>
          {dates.date(row.at)}, {dates.time(row.at)}
        </time>
        {waiting && (
          <span className={classes['waiting']}>
            <IconClock size={13} stroke={2} aria-hidden />
            {say('delivery.waiting')}
          </span>
        )}
        {isMine && (
          <ActionIcon className={classes['remove'] ?? ''} variant="subtle" color="gray" size={24} aria-label={say('remarks.remove')} onClick={() => onRemove(row.id)}>
            <IconTrash size={14} stroke={1.75} />
          </ActionIcon>
        )}
      </div>
      <p className={classes['text']}>{row.text}</p>
    </li>
  );
}

function Form({ conversation }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const commandOf = useWritingKeys();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useConversation((state) => state.remarkTexts.get(conversation) ?? '');
  useRemarkCall(field);

  async function add(): Promise<void> {
    if (text.trim() === '') return;
    writeRemark(conversation, '');
    const added = await ask('remark.add', { conversation, text });
    if (!added.ok) writeRemark(conversation, text);
  }

  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <textarea
        ref={field}
        name="remark"
        className={classes['field']}
        aria-label={say('remarks.label')}
        placeholder={say('remarks.label')}
        rows={1}
        maxLength={longestRemark}
        spellCheck
        value={text}
        onChange={(event) => writeRemark(conversation, event.currentTarget.value)}
        onKeyDown={(event) => hear(event, commandOf(event.nativeEvent), () => void add())}
      />
      <Button type="submit" size="xs" disabled={text.trim() === ''} rightSection={<KeyHint chord="mod+enter" />}>
        {say('remarks.add')}
      </Button>
    </form>
  );
}

function hear(event: React.KeyboardEvent<HTMLTextAreaElement>, command: WritingCommand | null, add: () => void): void {
  const isLeaving = !event.nativeEvent.isComposing && chordOf(event.nativeEvent, isMac()) === 'escape';
  if (!isLeaving && command !== 'send') return;
  event.preventDefault();
  if (!isLeaving) return add();
  setRemarks(false);
  document.querySelector<HTMLElement>('[data-list]')?.focus();
}

/** Opened by a key, the next letter is text. */
function useRemarkCall(field: React.RefObject<HTMLTextAreaElement | null>): void {
  const call = useConversation((state) => state.remarkCall);
  const heard = useRef<object | null>(null);
  useLayoutEffect(() => {
    if (call === null || call === heard.current) return;
    heard.current = call;
    field.current?.focus();
  });
}
