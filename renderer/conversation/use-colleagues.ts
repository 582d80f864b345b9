import { mayWork } from '#domain/access/actor';
import type { PersonRow } from '#domain/access/person';
import type { TeamId } from '#kernel/id';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';

/** Who else works in a team. */
export function useColleagues(team: TeamId): readonly PersonRow[] {
  const me = useMe();
  return useDirectory().people.filter(({ id, roles, teams }) => id !== me.id && mayWork({ person: id, roles, teams }, team));
}
