import type { DraftMail } from '#contract/draft-mail';
import type { DraftAct } from '#contract/sent-with';
import type { MacroRow } from '#domain/knowledge/macro';
import { memo, useState } from 'react';
import { useSteady } from '../kit/steady';
import { useText } from '../text/TextProvider';
import { ActChips } from './ActChips';
import { AnsweredMeanwhile } from './AnsweredMeanwhile';
import { BlockedReply } from './BlockedReply';
import classes from './Composer.module.css';
import { ComposerField } from './ComposerField';
import { ComposerFoot } from './ComposerFoot';
import { callComposer, insertText, type ComposerMode } from './conversation-store';
import { DraftFiles } from './DraftFiles';
import { dropping } from './dropped-files';
import { MacroPicker } from './MacroPicker';
import { MentionPicker } from './MentionPicker';
import { QuotePart } from './QuotePart';
import { RecipientFields } from './RecipientFields';
import { TemplateForm } from './TemplateForm';
import { useMacro } from './use-macro';
import { useWriting, type WritingProps } from './use-writing';
import { Writers } from './Writers';

const noActs: readonly DraftAct[] = [];
const modes: readonly ComposerMode[] = ['reply', 'note'];

/** Reply or note. Mounted once per conversation; the text is its own until it is sent. */
export function Composer(props: WritingProps) {
  const { opened, offline } = props;
  const writing = useWriting(props);
  const [picking, setPicking] = useState<'macro' | 'mention' | null>(null);
  const insert = useMacro(opened, writing);
  const stopPicking = (): void => {
    setPicking(null);
    writing.field.current?.focus();
  };
  const pick = (macro: MacroRow, text: string): void => {
    setPicking(null);
    insert(macro, text);
  };
  const { written, barrier, meanwhile, naming, taking, files } = writing;
  const send = useSteady(writing.send);
  const pickMacro = useSteady(() => setPicking('macro'));
  const attach = useSteady(files.choose);
  const typeIn = useSteady((text: string) => writing.field.current?.typeIn(text));
  const quote = useSteady((mail: DraftMail) => writing.write({ ...written, mail }));
  const followUp = useSteady((along: readonly DraftAct[]) => writing.write({ ...written, mail: { ...written.mail, along } }));
  return (
    <div className={classes['composer']} data-mode={written.mode} {...dropping(taking)}>
      {barrier === null && written.mode === 'reply' && props.beforeReply({ conversation: opened.conversation.id, onInsert: typeIn })}
      <Modes current={written.mode} />
      <Writers writing={opened.writing} />
      {barrier === 'owner' && <BlockedReply opened={opened} standing={writing.stands} onFree={() => callComposer('reply', null, opened.conversation.id)} />}
      {barrier === 'window' && <WindowClosed opened={opened} choice={writing.choice} />}
      {barrier === null && (
        <>
          {meanwhile.news.length > 0 && <AnsweredMeanwhile conversation={opened.conversation.id} meanwhile={meanwhile} onRead={() => writing.write({ ...written, seen: opened.conversation.answered })} onDiscard={() => writing.write({ ...written, text: '' })} />}
          {naming !== null && <RecipientFields naming={naming} />}
          {picking === 'macro' && <MacroPicker language={opened.customer?.language ?? null} onPick={pick} onClose={stopPicking} />}
          {picking === 'mention' && <MentionPicker team={opened.conversation.team} onPick={(name) => (setPicking(null), insertText('note', `@${name} `))} onClose={stopPicking} />}
          <ComposerField field={writing.field} writing={writing} onMacros={pickMacro} onMention={() => setPicking('mention')} onArticles={props.onArticles} />
          <ActChips acts={written.mail.along ?? noActs} onChange={followUp} />
          {naming !== null && <QuotePart answered={naming.answered} mail={written.mail} onChange={quote} />}
          {written.mode === 'reply' && <DraftFiles kind={opened.conversation.kind} files={writing.attached} incoming={files.incoming} onRemove={files.remove} />}
          <ComposerFoot written={written} acting={writing.acting} waits={writing.waits} offline={offline} sendable={writing.sendable} onSend={send} onMacros={pickMacro} onAttach={taking && attach} />
        </>
      )}
    </div>
  );
}

function WindowClosed({ opened: { conversation }, choice }: Pick<WritingProps, 'opened'> & { readonly choice: React.Ref<HTMLSelectElement> }) {
  const { say } = useText();
  return (
    <>
      <p className={classes['closed']} role="status">{say('failure.delivery.windowClosed')}</p>
      <TemplateForm key={conversation.id} conversation={conversation} choice={choice} />
    </>
  );
}

const Modes = memo(function Modes({ current }: { readonly current: ComposerMode }) {
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
});
