import { limits } from '#contract/limits';
import { macroSnoozes } from '#domain/knowledge/macro';
import { openSlots } from '#domain/knowledge/slots';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCloudOff, IconPaperclip, IconTemplate } from '@tabler/icons-react';
import { memo } from 'react';
import { KeyHint } from '../kit/KeyHint';
import { useNamed } from '../kit/own-keys';
import { useText } from '../text/TextProvider';
import classes from './Composer.module.css';
import type { Written } from './draft-keeper';
import type { Way } from './use-send';

type Props = { readonly written: Written; /** There is nothing to send, and something to do. */ readonly acting: boolean; /** It is done only once the answer before has left. */ readonly waits: boolean; readonly offline: boolean; readonly sendable: boolean; readonly onSend: (way: Way) => void; readonly onMacros: () => void; readonly onAttach: (() => void) | null };

/** The line under the text: what has to be known, and the ways to send. Only the hint is drawn with every letter. */
export function ComposerFoot({ written, acting, waits, offline, sendable, onSend, onMacros, onAttach }: Props) {
  return (
    <div className={classes['foot']}>
      <Tools onMacros={onMacros} onAttach={onAttach} />
      <Hint written={written} waits={waits} offline={offline} />
      <Ways mode={written.mode} acting={acting} sendable={sendable} onSend={onSend} />
    </div>
  );
}

/** What is brought into a text beside words. */
export const Tools = memo(function Tools({ onMacros, onAttach }: Pick<Props, 'onMacros' | 'onAttach'>) {
  const { say } = useText();
  const attachNamed = useNamed(say('composer.attach'), 'mod+u');
  return (
    <>
      {onAttach !== null && (
        <ActionIcon size={30} variant="subtle" color="gray" {...attachNamed} onClick={onAttach}>
          <IconPaperclip size={17} stroke={1.75} />
        </ActionIcon>
      )}
      <ActionIcon size={30} variant="subtle" color="gray" aria-label={say('macroPicker.title')} title={say('macroPicker.title')} onClick={onMacros}>
        <IconTemplate size={17} stroke={1.75} />
      </ActionIcon>
    </>
  );
});

const Ways = memo(function Ways({ mode, acting, sendable, onSend }: Pick<Props, 'acting' | 'sendable' | 'onSend'> & Pick<Written, 'mode'>) {
  const { say } = useText();
  if (mode === 'note' || acting) {
    return (
      <Button size="xs" className={mode === 'note' ? (classes['addNote'] ?? '') : ''} disabled={!sendable} onClick={() => onSend(null)} rightSection={<KeyHint chord="mod+enter" />}>
        {say(acting ? 'composer.doActs' : 'composer.addNote')}
      </Button>
    );
  }
  return (
    <Button.Group>
      <Button size="xs" disabled={!sendable} onClick={() => onSend(null)} rightSection={<KeyHint chord="mod+enter" />}>
        {say('composer.send')}
      </Button>
      <Menu position="top-end" width={372}>
        <Menu.Target>
          <ActionIcon size={30} variant="filled" disabled={!sendable} className={classes['ways']} aria-label={say('composer.more')}>
            <IconChevronDown size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item rightSection={<KeyHint chord="mod+shift+enter" />} onClick={() => onSend('resolve')}>
            {say('composer.sendResolve')}
          </Menu.Item>
          {macroSnoozes.map((later) => (
            <Menu.Item key={later} rightSection={later === 'tomorrow' ? <KeyHint chord="mod+shift+h" /> : null} onClick={() => onSend(later)}>
              {say(`composer.sendSnooze.${later}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
});

const nearLimit = 500;

function Hint({ written, waits, offline }: Pick<Props, 'written' | 'waits' | 'offline'>) {
  const { say } = useText();
  const left = limits.messageText - written.text.length;
  if (left < 0) return <span className={classes['hint']} data-tone="breached">{say('composer.tooLong', { n: -left })}</span>;
  if (left < nearLimit) return <span className={classes['hint']}>{say('composer.left', { n: left })}</span>;
  const open = written.mode === 'reply' ? openSlots(written.text).length : 0;
  if (open > 0) return <span id="composer-open" className={classes['hint']} data-tone="approaching">{say('composer.openSlots', { n: open })}</span>;
  if (waits) return <span className={classes['hint']} role="status" data-tone="approaching">{say('composer.actsWait')}</span>;
  if (offline && written.mode === 'reply') {
    return (
      <span className={classes['hint']} data-tone="approaching">
        <IconCloudOff size={14} stroke={1.75} aria-hidden />
        {say('composer.offline')}
      </span>
    );
  }
  return <span className={classes['hint']} />;
}
