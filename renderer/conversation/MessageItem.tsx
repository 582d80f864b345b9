import type { ShownMessage } from '#contract/requests';
import type { ChannelKind } from '#domain/channel/channel';
import type { FirstResponse } from '#domain/conversation/conversation';
import { mayRetry, type MessagePart } from '#domain/conversation/message';
import type { PersonId } from '#kernel/id';
import { IconLock } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { Attachments } from './Attachments';
import { DeliveryMark } from './DeliveryMark';
import { DoubtChoice } from './DoubtChoice';
import { EventLine } from './EventLine';
import { MailFrame } from './MailFrame';
import { MailNamesLine } from './MailNamesLine';
import byline from './Byline.module.css';
import classes from './MessageItem.module.css';
import { PlainText } from './PlainText';
import { RetryChoice } from './RetryChoice';
import { AnsweredLine, SenderLine } from './SenderLine';
import { forward } from './use-recipients';

type Props = {
  readonly shown: ShownMessage;
  readonly joined: boolean;
  readonly kind: ChannelKind;
  /** Whose conversation it is: a chat has one customer, whatever name they gave at the door. */
  readonly customer: string;
  readonly clock: FirstResponse;
};

/** One message of any kind; events are a line, the rest is a bubble. */
export const MessageItem = memo(function MessageItem({ shown, joined, kind, customer, clock }: Props) {
  const { say } = useText();
  const { row } = shown;
  const { part } = row;
  if (part.kind === 'event') return <EventLine event={part.event} text={row.text} at={row.at} />;
  return (
    <article className={classes['item']} data-kind={part.kind} data-channel={kind} data-joined={joined || undefined} data-message={row.id}>
      {!joined && <Head part={part} at={row.at} visitor={kind === 'chat' ? customer : null} />}
      {kind === 'email' && <MailNamesLine part={part} />}
      {part.kind === 'inbound' && part.names !== undefined && <SenderLine names={part.names} />}
      <div className={classes['bubble']}>
        <Body shown={shown} />
        <Attachments row={row} />
      </div>
      {part.kind === 'inbound' && part.names?.answered !== undefined && <AnsweredLine text={part.names.answered} />}
      {kind === 'email' && part.kind !== 'note' && !shown.waiting && (
        <button type="button" className={classes['forward']} onClick={() => forward(row.id)}>
          {say('message.forward')}
        </button>
      )}
      {part.kind === 'outbound' && <DeliveryMark shown={shown} delivery={part.delivery} clock={clock} />}
      {part.kind === 'outbound' && part.delivery.state === 'failed' && part.delivery.reason === 'delivery.inDoubt' && <DoubtChoice row={row} />}
      {part.kind === 'outbound' && mayRetry(part.delivery) && <RetryChoice row={row} />}
      {part.kind === 'note' && shown.waiting && <DeliveryMark shown={shown} delivery={{ state: 'waiting' }} clock={{ ...clock, dueAt: Infinity }} />}
    </article>
  );
});

type Written = Exclude<MessagePart, { kind: 'event' }>;
type HeadProps = { readonly part: Written; readonly at: number; readonly visitor: string | null };

function Head({ part, at, visitor }: HeadProps) {
  const { say, dates } = useText();
  const author = useAuthor(part, visitor);
  return (
    <header className={classes['head']}>
      <Face name={author.fullName} size={22} />
      <b className={byline['author']}><bdi>{author.name}</bdi></b>
      {part.kind === 'note' && (
        <span className={classes['noteMark']}>
          <IconLock size={12} stroke={2} aria-hidden />
          {say('message.note')}
        </span>
      )}
      {part.kind === 'note' && part.mentions !== undefined && <Mentioned mentions={part.mentions} />}
      <time className={byline['time']} title={dates.full(at)}>
        {dates.time(at)}
      </time>
    </header>
  );
}

/** For whom a note is meant. */
function Mentioned({ mentions }: { readonly mentions: readonly PersonId[] }) {
  const { say } = useText();
  const me = useMe();
  const directory = useDirectory();
  const names = mentions.map((id) => (id === me.id ? say('message.forYou') : (directory.person(id)?.name ?? '…')));
  return (
    <span className={classes['mentions']} data-mine={mentions.includes(me.id) || undefined}>
      {say('message.mentions', { names: names.join(', ') })}
    </span>
  );
}

function useAuthor(part: Written, visitor: string | null): { readonly name: string; readonly fullName: string } {
  const { say } = useText();
  const me = useMe();
  const directory = useDirectory();
  if (part.kind === 'inbound') {
    const name = visitor ?? part.authorName;
    return { name, fullName: name };
  }
  const fullName = directory.person(part.author)?.name ?? '…';
  return { name: part.author === me.id ? say('message.byYou') : fullName, fullName };
}

/** Of a stranger's mail the plain text first, and its form on request; what we wrote ourselves as it was written. */
function Body({ shown }: { readonly shown: ShownMessage }) {
  const { say } = useText();
  const [formatted, setFormatted] = useState(shown.row.part.kind === 'outbound');
  const { html, text, attachments } = shown.row;
  // Files speak for themselves.
  if (html === null && text.trim() === '' && attachments.length > 0) return null;
  if (html === null) return <PlainText text={text} />;
  return (
    <>
      <div className={classes['views']} role="group" aria-label={say('message.format')}>
        <button type="button" aria-pressed={!formatted} onClick={() => setFormatted(false)}>
          {say('message.plain')}
        </button>
        <button type="button" aria-pressed={formatted} onClick={() => setFormatted(true)}>
          {say('message.formatted')}
        </button>
      </div>
      {formatted ? <MailFrame message={shown.row.id} html={html} /> : <PlainText text={text} />}
    </>
  );
}
