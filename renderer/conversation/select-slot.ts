import { openSlots } from '#domain/knowledge/slots';

/** Selects the next open place from here on, else the first; false: all are filled. */
export function selectSlot(field: HTMLTextAreaElement, from: number): boolean {
  const open = openSlots(field.value);
  const next = open.find((one) => one.from >= from) ?? open[0];
  if (next === undefined) return false;
  field.setSelectionRange(next.from, next.to);
  return true;
}
