import type { ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Calling } from './attention';

/** What is looked at for what happened: unfinished conversations of mine, those of the queue, and what is offered to me. */
export type Watched = {
  readonly conversation: ConversationId;
  readonly isMine: boolean;
  /** Waits for the person's answer, whoever has it. */
  readonly isOffered: boolean;
  /** The person took it themselves: nobody gave it to them. */
  readonly isTaken: boolean;
  readonly lastMessageAt: Instant;
  readonly isFromCustomer: boolean;
  readonly unread: number;
  /** Until when it is put off; null: it is not, or not any more. */
  readonly wakesAt: Instant | null;
  /** When the first response is due, and from when on that is soon; null: it was given. */
  readonly due: { readonly at: Instant; readonly soonAt: Instant } | null;
};

export type Picture = ReadonlyMap<ConversationId, Watched>;

/** What happened between two looks. A first look tells nothing: whoever sits down sees what there is. */
export function happenedBetween(before: Picture, after: Picture, now: Instant): readonly Calling[] {
  return [...after.values()].flatMap((row) => {
    const kind = classOf(before.get(row.conversation), row, now);
    return kind === null ? [] : [{ class: kind, conversation: row.conversation, at: now }];
  });
}

function classOf(before: Watched | undefined, row: Watched, now: Instant): 'queued' | 'offered' | 'assigned' | 'answered' | 'woken' | null {
  if (row.isOffered && before?.isOffered !== true) return 'offered';
  if (!row.isMine) return before === undefined ? 'queued' : null;
  if (before?.isMine !== true) return row.isTaken ? null : 'assigned';
  if (row.isFromCustomer && row.lastMessageAt > before.lastMessageAt) return 'answered';
  return row.wakesAt === null && before.wakesAt !== null && before.wakesAt <= now ? 'woken' : null;
}

/** What time alone brings about, each once: `told` are the keys of what was told before. */
export function fallenDue(picture: Picture, told: ReadonlySet<string>, now: Instant): readonly Calling[] {
  return [...picture.values()].flatMap(({ conversation, isMine, due }) => {
    if (due === null || !isMine || now < due.soonAt) return [];
    const calling: Calling = { class: now < due.at ? 'dueSoon' : 'overdue', conversation, at: now };
    return told.has(callingKey(calling)) ? [] : [calling];
  });
}

export function callingKey(calling: Calling): string {
  return `${calling.class} ${calling.conversation}`;
}

/** Whether nobody has to hear of it any more: somebody else has it, it is over, or it was read. */
export function isMoot({ class: kind, conversation }: Calling, picture: Picture): boolean {
  const row = picture.get(conversation);
  if (row === undefined) return kind !== 'mentioned';
  switch (kind) {
    case 'queued':
      return row.isMine;
    case 'offered':
      return !row.isOffered;
    case 'assigned':
    case 'mentioned':
      return false;
    case 'answered':
      return row.unread === 0;
    case 'woken':
      return row.wakesAt !== null;
    case 'dueSoon':
    case 'overdue':
      return row.due === null;
  }
}
