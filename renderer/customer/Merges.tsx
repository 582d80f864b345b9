import { Alert, Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useAct } from '../kit/act';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import type { Shown } from './Card';
import classes from './Merges.module.css';
import { showCustomerDialog } from './customer-store';

/** A number that stays on one line. */
const unbroken = '\u2011';

/** Who this customer was found to be as well, and who they may be: a person decides. */
export function Merges({ shown: { customer, merges, twins } }: { readonly shown: Shown }) {
  const { say, dates } = useText();
  const { ask, tell } = useAct();
  const directory = useDirectory();
  async function undo(merge: Shown['merges'][number]): Promise<void> {
    if ((await ask('customer.unmerge', { customer: customer.id, merge: merge.id })).ok) tell(say('merge.undone', { name: merge.otherName }));
  }
  return (
    <>
      {twins.map((twin) => (
        <Alert key={twin.customer} className={classes['twin'] ?? ''} p="xs" variant="light" icon={<IconUsers size={16} stroke={1.75} aria-hidden />}>
          {say('merge.twin', { name: twin.name, value: twin.value.replaceAll('-', unbroken) })}
          <Button variant="subtle" size="compact-xs" onClick={() => showCustomerDialog('merge')}>
            {say('merge.look')}
          </Button>
        </Alert>
      ))}
      {merges.map((merge) => (
        <p key={merge.id} className={classes['merged']}>
          {say('merge.stands', { name: merge.otherName, by: directory.person(merge.by)?.name ?? '…', date: dates.date(merge.at) })}
          <Button variant="subtle" size="compact-xs" title={say('merge.undoHint')} onClick={() => void undo(merge)}>
            {say('merge.undo')}
          </Button>
        </p>
      ))}
    </>
  );
}
