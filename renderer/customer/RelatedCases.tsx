import type { WatchOutput } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { ActionIcon, Button } from '@mantine/core';
import { IconLink, IconPlus } from '@tabler/icons-react';
import { useAct } from '../kit/act';
import { StatusMark } from '../kit/StatusMark';
import { useLiveSteady } from '../kit/live';
import { useText } from '../text/TextProvider';
import classes from './Card.module.css';
import own from './RelatedCases.module.css';
import type { Opened } from './CasesDialog';
import { showCustomerDialog } from './customer-store';

type Together = WatchOutput<'together'>;
type Props = { readonly present: Opened; readonly onOpen: (conversation: ConversationId) => void };

/** Cases that belong together with the open one, and those that were put into it. */
export function RelatedCases({ present, onOpen }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const together: Together = useLiveSteady('together', { conversation: present.conversation.id }) ?? { related: [], merged: [] };
  async function part(parted: Together['merged'][number]): Promise<void> {
    await ask('case.part', { conversation: parted.conversation, parted: parted.case.id });
  }
  return (
    <section className={classes['section']}>
      <div className={classes['sectionHead']}>
        <h3>{say('cases.related')}</h3>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={say('cases.open')} onClick={() => showCustomerDialog('cases')}>
          <IconPlus size={15} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      {together.related.length + together.merged.length === 0 && <p className={classes['empty']}>{say('cases.noRelated')}</p>}
      <ul className={own['related']}>
        {together.related.map(({ case: row, conversation }) => (
          <li key={row.id}>
            <IconLink size={14} stroke={1.75} aria-hidden />
            <button type="button" disabled={conversation === null} onClick={() => conversation !== null && onOpen(conversation)}>
              {say('case.number', { number: String(row.number) })} <bdi>{row.topic}</bdi>
            </button>
            <StatusMark status={row.state.status} />
          </li>
        ))}
        {together.merged.map((one) => (
          <li key={one.case.id}>
            <span>{say('cases.mergedIn', { number: String(one.case.number) })}</span>
            <Button variant="subtle" size="compact-xs" onClick={() => void part(one)}>
              {say('cases.part')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
