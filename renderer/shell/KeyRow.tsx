import { ActionIcon, Button } from '@mantine/core';
import { IconLock, IconPencil, IconRestore } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { isMac, type Chord } from '../kit/chord';
import { ExactKey } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import type { PlainKey } from '../text/translation';
import classes from './HelpOverlay.module.css';
import { keymap, type Binding, type KeyCommand } from './keymap';
import { isMovable, judge, takenBy, usualAgain, withKey, type KeyFault, type OwnKeys } from './own-keys';

type Props = {
  readonly binding: Binding;
  readonly own: OwnKeys;
  readonly changing: boolean;
  readonly onChanging: (command: KeyCommand | null) => void;
  readonly onSave: (keys: OwnKeys) => void;
};

/** One command and its keys; the person may press another one for it. */
export function KeyRow({ binding, own, changing, onChanging, onSave }: Props) {
  const { say } = useText();
  const { command, chords, text } = binding;
  const name = say(text);
  const choose = (keys: OwnKeys): void => {
    onChanging(null);
    onSave(keys);
  };
  return (
    <li data-command={command}>
      <span>{name}</span>
      {changing ? (
        <Pressing binding={binding} own={own} onChoose={choose} onEnd={() => onChanging(null)} />
      ) : (
        <span className={classes['now']}>
          {chords.length === 0 ? <span className={classes['noKey']}>{say('keys.none')}</span> : chords.map((chord) => <ExactKey key={chord} chord={chord} />)}
          {own[command] !== undefined && (
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={say('keys.reset', { name })} title={say('keys.reset', { name })} onClick={() => onSave(usualAgain(own, command))}>
              <IconRestore size={14} stroke={1.75} />
            </ActionIcon>
          )}
          {!isMovable(usualOf(binding)) ? (
            <Fixed />
          ) : (
            <ActionIcon className={classes['change'] ?? ''} variant="subtle" color="gray" size={24} aria-label={say('keys.change', { name })} title={say('keys.change', { name })} onClick={() => onChanging(command)}>
              <IconPencil size={14} stroke={1.75} />
            </ActionIcon>
          )}
        </span>
      )}
    </li>
  );
}

/** A key that is the same for everybody. */
export function FixedKeyRow({ chord, text }: { readonly chord: Chord; readonly text: PlainKey }) {
  const { say } = useText();
  return (
    <li>
      <span>{say(text)}</span>
      <span className={classes['now']}>
        <ExactKey chord={chord} />
        <Fixed />
      </span>
    </li>
  );
}

function Fixed() {
  const { say } = useText();
  return (
    <span className={classes['fixed']} role="img" aria-label={say('keys.fixed')} title={say('keys.fixed')}>
      <IconLock size={14} stroke={1.75} aria-hidden />
    </span>
  );
}

/** A command with its usual keys. */
function usualOf(binding: Binding): Binding {
  return keymap.find(({ command }) => command === binding.command) ?? binding;
}

type PressingProps = Pick<Props, 'binding' | 'own'> & { readonly onChoose: (keys: OwnKeys) => void; readonly onEnd: () => void };

/** Hears the next key. One that cannot be chosen says why, one that another command has says whose it is. */
function Pressing({ binding, own, onChoose, onEnd }: PressingProps) {
  const { say } = useText();
  const { command } = binding;
  const [fault, setFault] = useState<KeyFault | null>(null);
  const [taken, setTaken] = useState<{ readonly chord: Chord; readonly by: Binding } | null>(null);
  const place = useRef<HTMLSpanElement>(null);
  // What it says makes the row higher, also at the lower edge of the list.
  useEffect(() => {
    if (fault !== null || taken !== null) place.current?.scrollIntoView({ block: 'nearest' });
  }, [fault, taken]);
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'Tab' || ['Shift', 'Control', 'Meta', 'Alt', 'AltGraph'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return onEnd();
    if (event.key === 'Backspace' || event.key === 'Delete') return onChoose(withKey(own, command, ''));
    const judged = judge(event.nativeEvent, usualOf(binding), isMac());
    if ('fault' in judged) {
      setTaken(null);
      return setFault(judged.fault);
    }
    const by = takenBy(judged.chord, command, own);
    if (by === null) return onChoose(withKey(own, command, judged.chord));
    setFault(null);
    setTaken({ chord: judged.chord, by });
  };
  return (
    <span ref={place} className={classes['pressing']}>
      <button type="button" autoFocus className={classes['hears']} aria-label={`${say(binding.text)}: ${say('keys.press')}`} onKeyDown={hear}>
        {taken === null ? say('keys.press') : <ExactKey chord={taken.chord} />}
      </button>
      <span className={classes['why']} role="status">
        {fault !== null && say(`keys.fault.${fault}`)}
        {taken !== null && say('keys.taken', { name: say(taken.by.text) })}
      </span>
      {taken !== null && (
        <Button size="compact-xs" onClick={() => onChoose(withKey(own, command, taken.chord))}>
          {say('keys.takeOver')}
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onEnd}>
        {say('keys.cancel')}
      </Button>
    </span>
  );
}
