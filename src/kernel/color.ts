export type Color = readonly [red: number, green: number, blue: number];

export const black: Color = [0, 0, 0];
export const white: Color = [255, 255, 255];
/** WCAG 2.2, 1.4.3. */
export const readable = 4.5;

/** For words on this colour. */
export function inkOn(color: Color): Color {
  return contrast(color, white) >= readable ? white : black;
}

export function contrast(one: Color, other: Color): number {
  const [dark, bright] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Relative luminance, WCAG 2.2. */
function luminance([red, green, blue]: Color): number {
  const linear = (part: number): number => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** `#1a7` or `#11aa77`. */
export function colorOf(text: string): Color | null {
  const long = text.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  if (!/^#[\da-f]{6}$/i.test(long)) return null;
  const value = Number.parseInt(long.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
