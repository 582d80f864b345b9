/** Words in curly brackets that the macros of a company use; others are kept as they are. */
export const slots = ['name', 'order', 'date', 'sum', 'track', 'item', 'street', 'city', 'agent'] as const;
export type Slot = (typeof slots)[number];

export type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'slot'; readonly slot: Slot } | { readonly kind: 'unknown'; readonly text: string };

/** A macro's text, taken apart at its slots. */
export function piecesOf(text: string): readonly Piece[] {
  return text.split(/(\{\w+\})/u).flatMap((part): Piece[] => {
    if (part === '') return [];
    if (!/^\{\w+\}$/u.test(part)) return [{ kind: 'text', text: part }];
    const slot = slots.find((one) => `{${one}}` === part);
    return [slot === undefined ? { kind: 'unknown', text: part } : { kind: 'slot', slot }];
  });
}
