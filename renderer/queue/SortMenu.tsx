import { sortsOf, type View } from '#contract/list';
import type { Sort } from '#domain/conversation/saved-filter';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowsSort } from '@tabler/icons-react';
import { useText } from '../text/TextProvider';
import { rememberSort } from './sorting';

/** In which order a view is shown; remembered for each view. */
export function SortMenu({ view, sort }: { readonly view: View; readonly sort: Sort }) {
  const { say } = useText();
  const label = say('sort.label', { sort: say(`sort.${sort}`) });
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={label}>
            <IconArrowsSort size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {sortsOf[view].map((one) => (
          <Menu.RadioItem key={one} value={one} checked={one === sort} closeMenuOnClick onClick={() => rememberSort(view, one)}>
            {say(`sort.${one}`)}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
