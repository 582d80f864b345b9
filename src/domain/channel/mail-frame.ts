/** What stands around the text of every mail from a mailbox. */
export type MailFrame = { readonly greeting: string; readonly closing: string };

export const frameSlots = ['customer', 'case', 'agent'] as const;
export type FrameSlot = (typeof frameSlots)[number];

/** Null: not known of this mail. */
export type FrameValues = Readonly<Record<FrameSlot, string | null>>;

const slot = /\{([^{}|\n]*)(?:\|([^{}|\n]*))?\}/g;

/** Slots that may be empty at sending: these have to say what stands there then. */
const mayLack: readonly FrameSlot[] = ['customer'];

/** Why a text of a frame cannot be kept: braces that are no slot, or a slot that could stay empty. Null: it can. */
export function frameProblem(text: string): 'frame.unknownSlot' | 'frame.noFallback' | null {
  const rest = text.replaceAll(slot, '');
  const named = [...text.matchAll(slot)].map(([, name = '', fallback]) => ({ name: slotNamed(name), fallback }));
  if (/[{}]/.test(rest) || named.some(({ name }) => name === null)) return 'frame.unknownSlot';
  return named.some(({ name, fallback = '' }) => name !== null && mayLack.includes(name) && fallback.trim() === '') ? 'frame.noFallback' : null;
}

/** The text with every slot filled, by its fallback where nothing is known; no brace of a slot is ever left. */
export function filled(text: string, values: FrameValues): string {
  return text.replaceAll(slot, (_whole, name: string, fallback: string = '') => {
    const known = slotNamed(name);
    return (known === null ? null : values[known]) ?? fallback.trim();
  });
}

function slotNamed(name: string): FrameSlot | null {
  return frameSlots.find((one) => one === name.trim()) ?? null;
}
