import type { ConversationId } from '#kernel/id';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useLive } from '../kit/live';
import { Offer } from '../kit/Offer';
import { useText } from '../text/TextProvider';
import { openConversation } from './desk-store';

/** How long one may be opened from here, in milliseconds. */
const offered = 12_000;

/** A new mail began a conversation: whoever wrote it goes on with what they do, and opens that with one press. */
export function BegunMails() {
  const { say } = useText();
  const begun = useLive('newMails', {})?.begun;
  /** What was there when the window began is past. */
  const told = useRef<ReadonlySet<ConversationId> | null>(null);
  useEffect(() => {
    if (begun === undefined) return;
    const before = told.current;
    told.current = new Set(begun.map(({ conversation }) => conversation));
    if (before === null) return;
    for (const { conversation, to } of begun.filter((one) => !before.has(one.conversation))) {
      const id = `begun-${conversation}`;
      const open = (): void => {
        notifications.hide(id);
        openConversation(conversation);
      };
      notifications.show({ id, message: <Offer message={say('newMail.begun', { to })} label={say('newMail.openBegun')} onPress={open} />, color: 'iris', autoClose: offered, closeButtonProps: { 'aria-label': say('notice.close') } });
    }
  }, [begun, say]);
  return null;
}
