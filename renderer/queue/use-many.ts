import type { RequestOutput } from '#contract/requests';
import type { ManyAct } from '#domain/conversation/change-many';
import type { ConversationId } from '#kernel/id';
import { notifications } from '@mantine/notifications';
import { createElement, useMemo } from 'react';
import { useAct } from '../kit/act';
import type { Say } from '../text/say';
import { useText } from '../text/TextProvider';
import { LeftRows } from './LeftRows';
import { clearMarks } from './queue-store';

type Done = RequestOutput<'cases.act'>;
type Shown = Exclude<ManyAct['do'], 'handBack' | 'restore'>;
export type Many = (act: ManyAct & { readonly do: Shown }, about: readonly ConversationId[]) => Promise<boolean>;

/** Does the same to one or many conversations, says what became of it, and offers the way back. */
export function useMany(): Many {
  const { say } = useText();
  const { ask, offer, tell } = useAct();
  return useMemo(() => {
    const undo = async (token: string): Promise<void> => {
      const answer = await ask('cases.undo', { undo: token });
      if (answer.ok) tellLeft(say, answer.value);
    };
    return async (act, about) => {
      if (about.length === 0) return false;
      const answer = await ask('cases.act', { act, conversations: [...about] });
      if (!answer.ok) return false;
      const { done, undo: token } = answer.value;
      const message = done === 1 ? say(`many.${act.do}`) : `${say(`many.${act.do}`)}: ${done}`;
      if (done > 0 && token !== null) offer(message, { label: say('many.undo'), undo: () => void undo(token) });
      else if (done > 0) tell(message);
      tellLeft(say, answer.value);
      if (done > 0) clearMarks();
      return done > 0;
    };
  }, [say, ask, offer, tell]);
}

/** Which stayed as they are, and why. */
function tellLeft(say: Say, { refused }: Done): void {
  if (refused.length === 0) return;
  notifications.show({ id: 'many.left', title: say('many.left', { n: refused.length }), message: createElement(LeftRows, { refused }), color: 'red', autoClose: 12_000, closeButtonProps: { 'aria-label': say('notice.close') } });
}
