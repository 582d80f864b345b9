import { limits } from '#contract/limits';
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { KeyHint } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import { searchFor, useQueue } from './queue-store';

const longestSearch = Math.min(200, limits.line);

export function SearchField() {
  const { say } = useText();
  const search = useQueue((state) => state.search);
  return (
    <TextInput
      name="search"
      size="xs"
      radius="md"
      aria-label={say('list.search')}
      placeholder={say('list.search')}
      value={search}
      maxLength={longestSearch}
      onChange={(event) => searchFor(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        searchFor('');
        event.currentTarget.blur();
      }}
      leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
      rightSectionWidth={30}
      rightSection={
        search === '' ? <KeyHint chord="/" /> : <CloseButton size="xs" aria-label={say('list.clearSearch')} onClick={() => searchFor('')} />
      }
    />
  );
}

/** Puts the cursor into the search field. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[name="search"]')?.select();
}
