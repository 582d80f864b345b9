/** Lengths in UTF-16 units; https://developers.facebook.com/docs/whatsapp/message-templates */
export const templateBounds = { text: 1024, slot: 300, slots: 20, most: 100 } as const;

const slotSign = /\{\{(\d{1,2})\}\}/g;

/** How many slots a text has: numbered from 1 without a gap, as the messenger asks for; null where they are not. */
export function slotsOf(text: string): number | null {
  const numbers = new Set([...text.matchAll(slotSign)].map(([, number]) => Number(number)));
  const areWhole = numbers.size <= templateBounds.slots && Array.from(numbers).every((number) => number >= 1 && number <= numbers.size);
  return areWhole ? numbers.size : null;
}

/** What the customer reads. */
export function filledTemplate(text: string, slots: readonly string[]): string {
  return text.replaceAll(slotSign, (sign, number: string) => slots[Number(number) - 1] ?? sign);
}
