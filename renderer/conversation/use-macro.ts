import { mostActs, type DraftAct } from '#contract/sent-with';
import type { MacroAction, MacroRow } from '#domain/knowledge/macro';
import { filled, fillingsOf } from '#domain/knowledge/slots';
import { unreachable } from '#kernel/unreachable';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import { insertText } from './conversation-store';
import { momentOf } from './later';
import { customerName, type Opened } from './opened';
import { orderMeant } from './order-meant';
import type { Writing } from './use-writing';

/**
 * Puts a macro into the text, with what is known in its places and the cursor in the first open one; what it does besides stands as
 * marks below, and is done with the answer, or by itself where there is no text. A date is a promise, which only a person makes.
 */
export function useMacro(opened: Opened, { written, field, write }: Pick<Writing, 'written' | 'field' | 'write'>): (macro: MacroRow, text: string) => void {
  const me = useMe();
  const card = useLive('customer', { customer: opened.conversation.customer });
  return (macro, text) => {
    const { along = [] } = written.mail;
    if (macro.actions.length > 0) write({ ...written, mail: { ...written.mail, along: [...along, ...macro.actions.map(actOf)].slice(0, mostActs) } });
    if (text.trim() === '') return field.current?.focus();
    const order = orderMeant(card?.orders ?? [], card?.ordersInAll ?? 0, opened.messages.map(({ row }) => row.text));
    const known = fillingsOf({ name: customerName(opened), agent: me.name, city: opened.customer?.city, case: String(opened.case.number), order });
    insertText(written.mode, filled(text, known, Date.now()).text);
    // The text is put in first, and drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => field.current?.nextSlot(true)));
    return undefined;
  };
}

function actOf(action: MacroAction): DraftAct {
  switch (action.kind) {
    case 'status':
      return { do: action.status === 'resolved' ? 'resolve' : 'wait' };
    case 'snooze':
      return { do: 'snooze', until: momentOf(action.until, Date.now()) };
    case 'tag':
      return { do: 'tag', tag: action.tag };
    case 'priority':
      return { do: 'priority', to: action.priority };
    case 'assign':
      return { do: 'assign', to: action.to };
    default:
      return unreachable(action);
  }
}
