import type { VisitorId } from '#kernel/id';
import { singleLine } from '#kernel/text';
import { serverTexts } from '../text/text';

/** What colleagues call a visitor: the name that was given, or a guest with a number of their own. */
export function guestName(given: string | null, visitor: VisitorId, language: 'ru' | 'en'): string {
  const name = singleLine(given ?? '');
  return name === '' ? serverTexts[language].guest(1000 + (Number.parseInt(visitor.slice(-4), 16) % 9000)) : name;
}
