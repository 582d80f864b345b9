/** Longest part of a text that the bot looks at, in UTF-16 units. */
const longest = 600;

/** Letters and digits in lower case with single spaces between words; ё is е. */
export function plainText(text: string): string {
  return text
    .slice(0, longest)
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether these words stand in the text one after the other, whole. A star at the end of a word stands for any ending. */
export function says(text: string, words: string): boolean {
  const wanted = words.split(' ');
  const heard = text.split(' ');
  return heard.some((_word, from) => wanted.every((word, place) => fits(heard[from + place], word)));
}

function fits(heard: string | undefined, wanted: string): boolean {
  if (heard === undefined) return false;
  return wanted.endsWith('*') ? heard.startsWith(wanted.slice(0, -1)) : heard === wanted;
}
