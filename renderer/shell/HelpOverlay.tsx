import { Button, TextInput } from '@mantine/core';
import { IconRestore, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { ExactKey } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import { showOverlay, useDesk } from './desk-store';
import classes from './HelpOverlay.module.css';
import { KeyRow } from './KeyRow';
import { composerKeys, type KeyCommand, type KeyGroup } from './keymap';
import { useBoundKeys, useOwnKeys, type OwnKeys } from './own-keys';

const groups: readonly Exclude<KeyGroup, 'composer'>[] = ['list', 'desk', 'conversation'];

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
  const bound = useBoundKeys();
  const [sought, setSought] = useState('');
  const words = useDeferredValue(sought).trim().toLocaleLowerCase();
  const isFound = (name: string): boolean => name.toLocaleLowerCase().includes(words);
  const save = (keys: OwnKeys): void => void ask('preferences.save', { keys });
  const composer = composerKeys.filter(({ text }) => isFound(say(text)));
  const parts = groups.map((group) => ({ group, rows: bound.filter((binding) => binding.group === group && isFound(say(binding.text))) })).filter(({ rows }) => rows.length > 0);
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
        {parts.map(({ group, rows }) => (
          <section key={group}>
            <h3 className={classes['title']}>{say(`help.${group}`)}</h3>
            <ul className={classes['keys']}>
              {rows.map((binding) => (
                <KeyRow key={binding.command} binding={binding} own={own} changing={changing === binding.command} onChanging={onChanging} onSave={save} />
              ))}
            </ul>
          </section>
        ))}
        {composer.length > 0 && (
          <section>
            <h3 className={classes['title']}>{say('help.composer')}</h3>
            <ul className={classes['keys']}>
              {composer.map(({ chord, text }) => (
                <li key={text}>
                  <span>{say(text)}</span>
                  <ExactKey chord={chord} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {parts.length === 0 && composer.length === 0 && <p className={classes['lead']}>{say('help.none')}</p>}
    </>
  );
}
