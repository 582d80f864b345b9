import { isFinished, isSpam } from '#domain/conversation/case';
import { isOpen } from '#domain/conversation/offered';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconHandGrab, IconLayoutSidebarRight, IconRotate2 } from '@tabler/icons-react';
import { memo } from 'react';
import { useAway } from '../kit/absences';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useMinute } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { KeyHint } from '../kit/KeyHint';
import { useMe } from '../kit/me';
import { PriorityMark } from '../kit/PriorityMark';
import { SlaChip } from '../kit/SlaChip';
import { StatusMark } from '../kit/StatusMark';
import { useText } from '../text/TextProvider';
import { useActions } from './actions';
import { AssignMenu } from './AssignMenu';
import classes from './ConversationHeader.module.css';
import { MoreMenu } from './MoreMenu';
import type { Head } from './opened';
import { OfferFact } from './OfferFact';
import { RemarksButton } from './Remarks';
import { leads, standing, supervises } from './rights';

type Props = { readonly head: Head; /** Of the customer. */ readonly name: string; readonly customerShown: boolean; readonly onCustomer: () => void };

export const ConversationHeader = memo(function ConversationHeader({ head, name, customerShown, onCustomer }: Props) {
  const { say } = useText();
  const me = useMe();
  const { conversation } = head;
  return (
    <header className={classes['header']}>
      <span className={classes['face']}>
        <Face name={name} size={36} />
      </span>
      <div className={classes['names']}>
        <h2 className={classes['customer']} title={name}>
          <bdi>{name}</bdi>
        </h2>
        <p className={classes['subject']} title={conversation.subject}>
          {conversation.subject === '' ? say('list.noSubject') : <bdi>{conversation.subject}</bdi>}
        </p>
      </div>
      <Buttons head={head} />
      {supervises(me, conversation.team) && <RemarksButton conversation={conversation.id} />}
      <Tooltip label={say('action.customer')}>
        <ActionIcon variant={customerShown ? 'light' : 'subtle'} color="gray" size={30} aria-label={say('action.customer')} aria-pressed={customerShown} onClick={onCustomer}>
          <IconLayoutSidebarRight size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Facts head={head} />
    </header>
  );
});

function Buttons({ head }: { readonly head: Head }) {
  const { say } = useText();
  const me = useMe();
  const actions = useActions();
  const { conversation, asking } = head;
  const stands = standing(conversation, head.case, me);
  const mayLead = stands !== 'other' || leads(me);
  if (stands === 'finished') {
    return (
      <Button size="xs" variant="default" leftSection={<IconRotate2 size={15} stroke={1.75} />} onClick={() => void actions.reopen(conversation.id)}>
        {say(isSpam(head.case.state) ? 'spam.unmark' : 'action.reopen')}
      </Button>
    );
  }
  return (
    <div className={classes['buttons']}>
      {stands === 'queue' && (
        <Tooltip label={<KeyHint chord="shift+a" />}>
          <Button size="xs" disabled={asking !== null} leftSection={<IconHandGrab size={15} stroke={1.75} />} onClick={() => void actions.take(conversation.id)}>
            {say('action.take')}
          </Button>
        </Tooltip>
      )}
      <AssignMenu conversation={conversation} disabled={asking !== null || !mayLead} onAssign={(to) => void actions.assign(conversation.id, to)} />
      <Tooltip label={<KeyHint chord="e" />}>
        <Button size="xs" variant="default" disabled={!mayLead} leftSection={<IconCheck size={15} stroke={2} />} onClick={() => void actions.resolve(conversation.id)}>
          {say('action.resolve')}
        </Button>
      </Tooltip>
      <MoreMenu head={head} mayLead={mayLead} />
    </div>
  );
}

/** Until when it is put off, how soon it is wanted, and its tags. */
function Sorted({ head }: { readonly head: Head }) {
  const { say, dates } = useText();
  const { state, priority, tags } = head.case;
  const now = useMinute();
  return (
    <>
      {state.status === 'snoozed' && <span className={classes['fact']}>{say('list.until', { when: dates.soon(state.until, now) })}</span>}
      <PriorityMark priority={priority} />
      {tags.length > 0 && (
        <span className={classes['fact']} data-yields="tags" title={say('list.tags', { tags: tags.join(', ') })}>
          <span>{tags.map((tag) => `#${tag}`).join(' ')}</span>
        </span>
      )}
    </>
  );
}

/** What came of the case, with what was written down beside it. */
function OutcomeFact({ outcome }: { readonly outcome: Head['case']['outcome'] | null }) {
  const { say, language } = useText();
  if (outcome === null || outcome === undefined) return null;
  const title = outcome.title[language];
  const values = outcome.values.map((one) => `${one.title[language]}: ${one.value}`);
  return (
    <span className={classes['fact']} data-yields title={[say('wrapUp.done', { title }), ...values].join('\n')}>
      <span>{[title, ...outcome.values.map(({ value }) => value)].join(' · ')}</span>
    </span>
  );
}

function Facts({ head }: { readonly head: Head }) {
  const { say } = useText();
  const me = useMe();
  const directory = useDirectory();
  const away = useAway();
  const { conversation } = head;
  const isOfferedOn = head.asking === null && isOpen(conversation.offer) && conversation.offer.to !== me.id;
  const channelName = directory.channel(head.channel)?.name ?? say(`channel.${conversation.kind}`);
  return (
    <div className={classes['facts']}>
      <span className={classes['fact']} data-yields="channel" title={channelName}>
        <ChannelIcon kind={conversation.kind} size={14} />
        <span>{channelName}</span>
      </span>
      <span className={classes['fact']}>{say('case.number', { number: String(head.case.number) })}</span>
      {isFinished(head.case.state) && <OutcomeFact outcome={head.case.outcome ?? null} />}
      <StatusMark status={isSpam(head.case.state) ? 'spam' : head.case.state.status} />
      <Sorted head={head} />
      {isOfferedOn ? (
        <OfferFact conversation={conversation} mayLead={standing(conversation, head.case, me) !== 'other' || leads(me)} />
      ) : (
        <span className={classes['fact']} data-yields data-asking={head.asking !== null || undefined}>
          <span>{ownerText()}</span>
        </span>
      )}
      <SlaChip clock={conversation.firstResponse} kind={conversation.kind} finished={isFinished(head.case.state)} />
    </div>
  );

  function ownerText(): string {
    if (head.asking !== null) return say('conversation.asking');
    if (conversation.assignee === null) return say('conversation.unassigned');
    if (conversation.assignee === me.id) return say('conversation.mine');
    const owner = say('conversation.owner', { name: directory.person(conversation.assignee)?.name ?? '…' });
    const absent = away(conversation.assignee);
    return absent === null ? owner : `${owner}, ${absent}`;
  }
}
