import type { Failure } from '#contract/failures';
import { guestPage } from '#contract/guest';
import type { ContactStub } from '#contract/timeline';
import { schemaVersion } from '#contract/protocol';
import type { Edge } from '#db/cache/past';
import { changeFromWire } from '#db/tables/codec';
import type { RowChange } from '#domain/tables';
import { done, type Outcome } from '#kernel/outcome';
import { askFor } from './http';
import type { Place } from './place';

export type PastPage = { readonly changes: readonly RowChange[]; readonly more: boolean; readonly stubs: readonly ContactStub[] };

/** One page of what the server has of the past: the newest, or what lies right before an edge. */
export async function fetchPage(place: Place, path: string, edge: Edge<string> | null): Promise<Outcome<PastPage, Failure>> {
  const access = await place.access();
  if (!access.ok) return access;
  const query = edge === null ? '' : `&at=${edge.at}&id=${encodeURIComponent(edge.id)}`;
  const answer = await askFor(place.server, { method: 'GET', path: `${path}?schema=${schemaVersion}${query}`, access: access.value }, guestPage);
  return answer.ok ? done({ changes: answer.value.changes.map(changeFromWire), more: answer.value.more, stubs: answer.value.stubs ?? [] }) : answer;
}
