import { limits } from '#contract/limits';
import { notCarried } from '#domain/conversation/carried-file';
import { useLayoutEffect, useRef } from 'react';
import { isMac, chordOf } from '../kit/chord';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { BlockedReply } from './BlockedReply';
import classes from './Composer.module.css';
import { ComposerFoot } from './ComposerFoot';
import { callComposer, useConversation, type ComposerCall, type ComposerMode } from './conversation-store';
import type { Written } from './draft-keeper';
import type { Opened } from './opened';
import { standing } from './rights';
import { DraftFiles } from './DraftFiles';
import { TemplateForm } from './TemplateForm';
import { useDraft } from './use-draft';
import { QuotePart } from './QuotePart';
import { RecipientFields } from './RecipientFields';
import { useFiles } from './use-files';
import { useRecipients } from './use-recipients';
import { useSend } from './use-send';
import { useTypingMark } from './use-typing-mark';
import { useWindowClosed } from './use-window-closed';

type Props = { readonly opened: Opened; readonly offline: boolean; readonly onResolved: () => void };

const modes: readonly ComposerMode[] = ['reply', 'note'];

/** Reply or note. Mounted once per conversation; the text is its own until it is sent. */
export function Composer({ opened, offline, onResolved }: Props) {
  const { conversation } = opened;
  const field = useRef<HTMLTextAreaElement>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const draft = useDraft(conversation.id, opened.draft, opened.returned);
  const { written, write, keep } = draft;
  const mark = useTypingMark(conversation.id, written.text === '');
  const stands = standing(conversation, opened.case, useMe());
  const blocked = written.mode === 'reply' && stands !== 'mine';
  const files = useFiles(conversation.id, field);
  const addressed = useRecipients(opened, written.mail, (mail) => write({ ...written, mail }));
  const naming = written.mode === 'reply' && conversation.kind === 'email' ? addressed : null;
  const attached = written.mode === 'reply' ? opened.files : noFiles;
  const { send: sendAway, isSending } = useSend({ conversation: conversation.id, draft, files: attached, naming, onResolved });
  const hasContent = written.text.trim() !== '' || attached.length > 0 || (naming?.named?.forwards ?? null) !== null;
  const isOver = useWindowClosed(opened);
  const isClosed = isOver && written.mode === 'reply';
  const sendable = !blocked && !isClosed && (naming?.problem ?? null) === null && hasContent && !isSending && files.incoming.length === 0 && attached.every((file) => notCarried(conversation.kind, file) === null) && written.text.length <= limits.messageText;
  const taking = written.mode === 'reply' && !blocked && !isClosed ? files.take : null;

  useComposerCall((call) => {
    const next = called(written, call);
    if (next !== written) write(next);
    focusSoon(isOver && next.mode === 'reply' ? choice : field);
  });

  function type(text: string): void {
    write({ ...written, text });
    if (written.mode === 'reply' && conversation.kind !== 'email') mark();
  }

  const send = (resolve: boolean): unknown => sendable && sendAway(resolve && written.mode === 'reply');

  return (
    <div className={classes['composer']} data-mode={written.mode} {...dropping(taking)}>
      <Modes current={written.mode} />
      {blocked && <BlockedReply opened={opened} standing={stands} onFree={() => callComposer('reply')} />}
      {!blocked && isClosed && <WindowClosed opened={opened} choice={choice} />}
      {!blocked && !isClosed && (
        <>
          {naming !== null && <RecipientFields naming={naming} />}
          <Field field={field} written={written} onType={type} onLeave={() => keep()} onSend={send} onFiles={taking} onAttach={taking && files.choose} />
          {naming !== null && <QuotePart answered={naming.answered} mail={written.mail} onChange={(mail) => write({ ...written, mail })} />}
          {written.mode === 'reply' && <DraftFiles kind={conversation.kind} files={attached} incoming={files.incoming} onRemove={files.remove} />}
          <ComposerFoot written={written} offline={offline} sendable={sendable} onSend={send} onAttach={taking && files.choose} />
        </>
      )}
    </div>
  );
}

