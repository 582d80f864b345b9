/** Words in curly brackets that macros leave open; others are kept as they are. */
export const slots = ['name', 'order', 'case', 'date', 'sum', 'track', 'item', 'street', 'city', 'agent'] as const;
export type Slot = (typeof slots)[number];

export type OpenSlot = { readonly slot: Slot; readonly from: number; readonly to: number };

const written = new RegExp(`\\{(${slots.join('|')})\\}`, 'gu');

/** What is still to be filled in: a text with such a place is no answer yet. */
export function openSlots(text: string): readonly OpenSlot[] {
  if (!text.includes('{')) return [];
  return [...text.matchAll(written)].flatMap(({ 0: whole, 1: name, index }) => {
    const slot = slots.find((one) => one === name);
    return slot === undefined ? [] : [{ slot, from: index, to: index + whole.length }];
  });
}

/** Fills in what is known; the rest stays open. */
export function filled(text: string, known: { readonly [Name in Slot]?: string | null | undefined }): string {
  return text.replaceAll(written, (whole, name: string) => {
    const slot = slots.find((one) => one === name);
    const value = slot === undefined ? null : known[slot];
    return value === null || value === undefined || value === '' ? whole : value;
  });
}
