import { mergeCustomers, unmergeCustomers, type Whole } from '#domain/conversation/merge-customers';
import { newCustomer, type CustomerFact, type CustomerRow } from '#domain/customer/customer';
import type { MergeRow } from '#domain/customer/merge';
import type { RowChange } from '#domain/tables';
import { expect, test } from 'vitest';
import { anna, noon } from './shop';

const nothing: Whole = { belongings: [], cases: [], conversations: [] };
const deed = { by: anna.person, at: noon };
const plan = { label: 'Тариф', value: 'Лайт' };

function named(id: `cus_${string}`, facts: readonly CustomerFact[]): CustomerRow {
  return { ...newCustomer(id, 'Анна', noon), facts };
}

function merged(changes: readonly RowChange[]): MergeRow {
  const [row] = changes.flatMap((change) => (change.op === 'put' && change.table === 'merges' ? [change.row] : []));
  if (row === undefined) throw new Error('no merge');
  return row;
}

function factsOf(changes: readonly RowChange[], id: string): readonly CustomerFact[] | undefined {
  return changes.flatMap((change) => (change.op === 'put' && change.table === 'customers' && change.row.id === id ? [change.row] : []))[0]?.facts;
}

function undone(survivor: CustomerRow): readonly CustomerFact[] | undefined {
  const other = named('cus_other', [plan]);
  const merge = merged(mergeCustomers({ merge: 'mrg_1', survivor: named('cus_1', []), other, takes: [] }, nothing, deed));
  return factsOf(unmergeCustomers({ merge, survivor, other }, nothing, deed), survivor.id);
}

test('taking a merge back takes the facts that it brought', () => {
  expect(undone(named('cus_1', [plan, { label: 'Город', value: 'Омск' }]))).toEqual([{ label: 'Город', value: 'Омск' }]);
});

test('a fact that was told anew since the merge, or is the own one of a later survivor, is not lost when the merge is taken back', () => {
  const own = { ...plan, value: 'Бизнес' };
  expect(undone(named('cus_1', [own]))).toEqual([own]);
  expect(undone(named('cus_later', [own]))).toEqual([own]);
});
