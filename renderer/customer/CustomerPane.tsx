import type { ConversationId, CustomerId } from '#kernel/id';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconUserOff, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { Blank } from '../kit/Blank';
import { useLiveSteady } from '../kit/live';
import { usePast } from '../kit/past';
import { useText } from '../text/TextProvider';
import { Card } from './Card';
import { CasesDialog, type Opened } from './CasesDialog';
import classes from './CustomerPane.module.css';
import { showCustomerDialog, useCustomerState } from './customer-store';
import { MergeDialog } from './MergeDialog';
import { RelatedCases } from './RelatedCases';
import { Timeline } from './Timeline';

type Props = {
  readonly customer: CustomerId;
  /** The open conversation, with its case. */
  readonly present: Opened;
  readonly onOpen: (conversation: ConversationId) => void;
  readonly onHide: () => void;
};

/** Who writes: the card, what belongs together with the open case, and everything that happened. */
export const CustomerPane = memo(function CustomerPane({ customer, present, onOpen, onHide }: Props) {
  const { say } = useText();
  const shown = useLiveSteady('customer', { customer });
  const dialog = useCustomerState((state) => state.dialog);
  // Contacts of other teams come with it, so it is asked for also where all of the own ones are here.
  usePast(customer);
  const close = (): void => showCustomerDialog('none');
  return (
    <aside className={classes['pane']} aria-label={say('customer.label')} data-scrolls>
      <Tools onHide={onHide} />
      {shown === null && <Blank icon={IconUserOff} title={say('empty.card.title')} text={say('empty.card.text')} lessons={[['i', 'keys.customer']]} />}
      {shown !== null && shown !== undefined && (
        <>
          <Card shown={shown} />
          <div className={classes['cases']}>
            <RelatedCases present={present} onOpen={onOpen} />
          </div>
          <Timeline key={customer} customer={customer} history={shown.history} open={present.conversation.id} onOpen={onOpen} />
          <MergeDialog opened={dialog === 'merge'} onClose={close} shown={shown} />
        </>
      )}
      <CasesDialog opened={dialog === 'cases'} onClose={close} present={present} />
    </aside>
  );
});

const Tools = memo(function Tools({ onHide }: Pick<Props, 'onHide'>) {
  const { say } = useText();
  return (
    <div className={classes['tools']}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={say('customer.actions')}>
            <IconDots size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => showCustomerDialog('merge')}>{say('merge.open')}</Menu.Item>
          <Menu.Item onClick={() => showCustomerDialog('cases')}>{say('cases.open')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={say('customer.hide')} onClick={onHide}>
        <IconX size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </div>
  );
});
