import type { CustomerId, MergeId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { withField, changed } from '../customer/edit-customer';
import { customerFields, fieldText, type CustomerField } from '../customer/customer-change';
import type { BelongingPut } from '../customer/belonging';
import type { CustomerRow } from '../customer/customer';
import type { MergeRow, Moved } from '../customer/merge';
import type { RowChange } from '../tables';
import type { CaseRow } from './case';
import type { ConversationRow } from './conversation';

/** Everything that is a customer's. */
export type Whole = { readonly belongings: readonly BelongingPut[]; readonly cases: readonly CaseRow[]; readonly conversations: readonly ConversationRow[] };

/** `takes`: fields in which the other's words count; of segments both. */
export type Merging = { readonly merge: MergeId; readonly survivor: CustomerRow; readonly other: CustomerRow; readonly takes: readonly CustomerField[] };

export type Deed = { readonly by: PersonId; readonly at: Instant };

/** Where two cards differ: the person says which words count. */
export function differences(survivor: CustomerRow, other: CustomerRow): readonly { readonly field: CustomerField; readonly survivor: string | null; readonly other: string | null }[] {
  return customerFields
    .map((field) => ({ field, survivor: fieldText(survivor, field), other: fieldText(other, field) }))
    .filter((one) => one.other !== null && one.survivor !== one.other);
}

export function movedOf({ belongings, cases }: Whole): Omit<Moved, 'facts'> {
  const of = (table: BelongingPut['table']): number => belongings.filter((put) => put.table === table).length;
  return { identities: of('identities'), cases: cases.length, orders: of('orders'), consents: of('consents'), notes: of('customer_notes') };
}

/** What two customers have becomes one's; the other stays as a name that leads there. `whole`: what the other has. */
export function mergeCustomers({ merge, survivor, other, takes }: Merging, whole: Whole, { by, at }: Deed): readonly RowChange[] {
  const facts = other.facts.filter(({ label }) => !survivor.facts.some((known) => known.label === label));
  let card: CustomerRow = { ...survivor, facts: [...survivor.facts, ...facts] };
  const history: RowChange[] = [];
  const taken: MergeRow['taken'][number][] = [];
  for (const { field, survivor: before } of differences(survivor, other).filter(({ field }) => takes.includes(field))) {
    const next = withField(card, field, field === 'segments' ? [...card.segments, ...other.segments].join(', ') : fieldText(other, field));
    if (!next.ok) continue;
    const kept = changed({ before: card, after: next.value, field }, { by, at, version: 0 });
    if (kept === null) continue;
    taken.push({ field, before, after: fieldText(next.value, field) });
    card = kept.customer;
    history.push(kept.change);
  }
  const moved: Moved = { ...movedOf(whole), facts: facts.map(({ label }) => label) };
  const row: MergeRow = { id: merge, customer: survivor.id, other: other.id, otherName: other.name, by, at, moved, taken, undone: null, version: 0 };
  return [
    { op: 'put', table: 'customers', row: card },
    { op: 'put', table: 'customers', row: { ...other, mergedInto: survivor.id } },
    ...history,
    ...given(whole, survivor.id),
    { op: 'put', table: 'merges', row },
  ];
}

/** Two customers are two again. `whole`: what the merge moved and is still the survivor's; what came after stays there. */
export function unmergeCustomers({ merge, survivor, other }: { readonly merge: MergeRow; readonly survivor: CustomerRow; readonly other: CustomerRow }, whole: Whole, { by, at }: Deed): readonly RowChange[] {
  // Somebody may have told of it anew since, or the survivor of a later merge had one of their own: that stays.
  const isMoved = ({ label, value }: CustomerRow['facts'][number]): boolean => merge.moved.facts.includes(label) && other.facts.some((fact) => fact.label === label && fact.value === value);
  let card: CustomerRow = { ...survivor, facts: survivor.facts.filter((fact) => !isMoved(fact)) };
  const history: RowChange[] = [];
  for (const { field, before, after } of merge.taken) {
    // Somebody has edited it since: that stays.
    if (fieldText(card, field) !== after) continue;
    const next = withField(card, field, before);
    const kept = next.ok ? changed({ before: card, after: next.value, field }, { by, at, version: 0 }) : null;
    if (kept === null) continue;
    card = kept.customer;
    history.push(kept.change);
  }
  return [
    { op: 'put', table: 'customers', row: card },
    { op: 'put', table: 'customers', row: { ...other, mergedInto: null } },
    ...history,
    ...given(whole, other.id),
    { op: 'put', table: 'merges', row: { ...merge, undone: { by, at } } },
  ];
}

function given({ belongings, cases, conversations }: Whole, customer: CustomerId): readonly RowChange[] {
  return [
    ...belongings.map((put): RowChange => passed(put, customer)),
    ...cases.map((row): RowChange => ({ op: 'put', table: 'cases', row: { ...row, customer } })),
    ...conversations.map((row): RowChange => ({ op: 'put', table: 'conversations', row: { ...row, customer } })),
  ];
}

function passed(put: BelongingPut, customer: CustomerId): BelongingPut {
  // checked: the same table and a row of it
  return { ...put, row: { ...put.row, customer } } as BelongingPut;
}
