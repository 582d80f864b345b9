import type { PersonId } from '#kernel/id';
import { useDirectory } from '../kit/directory';

/** Null for nobody, and for somebody who has left. */
export function useOwnerName(owner: PersonId | null): string | null {
  const { people } = useDirectory();
  return people.find(({ id }) => id === owner)?.name ?? null;
}
