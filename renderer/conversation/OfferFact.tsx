import type { ConversationRow } from '#domain/conversation/conversation';
import { isOpen, type Offer } from '#domain/conversation/offered';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useSecond } from '../kit/clock';
import { clockFace } from '../kit/countdown';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { useActions } from './actions';
import classes from './ConversationHeader.module.css';

/** Who is asked to take the conversation, how long they have, and the way to take the offer back; whoever is asked has a card. */
export function OfferFact({ conversation, mayLead }: { readonly conversation: ConversationRow; readonly mayLead: boolean }) {
  const { say } = useText();
  const me = useMe();
  const actions = useActions();
  const { offer } = conversation;
  if (!isOpen(offer)) return null;
  return (
    <>
      <Waiting offer={offer} />
      {(mayLead || offer.by === me.id) && (
        <Tooltip label={say('offer.withdraw')}>
          <ActionIcon variant="subtle" color="gray" size={20} aria-label={say('offer.withdraw')} onClick={() => void actions.withdraw(conversation.id, offer.id)}>
            <IconX size={14} stroke={2} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

function Waiting({ offer }: { readonly offer: Offer }) {
  const { say } = useText();
  const directory = useDirectory();
  const now = useSecond();
  return (
    <>
      <span className={classes['fact']} data-yields>
        <span>{say('offer.waiting', { name: directory.person(offer.to)?.name ?? '…' })}</span>
      </span>
      <span className={classes['fact']}>{clockFace(Math.max(0, offer.expiresAt - now))}</span>
    </>
  );
}
