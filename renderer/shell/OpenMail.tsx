import type { ConversationId } from '#kernel/id';
import { Button, type ButtonProps } from '@mantine/core';
import { chooseNewMail } from '../conversation/new-mail-store';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { showOverlay } from './desk-store';

/** Opens the new mail that came back, as long as it is written; null: told by a version that did not say which. */
export function OpenMail({ mail, ...look }: { readonly mail: ConversationId | null } & ButtonProps) {
  const { say } = useText();
  const kept = useLive('newMails', {})?.kept;
  if (mail !== null && kept?.some(({ id }) => id === mail) !== true) return null;
  return (
    <Button size="compact-xs" {...look} onClick={() => openMail(mail)}>
      {say('notice.openMail')}
    </Button>
  );
}

/** A new mail stands in its own dialog again. */
export function openMail(mail: ConversationId | null): void {
  if (mail !== null) chooseNewMail(mail);
  showOverlay('newMail');
}
