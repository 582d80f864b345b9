import { requests, watches } from '#contract/requests';
import { columns, rows, tableNames } from '#contract/rows';
import { expect, test } from 'vitest';
import { requestNames, watchNames } from '../../electron/preload/names';

test('the preload lets through every verb of the contract and no other', () => {
  expect([Object.keys(requestNames).sort(), Object.keys(watchNames).sort()]).toEqual([Object.keys(requests).sort(), Object.keys(watches).sort()]);
});

test('no verb takes an input of any shape: unknown keys are refused everywhere', () => {
  const open = [...Object.entries(requests), ...Object.entries(watches)].filter(([, { input }]) => input.safeParse({ unheardOf: 1 }).error?.issues.every(({ code }) => code !== 'unrecognized_keys') ?? true);
  expect(open.map(([name]) => name)).toEqual([]);
});

test('the columns of every table are the fields of its row, its version among them', () => {
  const fields = Object.fromEntries(tableNames.map((table) => [table, Object.keys(rows[table].shape)]));
  const stored = Object.fromEntries(tableNames.map((table) => [table, Object.keys(columns[table])]));
  expect(stored).toEqual(fields);
  expect(tableNames.filter((table) => stored[table]?.includes('version') !== true)).toEqual([]);
});
