import { limits } from '#contract/limits';
import type { ConversationId } from '#kernel/id';
import { CloseButton, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useText } from '../text/TextProvider';
import { listName, searchFor, useQueue } from './queue-store';

const longestSearch = Math.min(200, limits.line);

export function SearchField({ onOpen }: { readonly onOpen: (conversation: ConversationId) => void }) {
  const { say } = useText();
  const search = useQueue((state) => state.search);
  return (
    <TextInput
      name="filter"
      size="xs"
      radius="md"
      aria-label={say('list.search')}
      placeholder={say('list.search')}
      value={search}
      maxLength={longestSearch}
      onChange={(event) => searchFor(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          enterList(onOpen);
        }
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        searchFor('');
        event.currentTarget.blur();
      }}
      leftSection={<IconFilter size={15} stroke={1.75} aria-hidden />}
      rightSectionWidth={30}
      rightSection={search === '' ? null : <CloseButton size="xs" aria-label={say('list.clearSearch')} onClick={() => searchFor('')} />}
    />
  );
}

/** From the search field into what was found: its first row opens, unless the list is still that of another search. */
function enterList(open: (conversation: ConversationId) => void): void {
  const { view, search, filter, shown, shownOf } = useQueue.getState();
  const first = shown[0];
  if (first === undefined || shownOf !== listName(view, search, filter?.id ?? null)) return;
  document.querySelector<HTMLElement>('[data-list]')?.focus();
  open(first);
}
