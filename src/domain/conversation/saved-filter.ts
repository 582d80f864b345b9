import type { PersonId, QueueId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { singleLine } from '#kernel/text';
import type { Actor } from '../access/actor';
import type { ChannelKind } from '../channel/channel';
import { normalTag } from './tags';
import type { Priority } from './priority';
import type { FailureCode } from '../failure';
import type { Mutator } from '../mutator';
import type { Rows } from '../tables';

/** The views that a filter narrows down. */
export const filteredViews = ['mine', 'queue', 'waiting', 'snoozed', 'all', 'closed'] as const;
/** `due`: the next promised answer first, then who wrote longest ago, then who does not wait; `waiting`: who wrote longest ago first. */
export const sorts = ['due', 'waiting', 'priority', 'newest', 'oldest', 'waking'] as const;
export type Sort = (typeof sorts)[number];

/** What a filter lets through: of each kind one of the named, or any where none is named. */
export type FilterConditions = {
  readonly view: (typeof filteredViews)[number];
  readonly kinds: readonly ChannelKind[];
  readonly queues: readonly QueueId[];
  readonly priorities: readonly Priority[];
  readonly tags: readonly string[];
  readonly text: string;
  readonly sort: Sort | null;
};

/** `id`: made by the person's desk, unique among their filters. */
export type SavedFilter = { readonly id: string; readonly name: string; readonly conditions: FilterConditions };

/** All filters of a person in their order; the row has their id. */
export type FiltersRow = { readonly id: PersonId; readonly list: readonly SavedFilter[]; readonly version: number };

export const filterBounds = { most: 30, name: 60, text: 200, named: 20 } as const;

/** `person`: whose filters they are; nobody sorts another's list. */
type OfPerson = { readonly person: PersonId };
export type SaveFilter = OfPerson & { readonly filter: SavedFilter };
export type RemoveFilter = OfPerson & { readonly filter: string };
export type MoveFilter = RemoveFilter & { readonly to: number };

/** Makes a filter, at the end of the others, or changes the one of this id where it stands. */
export const saveFilter: Mutator<SaveFilter> = changing((list, { filter }) => {
  const name = singleLine(filter.name);
  if (name === '' || name.length > filterBounds.name) return refused('filter.unnamed');
  const kept = { ...filter, name, conditions: { ...filter.conditions, text: singleLine(filter.conditions.text), tags: [...new Set(filter.conditions.tags.flatMap((tag) => normalTag(tag) ?? []))].sort() } };
  if (list.some(({ id }) => id === filter.id)) return done(list.map((one) => (one.id === filter.id ? kept : one)));
  return list.length < filterBounds.most ? done([...list, kept]) : refused('filter.tooMany');
});

/** One that is gone already changes nothing. */
export const removeFilter: Mutator<RemoveFilter> = changing((list, { filter }) => done(list.filter(({ id }) => id !== filter)));

/** Puts a filter at another place among the others. */
export const moveFilter: Mutator<MoveFilter> = changing((list, { filter, to }) => {
  const moved = list.find(({ id }) => id === filter);
  return done(moved === undefined ? list : list.filter((one) => one !== moved).toSpliced(Math.min(to, list.length - 1), 0, moved));
});

function changing<Args extends OfPerson>(change: (list: readonly SavedFilter[], args: Args) => Outcome<readonly SavedFilter[], FailureCode>): Mutator<Args> {
  return {
    reads: ({ person }) => [{ table: 'filters', id: person }],
    run: (rows, args, { actor }) => {
      const before = filtersOf(rows, args.person, actor);
      if (!before.ok) return before;
      const next = change(before.value.list, args);
      if (!next.ok) return next;
      return done(JSON.stringify(next.value) === JSON.stringify(before.value.list) ? [] : [{ op: 'put', table: 'filters', row: { ...before.value, list: next.value } }]);
    },
  };
}

function filtersOf(rows: Rows, person: PersonId, actor: Actor): Outcome<FiltersRow, FailureCode> {
  return person === actor.person ? done(rows.get('filters', person) ?? { id: person, list: [], version: 0 }) : refused('access.denied');
}
