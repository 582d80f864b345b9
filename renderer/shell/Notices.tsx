import type { WatchOutput } from '#contract/requests';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { bridge } from '../kit/bridge';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { openConversation } from './desk-store';
import classes from './Notices.module.css';
import { OpenMail } from './OpenMail';

type Notice = WatchOutput<'notices'>[number];

/** What the desk has to tell stays until the person closes it. */
export function Notices() {
  const { say, language } = useText();
  const notices = useLive('notices', {});
  const shown = useRef(new Map<string, string>());

  useEffect(() => {
    const present = new Set(notices?.map(({ id }) => id));
    for (const id of shown.current.keys()) {
      if (present.has(id)) continue;
      shown.current.delete(id);
      notifications.hide(id);
    }
    for (const notice of notices ?? []) {
      const show = shown.current.get(notice.id) === undefined ? notifications.show : notifications.update;
      if (shown.current.get(notice.id) === language) continue;
      shown.current.set(notice.id, language);
      show({
        id: notice.id,
        title: say(`failure.${notice.code}`),
        message: <Detail notice={notice} />,
        color: 'orange',
        autoClose: false,
        closeButtonProps: { 'aria-label': say('notice.close') },
        onClose: () => dismiss(notice.id),
      });
    }
  }, [notices, say, language]);
  return null;
}

function dismiss(id: string): void {
  void bridge.ask('notice.dismiss', { id });
}

/** Whether the refused text comes back. What was said as a supervisor does not outlive the right to say it. */
function comesBack({ about, code }: Notice): boolean {
  return about === 'message.send' || about === 'note.add' || (about === 'remark.add' && code !== 'access.denied');
}

function Detail({ notice }: { readonly notice: Notice }) {
  const { say } = useText();
  const { conversation } = notice;
  return (
    <>
      {notice.customerName !== null && notice.customerName !== '' && <div>{say('notice.customer')} <b><bdi>{notice.customerName}</bdi></b></div>}
      {notice.about === 'mail.begin' && <div>{say('notice.mailReturned')}</div>}
      {notice.about !== null && notice.about !== 'mail.begin' && <div>{comesBack(notice) ? say('notice.returned') : say('notice.about', { about: say(`intent.${notice.about}`) })}</div>}
      {notice.text !== null && (
        <blockquote className={classes['words']} dir="auto" tabIndex={0} aria-label={say('notice.words')}>
          {notice.text}
        </blockquote>
      )}
      {notice.about === 'mail.begin' && (
        <OpenMail mail={conversation} variant="subtle" mt={4} ml={-8} />
      )}
      {conversation !== null && notice.about !== 'mail.begin' && (
        <Button variant="subtle" size="compact-xs" mt={4} ml={-8} onClick={() => openConversation(conversation)}>
          {say(notice.code === 'draft.kept' ? 'notice.showText' : 'notice.open')}
        </Button>
      )}
    </>
  );
}
