/** Cuts a text into parts that a messenger takes: between lines or words where it can, never inside of a character. */
export function splitText(text: string, longest: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const cut = cutOf(rest, longest);
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return rest === '' ? parts : [...parts, rest];
}

function cutOf(text: string, longest: number): number {
  for (const border of ['\n', ' ']) {
    const at = text.lastIndexOf(border, longest - 1);
    if (at > longest / 2) return at + 1;
  }
  const last = text.charCodeAt(longest - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return isHalf ? longest - 1 : longest;
}
