import { limits } from '#contract/limits';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCloudOff, IconPaperclip } from '@tabler/icons-react';
import { KeyHint } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import classes from './Composer.module.css';
import type { Written } from './draft-keeper';

type Props = { readonly written: Written; readonly offline: boolean; readonly sendable: boolean; readonly onSend: (resolve: boolean) => void; readonly onAttach: (() => void) | null };

/** The line under the text: what has to be known, and the ways to send. */
export function ComposerFoot({ written, offline, sendable, onSend, onAttach }: Props) {
  const { say } = useText();
  return (
    <div className={classes['foot']}>
      {onAttach !== null && (
        <ActionIcon size={30} variant="subtle" color="gray" aria-label={say('composer.attach')} title={say('composer.attach')} onClick={onAttach}>
          <IconPaperclip size={17} stroke={1.75} />
        </ActionIcon>
      )}
      <Hint written={written} offline={offline} />
      {written.mode === 'note' ? (
        <Button size="xs" className={classes['addNote'] ?? ''} disabled={!sendable} onClick={() => onSend(false)} rightSection={<KeyHint chord="mod+enter" />}>
          {say('composer.addNote')}
        </Button>
      ) : (
        <Button.Group>
          <Button size="xs" disabled={!sendable} onClick={() => onSend(false)} rightSection={<KeyHint chord="mod+enter" />}>
            {say('composer.send')}
          </Button>
          <Menu position="top-end" width={260}>
            <Menu.Target>
              <ActionIcon size={30} variant="filled" disabled={!sendable} className={classes['ways']} aria-label={say('composer.more')}>
                <IconChevronDown size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item rightSection={<KeyHint chord="mod+shift+enter" />} onClick={() => onSend(true)}>
                {say('composer.sendResolve')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Button.Group>
      )}
    </div>
  );
}

const nearLimit = 500;

function Hint({ written, offline }: Pick<Props, 'written' | 'offline'>) {
  const { say } = useText();
  const left = limits.messageText - written.text.length;
  if (left < 0) return <span className={classes['hint']} data-tone="breached">{say('composer.tooLong', { n: -left })}</span>;
  if (left < nearLimit) return <span className={classes['hint']}>{say('composer.left', { n: left })}</span>;
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
