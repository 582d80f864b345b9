import type { MessageRow } from '../conversation/message';

/** Whether a finished conversation ended well: the customer said so, or it was resolved and nobody came back. */
export function endedWell(messages: readonly Pick<MessageRow, 'part'>[]): boolean {
  const events = messages.flatMap(({ part }) => (part.kind === 'event' ? [part.event] : []));
  const score = events.flatMap((event) => (event.type === 'rated' ? [event.score] : [])).at(-1);
  if (score !== undefined) return score >= goodScore;
  return !events.some(({ type }) => type === 'reopened');
}

const goodScore = 4;
