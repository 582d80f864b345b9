import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconAlarmSnooze, IconArrowBackUp, IconCheck, IconFlag, IconHandGrab, IconMailOff, IconTag, IconUserShare, IconX, type Icon } from '@tabler/icons-react';
import type { PlainKey } from '../text/translation';
import { useText } from '../text/TextProvider';
import { askAbout } from '../kit/asked';
import { KeyHint } from '../kit/KeyHint';
import classes from './QueuePane.module.css';
import { clearMarks, targets, useQueue } from './queue-store';
import { useMany } from './use-many';

type Doing = { readonly text: PlainKey; readonly icon: Icon; readonly chord?: string; readonly work: () => void };

/** What can be done to all marked conversations at once. */
export function MarkedBar() {
  const { say } = useText();
  const many = useMany();
  const n = useQueue((state) => state.marked.size);
  const about = () => targets(null);
  const doings: readonly Doing[] = [
    { text: 'action.take', icon: IconHandGrab, chord: 'shift+a', work: () => void many({ do: 'take' }, about()) },
    { text: 'action.assign', icon: IconUserShare, chord: 'a', work: () => askAbout({ what: 'assign', about: about() }) },
    { text: 'action.resolve', icon: IconCheck, chord: 'e', work: () => void many({ do: 'resolve' }, about()) },
    { text: 'action.snooze', icon: IconAlarmSnooze, chord: 'h', work: () => askAbout({ what: 'snooze', about: about() }) },
    { text: 'action.priority', icon: IconFlag, chord: 'p', work: () => askAbout({ what: 'priority', about: about() }) },
    { text: 'action.tags', icon: IconTag, chord: 't', work: () => askAbout({ what: 'tags', about: about() }) },
    { text: 'assign.return', icon: IconArrowBackUp, work: () => void many({ do: 'return' }, about()) },
    { text: 'spam.mark', icon: IconMailOff, chord: 'shift+s', work: () => void many({ do: 'spam' }, about()) },
  ];
  return (
    <div className={classes['marked']} role="toolbar" aria-label={say('many.label')}>
      <span className={classes['markedCount']} role="status">
        {say('many.marked', { n })}
      </span>
      <Group gap={2} wrap="nowrap">
        {doings.map(({ text, icon: Drawing, chord, work }) => (
          <Tooltip key={text} label={<span>{say(text)} {chord !== undefined && <KeyHint chord={chord} />}</span>}>
            <ActionIcon variant="subtle" color="gray" size={28} aria-label={say(text)} onClick={work}>
              <Drawing size={17} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ))}
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={say('many.clear')} onClick={clearMarks}>
          <IconX size={17} stroke={1.75} />
        </ActionIcon>
      </Group>
    </div>
  );
}
