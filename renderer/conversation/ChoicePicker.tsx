import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './ChoicePicker.module.css';

/** `isOff`: it is shown, and may not be chosen; `text` says why. */
export type Choice = { readonly key: string; readonly title: string; readonly text: string; readonly isOff: boolean; readonly pick: () => void };

type Props = {
  readonly title: string;
  readonly label: string;
  readonly nothing: string;
  readonly icon: ReactNode;
  readonly search: string;
  readonly choices: readonly Choice[];
  readonly onSearch: (search: string) => void;
  readonly onClose: () => void;
};

/** One of a few things by some letters: arrows and Enter, Escape gives the cursor back. */
export function ChoicePicker({ title, label, nothing, icon, search, choices, onSearch, onClose }: Props) {
  const [place, setPlace] = useState(0);
  const current = Math.min(place, choices.length - 1);
  const pick = (choice: Choice | undefined): void => {
    if (choice?.isOff === false) choice.pick();
  };
  const hear = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 && event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (step !== 0 && choices.length > 0) setPlace((current + step + choices.length) % choices.length);
    if (event.key === 'Enter') pick(choices[current]);
    if (event.key === 'Escape') onClose();
  };
  const find = (words: string): void => {
    onSearch(words);
    setPlace(0);
  };
  return (
    <div className={classes['picker']}>
      <TextInput
        size="xs"
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="composer-choices"
        aria-activedescendant={choices.length === 0 ? undefined : `composer-choice-${current}`}
        aria-label={label}
        placeholder={label}
        leftSection={icon}
        value={search}
        onChange={(event) => find(event.currentTarget.value)}
        onBlur={onClose}
        onKeyDown={hear}
      />
      <ul id="composer-choices" role="listbox" aria-label={title} className={classes['list']}>
        {choices.map((choice, at) => (
          <li key={choice.key} id={`composer-choice-${at}`} role="option" aria-selected={at === current} aria-disabled={choice.isOff} className={classes['choice']} onMouseDown={(event) => event.preventDefault()} onClick={() => pick(choice)} onMouseMove={() => setPlace(at)}>
            <b className={classes['title']}>{choice.title}</b>
            <span className={classes['text']} dir="auto">{choice.text}</span>
          </li>
        ))}
      </ul>
      {choices.length === 0 && <p className={classes['none']} role="status">{nothing}</p>}
    </div>
  );
}
