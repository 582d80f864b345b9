import { countedAtMost } from '#contract/list';
import type { SavedFilter } from '#domain/conversation/saved-filter';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDotsVertical, IconFilter, IconFilterPlus, IconPencil, IconTrash } from '@tabler/icons-react';
import { bridge } from '../kit/bridge';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { chooseFilter, editFilter, useQueue } from './queue-store';
import { useRemoveFilter } from './use-remove-filter';
import classes from './ViewNav.module.css';

/** The person's own filters, in their order. */
export function FilterNav() {
  const { say } = useText();
  const filters = useLive('filters', {}) ?? [];
  return (
    <>
      {filters.map(({ filter, count }, place) => (
        <FilterLine key={filter.id} filter={filter} count={count} place={place} last={place === filters.length - 1} />
      ))}
      <button type="button" className={classes['view']} onClick={() => editFilter('new')}>
        <IconFilterPlus size={18} stroke={1.75} aria-hidden />
        <span className={classes['name']}>{say('filter.new')}</span>
      </button>
    </>
  );
}

type LineProps = { readonly filter: SavedFilter; readonly count: number; readonly place: number; readonly last: boolean };

function FilterLine({ filter, count, place, last }: LineProps) {
  const { say } = useText();
  const current = useQueue((state) => state.filter?.id === filter.id);
  const move = (to: number): void => void bridge.ask('filter.move', { filter: filter.id, to });
  const remove = useRemoveFilter();
  return (
    <div className={classes['filter']}>
      <button type="button" className={classes['view']} data-filter={filter.id} aria-current={current ? 'page' : undefined} onClick={() => chooseFilter(filter)}>
        <IconFilter size={18} stroke={1.75} aria-hidden />
        <span className={classes['name']}>{filter.name}</span>
        {count > 0 && <span className={classes['count']}>{count < countedAtMost ? count : `${countedAtMost - 1}+`}</span>}
      </button>
      <Menu position="right-start" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={24} className={classes['more'] ?? ''} aria-label={say('filter.more', { name: filter.name })}>
            <IconDotsVertical size={15} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} />} onClick={() => editFilter(filter)}>
            {say('filter.edit')}
          </Menu.Item>
          <Menu.Item disabled={place === 0} leftSection={<IconArrowUp size={16} stroke={1.75} />} onClick={() => move(place - 1)}>
            {say('filter.up')}
          </Menu.Item>
          <Menu.Item disabled={last} leftSection={<IconArrowDown size={16} stroke={1.75} />} onClick={() => move(place + 1)}>
            {say('filter.down')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} stroke={1.75} />} onClick={() => remove(filter)}>
            {say('filter.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
