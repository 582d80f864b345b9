import type { MacroRow } from '#domain/knowledge/macro';
import { withFacts } from '#domain/knowledge/insertion';
import { searchable } from '#kernel/text';
import { IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { serverNow, useMinute } from '../kit/clock';
import { useLive } from '../kit/live';
import { useObstacle } from '../kit/obstacle';
import { useText } from '../text/TextProvider';
import { ChoicePicker, type Choice } from './ChoicePicker';

type Props = { readonly language: 'ru' | 'en' | null; /** Where only words have a place, not what they do. */ readonly wordsOnly?: true; readonly onPick: (macro: MacroRow, text: string) => void; readonly onClose: () => void };

const shown = 8;

/** Answers that are written once, by a few letters; one that stands on an expired fact says so. */
export function MacroPicker({ language, wordsOnly, onPick, onClose }: Props) {
  const { say } = useText();
  const [search, setSearch] = useState('');
  const known = useLive('macros', {});
  const now = useMinute();
  const obstacle = useObstacle();
  const { tell } = useAct();
  const choices = found((known?.macros ?? []).filter(({ text }) => wordsOnly === undefined || text.trim() !== ''), { search, language }).map((macro): Choice => {
    const text = withFacts(macro.text, known?.facts ?? [], now);
    // A fact may have expired while the list stood open.
    const pick = (): void => {
      const present = withFacts(macro.text, known?.facts ?? [], serverNow());
      if (present.ok) onPick(macro, present.value);
      else tell(obstacle(present));
    };
    return { key: macro.id, title: macro.title, text: text.ok ? text.value : obstacle(text), isOff: !text.ok, pick };
  });
  return <ChoicePicker title={say('macroPicker.title')} label={say('macroPicker.search')} nothing={say('macroPicker.none')} icon={<IconTemplate size={15} stroke={1.75} />} search={search} choices={choices} onSearch={setSearch} onClose={onClose} />;
}

/** Those that hold every word; those in the customer's language first. */
function found(macros: readonly MacroRow[], { search, language }: { readonly search: string; readonly language: Props['language'] }): readonly MacroRow[] {
  const words = searchable(search).split(/\s+/u).filter((word) => word !== '');
  const all = macros.filter(({ title, text }) => {
    const own = words.length === 0 ? '' : searchable(`${title}\n${text}`);
    return words.every((word) => own.includes(word));
  });
  const inTheirs = ({ language: of }: MacroRow): boolean => of === null || language === null || of === language;
  return [...all.filter(inTheirs), ...all.filter((macro) => !inTheirs(macro))].slice(0, shown);
}
