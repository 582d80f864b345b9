import { limits } from '#contract/limits';
import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId } from '#kernel/id';
import { useState } from 'react';
import { useLiveSteady } from '../kit/live';
import type { Meanwhile } from './answered-meanwhile';
import { useConversation } from './conversation-store';

/** Answers that are shown at once; all before them when somebody asks. */
const shownAtOnce = 20;

type AnswersSince = { readonly answers: readonly MessageRow[]; /** How many came before these. */ readonly before: number; /** Null: no window holds more. */ readonly showBefore: (() => void) | null };

/** All that others answered since this text was begun, however far back it lies; until the desk has looked, what is held of it. */
export function useAnswersSince(conversation: ConversationId, { seen, news }: Meanwhile): AnswersSince {
  const [most, setMost] = useState(shownAtOnce);
  const sentHere = useConversation((state) => state.sentHere);
  const told = useLiveSteady('answersSince', { conversation, known: seen, most });
  const others = told?.answers.filter(({ id }) => !sentHere.has(id)) ?? [];
  const before = told?.before ?? 0;
  const untold = before > 0 ? [] : news.filter(({ id }) => !others.some((one) => one.id === id));
  return { answers: [...others, ...untold], before, showBefore: most < limits.shownMessages ? () => setMost(Math.min(limits.shownMessages, most + before)) : null };
}
