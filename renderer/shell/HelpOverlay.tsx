import type { Me } from '#contract/session';
import { Modal } from '@mantine/core';
import { KeyHint } from '../kit/KeyHint';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { showOverlay, useDesk } from './desk-store';
import classes from './HelpOverlay.module.css';
import { composerKeys, keysFor, type KeyGroup } from './keymap';

const groups: readonly KeyGroup[] = ['list', 'desk', 'conversation', 'composer'];

/** Every key at one glance. */
export function HelpOverlay() {
  const { say } = useText();
  const me = useMe();
  const opened = useDesk((state) => state.overlay === 'help');
  return (
    <Modal closeOnClickOutside opened={opened} onClose={() => showOverlay('none')} size={760} title={say('help.title')} closeButtonProps={{ 'aria-label': say('notice.close') }}>
      <p className={classes['lead']}>{say('help.lead')}</p>
      <div className={classes['groups']}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={classes['title']}>{say(`help.${group}`)}</h3>
            <dl className={classes['keys']}>
              {keysOf(group, me).map(({ text, chords }) => (
                <div key={text}>
                  <dt>{say(text)}</dt>
                  <dd>
                    {chords.map((chord) => (
                      <KeyHint key={chord} chord={chord} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function keysOf(group: KeyGroup, me: Me) {
  if (group === 'composer') return composerKeys.map(({ chord, text }) => ({ text, chords: [chord] }));
  return keysFor(me).filter((binding) => binding.group === group);
}
