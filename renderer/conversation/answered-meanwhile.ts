import type { MessageRow } from '#domain/conversation/message';
import type { MessageId } from '#kernel/id';
import type { Written } from './draft-keeper';
import type { Opened } from './opened';

export type Meanwhile = {
  /** The newest answer that the writer may count as known: named with what is sent. */
  readonly seen: MessageId | null;
  /** Answers that came while the text was being written, oldest first; they stand before the person before it may leave. */
  readonly news: readonly MessageRow[];
};

/** The newest answer that stands before whoever begins to write. Those of conversations that were brought in from elsewhere are named nowhere else. */
export function newestAnswer({ conversation: { answered }, messages }: Pick<Opened, 'conversation' | 'messages'>): MessageId | null {
  return answered ?? answersAmong(messages).at(-1)?.id ?? null;
}

/** What others answered since the person began to write; `sentHere`: what this window sent itself. */
export function answeredMeanwhile({ conversation: { answered }, messages, answer }: Pick<Opened, 'conversation' | 'messages' | 'answer'>, written: Written, sentHere: ReadonlySet<MessageId>): Meanwhile {
  const known = written.seen === undefined || written.text === '' || answered === null || sentHere.has(answered) ? answered : written.seen;
  if (known === answered || written.mode === 'note') return { seen: known, news: [] };
  const answers = answersAmong(messages);
  // Behind it came more than is held: what is held has no answer.
  if (answer !== null && answer.id === answered) return { seen: known, news: [answer] };
  const from = answers.findIndex(({ id }) => id === known);
  const since = answers.slice(from + 1).filter(({ id }) => !sentHere.has(id));
  return { seen: known, news: from >= 0 ? since : since.filter(({ id }) => id === answered) };
}

function answersAmong(messages: Opened['messages']): readonly MessageRow[] {
  return messages.flatMap(({ row }) => (row.part.kind === 'outbound' && row.part.forwards === undefined ? [row] : []));
}
