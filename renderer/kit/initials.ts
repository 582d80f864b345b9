/** Signs that only say in which direction to read: nothing is seen of them. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The first letters of the first two words of a name; where it has no words, its first sign. */
export function initials(name: string): string {
  const seen = name.replace(directions, '');
  const words = seen.split(/[\s«»"'(),.@-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? seen;
  const second = words[1] ?? '';
  return `${[...first][0] ?? ''}${[...second][0] ?? ''}`.toUpperCase();
}
