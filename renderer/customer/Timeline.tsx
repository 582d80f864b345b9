import { limits } from '#contract/limits';
import type { WatchOutput } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { memo } from 'react';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useMinute } from '../kit/clock';
import { useOnline } from '../kit/past';
import { StatusMark } from '../kit/StatusMark';
import { useText } from '../text/TextProvider';
import classes from './Timeline.module.css';

type Shown = NonNullable<WatchOutput<'customer'>>;
type Contact = Shown['timeline'][number];
type Props = { readonly timeline: readonly Contact[]; readonly history: Shown['history']; readonly open: ConversationId; readonly onOpen: (conversation: ConversationId) => void };

/** Every contact with this customer that is known here, newest first. */
export const Timeline = memo(function Timeline({ timeline, history, open, onOpen }: Props) {
  const { say } = useText();
  return (
    <section className={classes['section']}>
      <h3 className={classes['title']}>
        {say('customer.history')} <span>{say('customer.historyCount', { n: timeline.length })}</span>
      </h3>
      <ol className={classes['list']}>
        {timeline.map((contact) => (
          <ContactRow key={contact.conversation.id} contact={contact} current={contact.conversation.id === open} onOpen={onOpen} />
        ))}
      </ol>
      <Rest history={history} shown={timeline.length} />
    </section>
  );
});

/** What the list above leaves out. While the connection is there, it is fetched without a word, as far as a card goes. */
function Rest({ history, shown }: { readonly history: Shown['history']; readonly shown: number }) {
  const { say } = useText();
  const online = useOnline();
  if (history === 'whole' || (history === 'partial' && online && shown < limits.timeline)) return null;
  return <p className={classes['more']}>{say(`customer.history.${history}`)}</p>;
}

type RowProps = { readonly contact: Contact; readonly current: boolean; readonly onOpen: (conversation: ConversationId) => void };

const ContactRow = memo(function ContactRow({ contact, current, onOpen }: RowProps) {
  const { say, dates } = useText();
  const now = useMinute();
  const { conversation } = contact;
  return (
    <li className={classes['item']}>
      <button type="button" className={classes['contact']} aria-current={current || undefined} onClick={() => onOpen(conversation.id)}>
        <span className={classes['sign']}>
          <ChannelIcon kind={conversation.kind} size={14} />
        </span>
        <span className={classes['subject']}>{conversation.subject === '' ? say('list.noSubject') : conversation.subject}</span>
        <span className={classes['facts']}>
          <time title={dates.full(conversation.lastMessageAt)}>{dates.short(conversation.lastMessageAt, Math.max(now, conversation.lastMessageAt))}</time>
          <StatusMark status={contact.case.state.status} />
          <span>{say('case.number', { number: String(contact.case.number) })}</span>
        </span>
      </button>
    </li>
  );
});
