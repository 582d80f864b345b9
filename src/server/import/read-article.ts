import type { Fact } from '#domain/knowledge/article';
import { day, second, type Instant } from '#kernel/instant';
import { singleLine } from '#kernel/text';
import { readMoment } from './read-cell';

/** `name | text | until`, one a line; null where one of them is not that. */
export function factsOfLines(text: string): readonly Fact[] | null {
  const facts: Fact[] = [];
  for (const line of text.split('\n').map(singleLine).filter((one) => one !== '')) {
    const [name = '', said = '', until = '', ...more] = line.split('|').map((part) => part.trim());
    const validUntil = until === '' ? null : endOf(until);
    if (name === '' || said === '' || more.length > 0 || (until !== '' && validUntil === null)) return null;
    facts.push({ name, text: said, validUntil });
  }
  return facts;
}

/** A day without an hour is true to its end. */
function endOf(until: string): Instant | null {
  const at = readMoment(until);
  return at === null || until.includes(':') || /^\d{12,14}$/u.test(until) ? at : at + day - second;
}

/** Between commas or semicolons, each once. */
export function tagsOfText(text: string): readonly string[] {
  return [...new Set(text.split(/[,;\n]/u).map((tag) => singleLine(tag).replace(/^#/u, '')).filter((tag) => tag !== ''))];
}
