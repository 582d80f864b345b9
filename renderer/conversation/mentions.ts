import type { PersonRow } from '#domain/access/person';
import { mostMentions } from '#domain/conversation/message';
import type { PersonId } from '#kernel/id';

/** The colleagues whom a note calls by `@` and their name; of two names the longer one is meant. */
export function mentionsIn(text: string, colleagues: readonly Pick<PersonRow, 'id' | 'name'>[]): readonly PersonId[] {
  if (!text.includes('@')) return [];
  let rest = text;
  const found: PersonId[] = [];
  for (const { id, name } of colleagues.toSorted((one, other) => other.name.length - one.name.length)) {
    if (!rest.includes(`@${name}`)) continue;
    rest = rest.replaceAll(`@${name}`, '');
    found.push(id);
  }
  return found.slice(0, mostMentions);
}