function called(written: Written, { mode, forwards }: ComposerCall): Written {
  if (forwards !== null) return { ...written, mode, mail: { ...written.mail, recipients: { to: [], cc: [], bcc: [] }, forwards } };
  return mode === written.mode ? written : { ...written, mode };
}

function WindowClosed({ opened: { conversation }, choice }: Pick<Props, 'opened'> & { readonly choice: React.Ref<HTMLSelectElement> }) {
  const { say } = useText();
  return (
    <>
      <p className={classes['closed']} role="status">{say('failure.delivery.windowClosed')}</p>
      <TemplateForm key={conversation.id} conversation={conversation} choice={choice} />
    </>
  );
}

type FieldProps = {
  readonly field: React.Ref<HTMLTextAreaElement>;
  readonly written: Written;
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
  readonly onSend: (resolve: boolean) => void;
  /** Null where files have no place. */
  readonly onFiles: ((files: Iterable<File>) => void) | null;
  readonly onAttach: (() => void) | null;
};

function Field({ field, written, onType, onLeave, onSend, onFiles, onAttach }: FieldProps) {
  const { say } = useText();
  return (
    <textarea
      ref={field}
      name="composer"
      className={classes['field']}
      aria-label={say('composer.label')}
      placeholder={say(`composer.placeholder.${written.mode}`)}
      value={written.text}
      rows={3}
      spellCheck
      onChange={(event) => onType(event.currentTarget.value)}
      onBlur={onLeave}
      onPaste={(event) => paste(event, onFiles)}
      onKeyDown={(event) => hear(event, { send: onSend, attach: onAttach })}
    />
  );
}

function Modes({ current }: { readonly current: ComposerMode }) {
  const { say } = useText();
  return (
    <div className={classes['modes']} role="tablist" aria-label={say('composer.mode')}>
      {modes.map((mode) => (
        <button key={mode} type="button" role="tab" aria-selected={current === mode} data-mode={mode} onClick={() => callComposer(mode)}>
          {say(`composer.${mode}`)}
        </button>
      ))}
    </div>
  );
}

const noFiles: Opened['files'] = [];

/** A picture from the clipboard is a file; text with a picture of itself, as an office program copies it, stays text. */
function paste(event: React.ClipboardEvent, take: FieldProps['onFiles']): void {
  const { files, types } = event.clipboardData;
  if (take === null || files.length === 0 || types.includes('text/plain')) return;
  event.preventDefault();
  take(files);
}

function dropping(take: FieldProps['onFiles']): Pick<React.ComponentProps<'div'>, 'onDragOver' | 'onDrop'> {
  const isFiles = (event: React.DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    onDragOver: (event) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = take === null ? 'none' : 'copy';
    },
    onDrop: (event) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      take?.(event.dataTransfer.files);
    },
  };
}

/** The composer's own keys; every other one is text. */
function hear(event: React.KeyboardEvent<HTMLTextAreaElement>, { send, attach }: { readonly send: (resolve: boolean) => void; readonly attach: (() => void) | null }): void {
  if (event.nativeEvent.isComposing) return;
  const chord = chordOf(event.nativeEvent, isMac());
  if (chord === 'escape') return leave(event.currentTarget);
  if (chord !== 'mod+u' && chord !== 'mod+enter' && chord !== 'mod+shift+enter') return;
  event.preventDefault();
  if (chord === 'mod+u') attach?.();
  else send(chord === 'mod+shift+enter');
}

/** Escape gives the focus back to the list, so that the letters are keys again. */
function leave(field: HTMLTextAreaElement): void {
  field.blur();
  document.querySelector<HTMLElement>('[data-list]')?.focus();
}

/** At once, so that the next letter is text and no key; later only where the field has yet to appear. */
function focusSoon(field: React.RefObject<HTMLElement | null>): void {
  if (field.current === null) requestAnimationFrame(() => field.current?.focus());
  else field.current.focus();
}

function useComposerCall(answer: (call: ComposerCall) => void): void {
  const call = useConversation((state) => state.composerCall);
  const heard = useRef(call);
  useLayoutEffect(() => {
    if (call === null || call === heard.current) return;
    heard.current = call;
    answer(call);
  });
}
