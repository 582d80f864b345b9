import type { SavedFilter } from '#domain/conversation/saved-filter';
import type { PersonId } from '#kernel/id';
import { readById } from './read-rows';
import type { Reader } from './sqlite';

/** The filters of a person in their order. */
export async function readFilters(db: Reader, person: PersonId): Promise<readonly SavedFilter[]> {
  return (await readById(db, 'filters', person))?.list ?? [];
}
