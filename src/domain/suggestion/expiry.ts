import type { Instant } from '#kernel/instant';
import { isExpired } from '../knowledge/article';
import type { Obstacle, Suggestion } from './suggest';

type Expiring = { readonly obstacle: Obstacle | null; readonly expires: Suggestion['expires'] };

/** What was suggested before a fact in it expired may not be inserted any more, however long it has stood there. */
export function asOf<One extends Expiring>(one: One, now: Instant): One {
  const { obstacle, expires } = one;
  return obstacle === null && expires !== null && isExpired(expires, now) ? { ...one, obstacle: { code: 'fact.expired', ...expires } } : one;
}
