import { Button, TextInput } from '@mantine/core';
import { IconRestore, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import type { PlainKey } from '../text/translation';
import { useText } from '../text/TextProvider';
import { showOverlay, useDesk } from './desk-store';
import classes from './HelpOverlay.module.css';
import { FixedKeyRow, KeyRow } from './KeyRow';
import { keymap, textKeys, type KeyCommand, type KeyGroup } from './keymap';
import { useBoundKeys, useOwnKeys, type OwnKeys } from './own-keys';

const groups: readonly KeyGroup[] = ['list', 'desk', 'conversation', 'composer'];

/** Every key at one glance, to be found by its name and to be changed. */
export function HelpOverlay() {
  const { say } = useText();
  const opened = useDesk((state) => state.overlay === 'help');
  const [changing, setChanging] = useState<KeyCommand | null>(null);
  const close = (): void => {
    setChanging(null);
    showOverlay('none');
  };
  return (
    <Dialog closeOnClickOutside closeOnEscape={changing === null} opened={opened} onClose={close} size={820} title={say('help.title')}>
      <p className={classes['lead']}>{say('help.lead')}</p>
      <Keys changing={changing} onChanging={setChanging} />
    </Dialog>
  );
}

type KeysProps = { readonly changing: KeyCommand | null; readonly onChanging: (command: KeyCommand | null) => void };

function Keys({ changing, onChanging }: KeysProps) {
  const { say } = useText();
  const { ask } = useAct();
  const own = useOwnKeys();
  const bound = useBoundKeys(keymap);
  const [sought, setSought] = useState('');
  const words = useDeferredValue(sought).trim().toLocaleLowerCase();
  const save = (keys: OwnKeys): void => void ask('preferences.save', { keys });
  const found = <Row extends { readonly text: PlainKey }>(rows: readonly Row[]): readonly Row[] => rows.filter(({ text }) => say(text).toLocaleLowerCase().includes(words));
  const parts = groups
    .map((group) => ({ group, rows: found(bound.filter((binding) => binding.group === group)), fixed: found(group === 'composer' ? textKeys : []) }))
    .filter(({ rows, fixed }) => rows.length + fixed.length > 0);
  return (
    <>
      <div className={classes['tools']}>
        <TextInput data-autofocus className={classes['find'] ?? ''} size="xs" leftSection={<IconSearch size={15} stroke={1.75} />} aria-label={say('help.find')} placeholder={say('help.find')} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
        {Object.keys(own).length > 0 && (
          <Button size="xs" variant="default" leftSection={<IconRestore size={15} stroke={1.75} />} onClick={() => save({})}>
            {say('keys.resetAll')}
          </Button>
        )}
      </div>
      <div className={classes['groups']}>
        {parts.map(({ group, rows, fixed }) => (
          <section key={group}>
            <h3 className={classes['title']}>{say(`help.${group}`)}</h3>
            <ul className={classes['keys']}>
              {rows.map((binding) => (
                <KeyRow key={binding.command} binding={binding} own={own} changing={changing === binding.command} onChanging={onChanging} onSave={save} />
              ))}
              {fixed.map((key) => (
                <FixedKeyRow key={key.text} {...key} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {parts.length === 0 && <p className={classes['lead']}>{say('help.none')}</p>}
    </>
  );
}
