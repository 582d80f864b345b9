import type { ListRow } from '#contract/requests';
import { isFinished } from '#domain/conversation/case';
import type { ConversationId, PersonId } from '#kernel/id';
import { memo } from 'react';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useMinute, useUntil } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { useMe } from '../kit/me';
import { SlaChip } from '../kit/SlaChip';
import { useText } from '../text/TextProvider';
import classes from './ConversationRow.module.css';

type Props = { readonly row: ListRow; readonly current: boolean; readonly onOpen: (conversation: ConversationId) => void; readonly onPoint: (conversation: ConversationId) => void };

/** One row of the list. It repaints when its own facts change, not when the list does. */
export const ConversationRow = memo(function ConversationRow({ row, current, onOpen, onPoint }: Props) {
  const { say } = useText();
  const { conversation } = row;
  return (
    <div
      id={conversation.id}
      role="option"
      aria-selected={current}
      className={classes['row']}
      data-conversation={conversation.id}
      data-unread={conversation.unread > 0 || undefined}
      onPointerEnter={() => onPoint(conversation.id)}
      onClick={() => onOpen(conversation.id)}
    >
      <span className={classes['channel']}>
        <ChannelIcon kind={conversation.kind} />
      </span>
      <div className={classes['line']}>
        <span className={classes['customer']}>{row.customerName}</span>
        <RowTime at={conversation.lastMessageAt} />
      </div>
      <div className={classes['line']}>
        <span className={classes['subject']}>{conversation.subject === '' ? say('list.noSubject') : conversation.subject}</span>
        <SlaChip clock={conversation.firstResponse} kind={conversation.kind} finished={isFinished(row.case.state)} />
      </div>
      <div className={classes['line']}>
        <Preview row={row} />
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
        <b className={classes['draft']}>{say('list.draft')}</b> {row.draft}
      </span>
    );
  }
  return (
    <span className={classes['preview']}>
      {row.conversation.previewFrom === 'agent' && <span className={classes['you']}>↩ </span>}
      {row.conversation.preview}
    </span>
  );
}
