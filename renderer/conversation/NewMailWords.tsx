import { usualMail } from '#contract/draft-mail';
import { limits } from '#contract/limits';
import { filled, fillingsOf, openSlots } from '#domain/knowledge/slots';
import { Input } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useMe } from '../kit/me';
import { useWritingKeys } from '../kit/own-keys';
import { useText } from '../text/TextProvider';
import type { ComposerBox } from './composer-box';
import { heardByMail } from './composer-keys';
import { Tools } from './ComposerFoot';
import { MacroPicker } from './MacroPicker';
import { keepNewMail } from './new-mail-store';
import { RichField } from './RichField';
import rich from './RichField.module.css';
import { useTooLong } from './use-too-long';

type Props = { readonly field: React.RefObject<ComposerBox | null>; readonly text: string; readonly onType: (text: string) => void; readonly taking: (files: Iterable<File>) => void; readonly onAttach: (chosen: undefined) => void; readonly onArticles: (chosen: undefined) => void; readonly onSend: () => void };

/** With its form, as an answer has it. */
export function NewMailWords({ field, text, onType, taking, onAttach, onArticles, onSend }: Props) {
  const { say } = useText();
  const tooLong = useTooLong();
  const written = useMemo(() => ({ mode: 'reply', text, mail: usualMail }) as const, [text]);
  const open = openSlots(text).length;
  const over = text.length - limits.messageText;
  const problem = over > 0 ? say('composer.tooLong', { n: over }) : open > 0 && say('composer.openSlots', { n: open });
  const me = useMe();
  const commandOf = useWritingKeys();
  const [picking, setPicking] = useState(false);
  const macros = (): void => setPicking(true);
  const attach = (): void => onAttach(undefined);
  const stop = (): void => {
    setPicking(false);
    field.current?.focus();
  };
  /** Its words alone: there is no case yet to do anything with. Whom it goes to nobody knows by name. */
  const pick = (words: string): void => {
    stop();
    field.current?.insert(filled(words, fillingsOf({ agent: me.name }), Date.now()).text);
    requestAnimationFrame(() => requestAnimationFrame(() => field.current?.nextSlot(true)));
  };
  return (
    <Input.Wrapper mt="sm" labelElement="div" label={say('newMail.text')} error={problem || null}>
      <div className={rich['framed']}>
        {picking && <MacroPicker language={null} wordsOnly onPick={(_macro, words) => pick(words)} onClose={stop} />}
        <RichField field={field} writing={{ written, type: onType, keep: keepNewMail, taking, tooLong }} hear={(event, cursor) => heardByMail({ event, command: commandOf(event), cursor }, { attach, macros, articles: () => onArticles(undefined), send: onSend })} name="newMail" label={say('newMail.text')} placeholder={null} />
        <div className={rich['mailTools']}>
          <Tools onMacros={macros} onAttach={attach} />
        </div>
      </div>
    </Input.Wrapper>
  );
}
