import type { WatchOutput } from '#contract/requests';
import { Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { callComposer } from '../conversation/conversation-store';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useSure } from '../kit/sure';
import { useText } from '../text/TextProvider';
import { openConversation, showOverlay, useDesk } from './desk-store';
import { openMail, OpenMail } from './OpenMail';
import classes from './WaitingDialog.module.css';

type Waiting = WatchOutput<'waitingWork'>[number];

/** Everything that waits on this computer, and what the server did not take: nothing of it is out of sight. */
export function WaitingDialog() {
  const { say } = useText();
  const opened = useDesk((state) => state.overlay === 'waiting');
  return (
    <Dialog closeOnClickOutside opened={opened} onClose={close} size={620} title={say('waiting.title')}>
      <Beginning label={say('waiting.title')}>
        <Contents />
      </Beginning>
    </Dialog>
  );
}

function close(): void {
  showOverlay('none');
}

function Contents() {
  const { say } = useText();
  const waiting = useLive('waitingWork', {});
  const total = useLive('connection', {})?.waiting ?? 0;
  const notices = useLive('notices', {})?.filter(({ about }) => about !== null) ?? [];
  if (waiting === undefined) return null;
  return (
    <>
      <p className={classes['lead']}>{say(waiting.length === 0 ? 'waiting.none' : 'waiting.lead')}</p>
      <ul className={classes['items']} aria-label={say('waiting.title')}>
        {waiting.map((one) => (
          <Item key={one.id} one={one} />
        ))}
      </ul>
      {total > waiting.length && waiting.length > 0 && <p className={classes['lead']}>{say('waiting.more', { n: total - waiting.length })}</p>}
      {notices.length > 0 && (
        <>
          <h3 className={classes['title']}>{say('waiting.refused')}</h3>
          <ul className={classes['items']}>
            {notices.map(({ id, code, about, conversation }) => (
              <li key={id}>
                <div className={classes['what']}>
                  <span className={classes['about']}>{about !== null && say(`intent.${about}`)}</span>
                  <span className={classes['line']}>{say(`failure.${code}`)}</span>
                </div>
                {conversation !== null && about !== 'mail.begin' && (
                  <Button size="compact-xs" variant="default" onClick={() => show(conversation)}>
                    {say('notice.open')}
                  </Button>
                )}
                {about === 'mail.begin' && <OpenMail mail={conversation} variant="default" />}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function show(conversation: Waiting['conversation']): void {
  close();
  if (conversation !== null) openConversation(conversation);
}

/** What has a number may be on its way: only what has surely not left can be taken back. */
function Item({ one }: { readonly one: Waiting }) {
  const { say, dates } = useText();
  const about = say(`intent.${one.about}`);
  return (
    <li data-about={one.about}>
      <div className={classes['what']}>
        <span className={classes['about']}>
          <b>{about}</b>
          {one.customerName !== null && <span> · <bdi>{one.customerName}</bdi></span>}
          <span className={classes['since']}>{say('waiting.since', { time: dates.time(one.at) })}</span>
        </span>
        {one.line !== null && <span className={classes['line']} dir="auto">{one.line}</span>}
        {one.reason !== null && <span className={classes['reason']}>{say('waiting.reason', { reason: say(`failure.${one.reason}`) })}</span>}
      </div>
      {one.isHere || one.reason !== null ? <Deeds one={one} /> : <span className={classes['leaving']}>{say('waiting.leaving')}</span>}
    </li>
  );
}

function Deeds({ one }: { readonly one: Waiting }) {
  const { say } = useText();
  const { ask } = useAct();
  const sure = useSure();
  const { id, conversation, line, about } = one;
  const edit = async (): Promise<void> => {
    const back = await ask('waiting.giveUp', { id, comesBack: true });
    if (!back.ok) return;
    if (typeof id === 'string') return openMail(id);
    show(conversation);
    callComposer(about === 'note.add' ? 'note' : 'reply', null, conversation);
  };
  /** Its row goes, and the cursor with it: on with the list. */
  const drop = async ({ currentTarget }: { readonly currentTarget: Element }): Promise<void> => {
    const list = currentTarget.closest<HTMLElement>('[data-autofocus]');
    if ((await ask('waiting.giveUp', { id, comesBack: false })).ok) list?.focus();
  };
  if (sure.isAsked) {
    return (
      <span className={classes['deeds']}>
        <Button key="sure" size="compact-xs" bg="var(--breached-solid)" autoFocus onClick={(event) => void drop(event)}>
          {say(line === null ? 'waiting.dropSure' : 'waiting.deleteSure')}
        </Button>
        <Button key="back" size="compact-xs" variant="subtle" color="gray" onClick={sure.back}>
          {say('keys.cancel')}
        </Button>
      </span>
    );
  }
  return (
    <span className={classes['deeds']}>
      {(about === 'message.send' || about === 'note.add' || about === 'mail.begin') && (
        <Button size="compact-xs" variant="default" leftSection={<IconPencil size={14} stroke={1.75} />} onClick={() => void edit()}>
          {say('waiting.edit')}
        </Button>
      )}
      <Button key="drop" size="compact-xs" variant="default" autoFocus={sure.isBack} leftSection={<IconTrash size={14} stroke={1.75} />} onClick={sure.ask}>
        {say(line === null ? 'waiting.drop' : 'waiting.delete')}
      </Button>
    </span>
  );
}
