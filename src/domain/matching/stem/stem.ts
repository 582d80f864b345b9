import { englishStem } from './english';
import { russianStem } from './russian';

/** The stem of a normalised word in the language of its letters; numbers and words of other alphabets stay as they are. */
export function stemOf(word: string): string {
  if (/^[а-я]+$/u.test(word)) return russianStem(word);
  return /^[a-z']+$/.test(word) ? englishStem(word) : word;
}
