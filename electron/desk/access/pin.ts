const shortest = 6;

/** A PIN that others would try first: too short, one character, or a run up or down. */
export function isWeakPin(pin: string): boolean {
  const codes = [...pin.normalize('NFC')].map((letter) => letter.codePointAt(0) ?? 0);
  if (codes.length < shortest) return true;
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1;
}
