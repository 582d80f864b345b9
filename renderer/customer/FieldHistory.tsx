import type { WatchOutput } from '#contract/requests';
import { ActionIcon, Popover } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './EditableField.module.css';

export type FieldChange = NonNullable<WatchOutput<'customer'>>['changes'][number];

/** Who changed a field, when, from what to what. */
export function FieldHistory({ label, changes }: { readonly label: string; readonly changes: readonly FieldChange[] }) {
  const { say, dates } = useText();
  const directory = useDirectory();
  if (changes.length === 0) return null;
  return (
    <Popover position="bottom-end" shadow="md" radius="md" width={280} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon className={classes['history'] ?? ''} variant="subtle" color="gray" size={22} aria-label={say('customer.changes', { field: label, n: changes.length })}>
          <IconHistory size={14} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <ol className={classes['changes']} tabIndex={0} aria-label={say('customer.changes', { field: label, n: changes.length })}>
          {changes.map(({ id, by, at, from, to }) => (
            <li key={id}>
              <span className={classes['who']}>
                <bdi>{directory.person(by)?.name ?? '…'}</bdi>, <time title={dates.full(at)}>{dates.date(at)}</time>
              </span>
              <span>
                <bdi>{from ?? say('customer.unknown')}</bdi> → <bdi>{to ?? say('customer.unknown')}</bdi>
              </span>
            </li>
          ))}
        </ol>
      </Popover.Dropdown>
    </Popover>
  );
}
