import { mergeCases } from '#domain/conversation/merge-cases';
import type { CaseRow } from '#domain/conversation/case';
import type { RowChange, Tables } from '#domain/tables';
import { expect, test } from 'vitest';
import { aCase, aConversation, anna, boris, noon, run, shelf, vera } from './shop';

const merge = { conversation: 'con_1', event: 'msg_1', into: 'con_2', told: 'msg_2' } as const;

/** Case 1 with one conversation goes into case 2, which has two and nobody. */
function merged(going: Partial<CaseRow>, third: Tables['conversations']['assignee'] = null): { readonly cases: readonly Tables['cases'][]; readonly owners: readonly (readonly [string, string | null])[] } {
  const rows = [
    ...shelf({ case: going, conversation: { assignee: going.owner ?? null } }),
    { op: 'put', table: 'cases', row: aCase({ id: 'cas_2', number: 42 }) } as const,
    ...(['con_2', 'con_3'] as const).map((id) => ({ op: 'put', table: 'conversations', row: aConversation({ id, case: 'cas_2', assignee: id === 'con_3' ? third : null }) }) as const),
  ];
  const outcome = run(mergeCases, rows, [merge, going.owner === undefined || going.owner === anna.person ? anna : vera]);
  if (!outcome.ok) throw new Error(outcome.code);
  const puts = outcome.value.filter((change): change is Extract<RowChange, { op: 'put' }> => change.op === 'put');
  return {
    cases: puts.flatMap((put) => (put.table === 'cases' ? [put.row] : [])),
    owners: puts.flatMap((put) => (put.table === 'conversations' ? [[put.row.id, put.row.assignee] as const] : [])),
  };
}

test('a case that nobody had got an owner by a merge, and only one of its conversations did: all of them have one owner', () => {
  const { cases, owners } = merged({ owner: anna.person });
  expect(cases.find(({ id }) => id === 'cas_2')?.owner).toBe(anna.person);
  expect(owners).toEqual([['con_1', anna.person], ['con_2', anna.person], ['con_3', anna.person]]);
});

test('whose case was finished is not made to own the one that it went into', () => {
  const { cases, owners } = merged({ owner: anna.person, state: { status: 'resolved', at: noon } });
  expect(cases.map(({ id, owner }) => [id, owner])).toEqual([['cas_1', null], ['cas_2', null]]);
  expect(owners).toEqual([['con_1', null]]);
  expect(cases[0]?.merged).toMatchObject({ owner: anna.person, state: { status: 'resolved' } });
});

test('a merge took what a colleague works on in the case that stays: it stays theirs', () => {
  expect(merged({ owner: anna.person }, boris.person).owners).toEqual([['con_1', anna.person], ['con_2', anna.person]]);
});
