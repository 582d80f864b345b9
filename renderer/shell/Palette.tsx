import type { View } from '#contract/requests';
import { openSpotlight, Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import type { ConversationId } from '#kernel/id';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { ChannelIcon } from '../kit/ChannelIcon';
import { KeyHint } from '../kit/KeyHint';
import { useLiveSteady } from '../kit/live';
import { useMe } from '../kit/me';
import { firstPage } from '../queue/queue-store';
import { useText } from '../text/TextProvider';
import { keysFor, type KeyCommand } from './keymap';
import { useSettingActions } from './palette-settings';
import classes from './Palette.module.css';

type Props = { readonly run: (command: KeyCommand) => void; readonly onOpen: (conversation: ConversationId) => void };

const hits = 7;
const closedHits = 4;
const notInPalette: ReadonlySet<KeyCommand> = new Set(['enter', 'escape', 'palette']);

/** Commands and conversations by a few letters. */
export function Palette({ run, onOpen }: Props) {
  const { say } = useText();
  const [query, setQuery] = useState('');
  const search = query.trim();
  const open = useConversationHits({ view: 'all', search, limit: hits }, onOpen);
  const closed = useConversationHits({ view: 'closed', search, limit: closedHits }, onOpen);
  const settings = useSettingActions();
  const commands: SpotlightActionData[] = keysFor(useMe())
    .filter(({ command }) => !notInPalette.has(command))
    .map(({ command, chords, text }) => ({
      id: command,
      label: say(text),
      rightSection: <KeyHint chord={chords[0]} />,
      onClick: () => run(command),
    }));
  const groups: SpotlightActionGroupData[] = [
    { group: say('palette.commands'), actions: commands },
    { group: say('palette.conversations'), actions: open },
    { group: say('view.closed'), actions: closed },
    { group: say('person.menu'), actions: settings },
  ];

  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      lockScroll={false}
      centered={false}
      yOffset="12vh"
      radius="lg"
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      classNames={{ actionsGroup: classes['group'] ?? '', action: classes['action'] ?? '', actionDescription: classes['description'] ?? '', actionSection: classes['section'] ?? '' }}
      scrollable
      maxHeight={440}
      highlightQuery
      nothingFound={say('palette.empty')}
      searchProps={{ placeholder: say('palette.placeholder'), 'aria-label': say('palette.placeholder'), leftSection: <IconSearch size={18} stroke={1.75} /> }}
      transitionProps={{ duration: 80 }}
    />
  );
}

export const openPalette: () => void = openSpotlight;

type Hits = { readonly view: View; readonly search: string; readonly limit: number };

function useConversationHits({ view, search, limit }: Hits, onOpen: Props['onOpen']): SpotlightActionData[] {
  // Without a search it is the question that the list asks anyway.
  const answer = useLiveSteady('list', { view, search, limit: search === '' ? firstPage : limit });
  if (search === '') return [];
  return (answer?.rows ?? []).map(({ conversation, customerName, case: { number } }) => ({
    id: conversation.id,
    label: customerName,
    description: conversation.subject,
    // The desk found it by more than its label; the palette's own filter must not hide it again.
    keywords: [search, String(number)],
    leftSection: <ChannelIcon kind={conversation.kind} size={18} />,
    onClick: () => onOpen(conversation.id),
  }));
}
