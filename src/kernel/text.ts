/** What a person typed, made comparable: NFC, lower case, ё as е. SQLite knows Cyrillic case only in part. */
export function searchable(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

/** One line without control characters and without characters that turn the direction of text: safe as a name or a subject. */
export function singleLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** A text of several lines without what nobody typed: control characters other than tab and line break, and halves of surrogate pairs. */
export function writable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\r\n]/gu, '').replaceAll(/\p{Cs}/gu, '\ufffd');
}

/** The first `length` characters of a text as one line, never half of a surrogate pair. */
export function excerpt(text: string, length: number): string {
  const line = singleLine(text.trimStart().slice(0, length * 4));
  const points = Array.from(line);
  return points.length <= length ? line : `${points.slice(0, length - 1).join('')}…`;
}
