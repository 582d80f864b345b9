import type { MessageRow } from '../conversation/message';
import type { MessageId } from '#kernel/id';

/** What the customer said last and nobody has answered; `to` is its last message. */
export type Question = { readonly to: MessageId; readonly text: string };

/** What of a long text is looked at: questions stand at its beginning. */
const longest = 1500;

/** Null where the last word is ours. Notes and events are no words to the customer. */
export function openQuestion(messages: readonly Pick<MessageRow, 'id' | 'part' | 'text'>[]): Question | null {
  const said = messages.filter(({ part }) => part.kind === 'inbound' || part.kind === 'outbound');
  const answered = said.findLastIndex(({ part }) => part.kind === 'outbound');
  const open = said.slice(answered + 1);
  const last = open.at(-1);
  const text = open.map((message) => message.text.trim()).filter((one) => one !== '').join('\n').slice(0, longest);
  return last === undefined || text === '' ? null : { to: last.id, text };
}

const orderNumber = /(?<![\p{L}\p{N}-])(?:\p{L}{1,3}-)?\d{4,9}(?![\p{L}\p{N}-])/gu;

/** The one number of an order that the customer named; null where they named none, or several. */
export function orderNamed(messages: readonly Pick<MessageRow, 'part' | 'text'>[]): string | null {
  const named = new Set(messages.flatMap(({ part, text }) => (part.kind === 'inbound' ? (text.slice(0, longest).match(orderNumber) ?? []) : [])));
  const [only] = named;
  return named.size === 1 && only !== undefined ? only : null;
}
