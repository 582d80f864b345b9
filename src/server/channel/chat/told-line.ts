import type { ChatLine } from '#contract/chat';
import type { Told } from '#db/central/chat';
import { singleLine } from '#kernel/text';

/** A message as its visitor sees it: of the agent the first name, of the delivery only whether it was read. */
export function toldLine(told: Told): ChatLine {
  const { id, at, text } = told;
  if (told.kind === 'inbound') return { from: 'customer', id, line: told.line, at, text };
  const answer = { from: 'agent', id, at, text, name: firstName(told.author ?? ''), read: told.delivery === 'read' } as const;
  return told.attachments.length === 0 ? answer : { ...answer, files: told.attachments.map(({ id: file, name, size }) => ({ id: file, name, size })) };
}

function firstName(full: string): string {
  return singleLine(full).split(' ')[0] ?? '';
}
