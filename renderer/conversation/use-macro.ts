import type { SentWith } from '#contract/writing-requests';
import type { MacroAction, MacroRow } from '#domain/knowledge/macro';
import { filled } from '#domain/knowledge/slots';
import { unreachable } from '#kernel/unreachable';
import { useMe } from '../kit/me';
import { setActs, useActsOf } from './acts-store';
import { insertText } from './conversation-store';
import { momentOf } from './later';
import { customerName, type Opened } from './opened';
import type { Writing } from './use-writing';

/** Puts a macro into the text, with what is known in its places and the cursor in the first open one; what it does besides is done with the answer. */
export function useMacro(opened: Opened, { written, field }: Pick<Writing, 'written' | 'field'>): (macro: MacroRow, text: string) => void {
  const me = useMe();
  const { id } = opened.conversation;
  const acts = useActsOf(id);
  return (macro, text) => {
    const [first = ''] = customerName(opened).split(' ');
    insertText(written.mode, filled(text, { name: first, agent: me.name, city: opened.customer?.city }));
    setActs(id, [...acts, ...macro.actions.flatMap(actOf)].slice(0, mostActs));
    // The text is put in first, and drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => field.current?.nextSlot(true)));
  };
}

const mostActs = 20;

/** Who gets a case is for the server to say, and so no part of an answer that may wait. */
function actOf(action: MacroAction): readonly SentWith[] {
  switch (action.kind) {
    case 'status':
      return [{ do: action.status === 'resolved' ? 'resolve' : 'wait' }];
    case 'snooze':
      return [{ do: 'snooze', until: momentOf(action.until, Date.now()) }];
    case 'tag':
      return [{ do: 'tag', tag: action.tag }];
    case 'priority':
      return [{ do: 'priority', to: action.priority }];
    case 'assign':
      return [];
    default:
      return unreachable(action);
  }
}
