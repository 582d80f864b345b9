import type { TimelineItem } from '#contract/timeline';
import type { ConversationId } from '#kernel/id';
import { IconNote, IconPackage, IconStar, IconUsersGroup } from '@tabler/icons-react';
import { memo } from 'react';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useMinute } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { StatusMark } from '../kit/StatusMark';
import { useText } from '../text/TextProvider';
import { itemsText, sumText } from './order-text';
import classes from './Timeline.module.css';

/** Where an item leads; null: nowhere. */
export function opensTo(item: TimelineItem): ConversationId | null {
  return item.kind === 'conversation' ? item.conversation.id : item.kind === 'rating' ? item.conversation : null;
}

type Props = {
  readonly item: TimelineItem;
  readonly place: number;
  readonly top: number;
  /** Of how many; -1: nobody knows yet. */
  readonly of: number;
  readonly chosen: boolean;
  /** It is what the middle of the desk shows. */
  readonly shownNow: boolean;
  readonly onOpen: (place: number) => void;
};

export const TimelineRow = memo(
  function TimelineRow({ item, place, top, of, chosen, shownNow, onOpen }: Props) {
    const { dates } = useText();
    const now = useMinute();
    return (
      <div id={`timeline-${place}`} className={classes['item']} role="option" aria-selected={chosen} aria-posinset={place + 1} aria-setsize={of} data-kind={item.kind} data-current={shownNow || undefined} data-opens={opensTo(item) === null ? undefined : true} style={{ top }} onClick={() => onOpen(place)}>
        <span className={classes['sign']}>
          <Sign item={item} />
        </span>
        <span className={classes['subject']}>
          <Subject item={item} />
        </span>
        <span className={classes['facts']}>
          <time title={dates.full(item.at)}>{dates.short(item.at, Math.max(now, item.at))}</time>
          <Facts item={item} />
        </span>
      </div>
    );
  },
  (one, other) => one.item === other.item && one.place === other.place && one.chosen === other.chosen && one.shownNow === other.shownNow && one.of === other.of,
);

function Sign({ item }: { readonly item: TimelineItem }) {
  const { say } = useText();
  const named = (kind: 'note' | 'rating' | 'order') => ({ size: 14, stroke: 1.75, role: 'img', 'aria-label': say(`timeline.kind.${kind}`) }) as const;
  switch (item.kind) {
    case 'conversation':
      return <ChannelIcon kind={item.conversation.kind} size={14} />;
    case 'stub':
      return <ChannelIcon kind={item.stub.channel} size={14} />;
    case 'note':
      return <IconNote {...named('note')} />;
    case 'rating':
      return <IconStar {...named('rating')} />;
    case 'order':
      return <IconPackage {...named('order')} />;
  }
}

function Subject({ item }: { readonly item: TimelineItem }) {
  const { say } = useText();
  switch (item.kind) {
    case 'conversation':
      return item.conversation.subject === '' ? say('list.noSubject') : <bdi>{item.conversation.subject}</bdi>;
    case 'stub':
      return item.stub.topic === '' ? say('list.noSubject') : <bdi>{item.stub.topic}</bdi>;
    case 'note':
      return <bdi>{item.note.text}</bdi>;
    case 'rating':
      return say('event.rated', { score: String(item.score) });
    case 'order':
      return (
        <>
          <bdi>{item.order.number}</bdi> <bdi>{itemsText(item.order)}</bdi>
        </>
      );
  }
}

function Facts({ item }: { readonly item: TimelineItem }) {
  const { say, language } = useText();
  const directory = useDirectory();
  switch (item.kind) {
    case 'conversation':
      return (
        <>
          <StatusMark status={item.case.state.status} />
          <span>{say('case.number', { number: String(item.case.number) })}</span>
        </>
      );
    case 'stub':
      return (
        <>
          <StatusMark status={item.stub.status} />
          <span className={classes['team']}>
            <IconUsersGroup size={12} stroke={1.75} aria-hidden /> {directory.team(item.stub.team)?.name ?? '…'}
          </span>
        </>
      );
    case 'note':
      return <bdi>{directory.person(item.note.author)?.name ?? '…'}</bdi>;
    case 'rating':
      return null;
    case 'order':
      return (
        <>
          <span>{item.order.status}</span>
          <span>{sumText(item.order, language)}</span>
        </>
      );
  }
}
