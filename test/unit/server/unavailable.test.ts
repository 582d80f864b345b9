import { isUnavailable } from '#db/central/unavailable';
import { expect, test } from 'vitest';

test.each(['Connection terminated unexpectedly', 'BEGIN; - Connection terminated unexpectedly', 'COMMIT; - Client has encountered a connection error and is not queryable'])(
  'a connection that broke under a transaction was taken for a bug: %s',
  (words) => expect(isUnavailable(new Error(words))).toBe(true),
);

test('what PostgreSQL refuses is no lost connection, whatever text it repeats', () => {
  expect(isUnavailable(Object.assign(new Error('invalid input: "x - Connection terminated"'), { code: '22P02' }))).toBe(false);
});
