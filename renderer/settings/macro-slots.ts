import { slots, type Slot } from '#domain/knowledge/slots';

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
