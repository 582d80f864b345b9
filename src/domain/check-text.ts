import { done, refused, type Outcome } from '#kernel/outcome';
import type { FailureCode } from './failure';

/** What a person wrote, as it is kept; `longest` in UTF-16 units. A message that brings files needs no words. */
export function checkText(text: string, longest: number, mayBeEmpty = false): Outcome<string, FailureCode> {
  const clean = text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\u0000', '').trimEnd();
  if (clean.trim() === '' && !mayBeEmpty) return refused('message.empty');
  return clean.length > longest ? refused('message.tooLong') : done(clean);
}
