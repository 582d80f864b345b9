import type { ConversationEvent } from '#domain/conversation/message';
import type { PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { unreachable } from '#kernel/unreachable';
import { useDirectory, type Directory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './MessageItem.module.css';

/** What happened to the conversation, between its messages. */
export function EventLine({ event, text, at }: { readonly event: ConversationEvent; readonly text: string; readonly at: Instant }) {
  const { say, dates, language } = useText();
  const directory = useDirectory();
  return (
    <>
      <p className={classes['event']}>
        {event.type === 'resolved' && text !== '' ? say('event.resolvedAs', { by: directory.person(event.by)?.name ?? '…', outcome: directory.dispositions.find(({ code }) => code === text)?.title[language] ?? text }) : eventText(event, { say, dates }, directory)}
        <time className={classes['eventTime']} title={dates.full(at)}>
          {dates.time(at)}
        </time>
      </p>
      {text !== '' && event.type !== 'resolved' && <p className={classes['eventComment']}><q dir="auto">{text}</q></p>}
    </>
  );
}

type Words = Pick<ReturnType<typeof useText>, 'say' | 'dates'>;

function eventText(event: ConversationEvent, { say, dates }: Words, directory: Directory): string {
  const name = (id: PersonId): string => directory.person(id)?.name ?? '…';
  switch (event.type) {
    case 'taken':
    case 'returned':
    case 'resolved':
    case 'markedSpam':
    case 'unmarkedSpam':
      return say(`event.${event.type}`, { by: name(event.by) });
    case 'assigned':
      return say('event.assigned', { by: name(event.by), to: name(event.to) });
    case 'transferred': {
      const places = { by: name(event.by), from: directory.queue(event.from)?.name ?? '…', to: directory.queue(event.to)?.name ?? '…' };
      return event.reason === null ? say('event.transferred', places) : say('event.transferredWhy', { ...places, reason: event.reason });
    }
    case 'offered':
      return offeredText({ by: event.by === null ? null : name(event.by), to: name(event.to), reason: event.reason }, say);
    case 'offerEnded':
      return say(`event.offerEnded.${event.why}`, { to: name(event.to) });
    case 'rated':
      return say('event.rated', { score: String(event.score) });
    case 'caseMerged':
    case 'caseParted':
      return say(`event.${event.type}`, { by: name(event.by), from: String(event.from), into: String(event.into) });
    case 'leaseEnded':
    case 'ownerAway':
      return say(`event.${event.type}`, { owner: name(event.owner) });
    case 'handedOver': {
      const why = say(`handOver.${event.why}`);
      return event.intent === null ? say('event.handedOver', { by: name(event.by), why }) : say('event.handedOverAbout', { by: name(event.by), why, intent: event.intent });
    }
    case 'reopened':
      return event.by === null ? say('event.reopenedByCustomer') : say('event.reopened', { by: name(event.by) });
    case 'awaited':
      return say('event.awaited', { by: name(event.by) });
    case 'snoozed':
      return say('event.snoozed', { by: name(event.by), when: `${dates.date(event.until)}, ${dates.time(event.until)}` });
    case 'woken':
      return event.by === null ? say('event.wokenByTime') : say('event.woken', { by: name(event.by) });
    case 'prioritised':
      return say('event.prioritised', { by: name(event.by), priority: say(`priority.${event.to}`) });
    case 'tagged':
      return say('event.tagged', { by: name(event.by), tags: [...event.added.map((tag) => `+${tag}`), ...event.removed.map((tag) => `−${tag}`)].join(', ') });
    default:
      return unreachable(event);
  }
}

function offeredText({ by, to, reason }: { readonly by: string | null; readonly to: string; readonly reason: string | null }, say: Words['say']): string {
  if (by === null) return say('event.offeredByServer', { to });
  return reason === null ? say('event.offered', { by, to }) : say('event.offeredWhy', { by, to, reason });
}
