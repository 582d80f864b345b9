import { answerableUntil } from '#domain/channel/channel';
import { useMinute } from '../kit/clock';
import type { Opened } from './opened';

/** Whether the messenger takes no more free words: too long since the customer wrote. The server judges it again when it sends. */
export function useWindowClosed({ conversation, messages }: Opened): boolean {
  const now = useMinute();
  const heard = messages.findLast(({ row }) => row.part.kind === 'inbound')?.row.at;
  const until = heard === undefined ? null : answerableUntil(conversation.kind, heard);
  return until !== null && now > until;
}
