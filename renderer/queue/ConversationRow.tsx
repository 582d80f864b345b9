import { linesOf, plainText } from '#domain/channel/rich-text';
import type { ListRow } from '#contract/requests';
import { isFinished, type CaseState } from '#domain/conversation/case';
import { isOpen } from '#domain/conversation/offered';
import type { ConversationId, PersonId } from '#kernel/id';
import { IconAlarmSnooze, IconCheck, IconHandStop } from '@tabler/icons-react';
import { memo } from 'react';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useMinute, useUntil } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { useMe } from '../kit/me';
import { PriorityMark } from '../kit/PriorityMark';
import { SlaChip } from '../kit/SlaChip';
import { useText } from '../text/TextProvider';
import classes from './ConversationRow.module.css';
import { markUpTo, toggleMark } from './queue-store';

type Props = { readonly row: ListRow; readonly current: boolean; readonly marked: boolean; /** Something is marked. */ readonly marking: boolean; readonly onOpen: (conversation: ConversationId) => void; readonly onPoint: (conversation: ConversationId) => void };

/** One row of the list. It repaints when its own facts change, not when the list does. */
export const ConversationRow = memo(function ConversationRow({ row, current, marked, marking, onOpen, onPoint }: Props) {
  const { say } = useText();
  const { conversation } = row;
  return (
    <div
      id={conversation.id}
      role="option"
      aria-selected={current}
      aria-checked={marking ? marked : undefined}
      data-marked={marked || undefined}
      className={classes['row']}
      data-conversation={conversation.id}
      data-unread={conversation.unread > 0 || undefined}
      onPointerEnter={() => onPoint(conversation.id)}
      onClick={(event) => {
        if (event.shiftKey) return markUpTo(conversation.id);
        if (event.ctrlKey || event.metaKey) return toggleMark(conversation.id);
        onOpen(conversation.id);
      }}
    >
      <MarkBox row={row} marked={marked} marking={marking} />
      <span className={classes['channel']}>
        <ChannelIcon kind={conversation.kind} size={14} />
      </span>
      <div className={classes['line']}>
        <span className={classes['customer']}><bdi>{row.customerName}</bdi></span>
        <PriorityMark priority={row.case.priority} />
        <RowTime at={conversation.lastMessageAt} />
      </div>
      <div className={classes['line']}>
        <span className={classes['subject']}>{conversation.subject === '' ? say('list.noSubject') : <bdi>{conversation.subject}</bdi>}</span>
        <Offered offer={conversation.offer} />
        <Sleep state={row.case.state} />
        <SlaChip clock={conversation.firstResponse} kind={conversation.kind} finished={isFinished(row.case.state)} />
      </div>
      <div className={classes['line']}>
        <Preview row={row} />
        <Tags tags={row.case.tags} />
        <Owner owner={conversation.assignee} />
        {conversation.unread > 0 && (
          <span className={classes['unread']} aria-label={say('list.unread', { n: conversation.unread })}>
            {conversation.unread > 99 ? '99+' : conversation.unread}
          </span>
        )}
      </div>
    </div>
  );
});

/** Who it is; under the pointer, and while rows are marked, the box that marks it: for the pointer, as the row itself says whether it is marked. */
function MarkBox({ row, marked, marking }: Pick<Props, 'row' | 'marked' | 'marking'>) {
  const { say } = useText();
  return (
    <span className={classes['face']} data-marking={marking || undefined}>
      <Face name={row.customerName} size={28} />
      <span
        className={classes['box']}
        aria-hidden
        title={say('list.mark', { name: row.customerName })}
        data-on={marked || undefined}
        onClick={(event) => {
          event.stopPropagation();
          if (event.shiftKey) markUpTo(row.conversation.id);
          else toggleMark(row.conversation.id);
        }}
      >
        {marked && <IconCheck size={13} stroke={3} />}
      </span>
    </span>
  );
}

/** To whom it is offered, until they have answered. */
function Offered({ offer }: { readonly offer: ListRow['conversation']['offer'] }) {
  const { say } = useText();
  const me = useMe();
  const directory = useDirectory();
  if (!isOpen(offer)) return null;
  const label = offer.to === me.id ? say('offer.toMe') : say('offer.waiting', { name: directory.person(offer.to)?.name ?? '…' });
  return (
    <span className={classes['offered']} role="img" aria-label={label} title={label}>
      <IconHandStop size={14} stroke={2} aria-hidden />
    </span>
  );
}

/** Until when it is put off; gone when the moment has come. */
function Sleep({ state }: { readonly state: CaseState }) {
  const { say, dates } = useText();
  const now = useMinute();
  const until = state.status === 'snoozed' ? state.until : null;
  const asleep = useUntil(until);
  if (until === null || !asleep) return null;
  const when = dates.soon(until, now);
  return (
    <span className={classes['sleep']} role="img" aria-label={say('list.until', { when })} title={say('list.until', { when: dates.full(until) })}>
      <IconAlarmSnooze size={13} stroke={2} aria-hidden />
      {when}
    </span>
  );
}

/** So many can be read in a row; the others are counted, and stand in the tooltip. */
const tagsShown = 1;

function Tags({ tags }: { readonly tags: readonly string[] }) {
  const { say } = useText();
  if (tags.length === 0) return null;
  return (
    <span className={classes['tags']} title={say('list.tags', { tags: tags.join(', ') })}>
      {tags.slice(0, tagsShown).map((tag) => (
        <span key={tag} className={classes['tag']}>
          {tag}
        </span>
      ))}
      {tags.length > tagsShown && <span className={classes['tag']}>+{tags.length - tagsShown}</span>}
    </span>
  );
}

function RowTime({ at }: { readonly at: number }) {
  const { dates } = useText();
  const now = useMinute();
  return (
    <time className={classes['time']} dateTime={new Date(at).toISOString()} title={dates.full(at)}>
      {dates.short(at, Math.max(now, at))}
    </time>
  );
}

/** Who leads it, where that is a colleague. */
function Owner({ owner }: { readonly owner: PersonId | null }) {
  const { say } = useText();
  const me = useMe();
  const directory = useDirectory();
  if (owner === null || owner === me.id) return null;
  const name = directory.person(owner)?.name ?? '…';
  const led = say('conversation.owner', { name });
  return (
    <span className={classes['owner']} role="img" aria-label={led} title={led}>
      <Face name={name} size={18} />
    </span>
  );
}

/** Typing before draft before the last message. */
function Preview({ row }: { readonly row: ListRow }) {
  const { say } = useText();
  const typing = useUntil(row.typingUntil);
  if (typing) return <span className={`${classes['preview']} ${classes['typing']}`}>{say('list.typing')}</span>;
  if (row.draft !== null) {
    return (
      <span className={classes['preview']}>
        <b className={classes['draft']}>{say('list.draft')}</b> <bdi>{row.conversation.kind === 'email' ? plainText(linesOf(row.draft)) : row.draft}</bdi>
      </span>
    );
  }
  return (
    <span className={classes['preview']}>
      {row.conversation.previewFrom === 'agent' && <span className={classes['you']}>↩ </span>}
      <bdi>{row.conversation.preview}</bdi>
    </span>
  );
}
