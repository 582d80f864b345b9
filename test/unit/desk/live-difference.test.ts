import fc from 'fast-check';
import { Difference } from '#desk/live/difference';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { Shown } from '../../../electron/preload/shown';

const shape = { field: 'rows', key: (row: unknown): string => z.object({ id: z.string() }).parse(row).id };
const row = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', '1', '10'), text: fc.string({ maxLength: 3 }) });
const answer = fc.record({ rows: fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 7 }), more: fc.boolean() });

test('the window that gets only what changed has the same answers as one that gets everything', () => {
  fc.assert(
    fc.property(fc.array(fc.option(answer), { maxLength: 12 }), (answers) => {
      const difference = new Difference(shape);
      const shown = new Shown();
      let last: unknown = 'nothing';
      shown.expect(1, (output) => {
        last = output;
      });
      for (const one of answers) {
        const update = difference.to(one);
        if (update !== null) shown.show(1, structuredClone(update));
        expect(last).toEqual(one);
      }
    }),
  );
});

test('an answer equal to the last one is not sent', () => {
  const difference = new Difference(shape);
  difference.to({ rows: [{ id: 'a' }, { id: 'b' }], more: false });
  expect(difference.to({ rows: [{ id: 'a' }, { id: 'b' }], more: false })).toBeNull();
});

test('of a long list only the changed row travels, and the order', () => {
  const difference = new Difference(shape);
  difference.to({ rows: [{ id: 'a', text: 1 }, { id: 'b', text: 1 }], more: false });
  expect(difference.to({ rows: [{ id: 'b', text: 2 }, { id: 'a', text: 1 }], more: false })).toEqual({
    list: 'rows', order: ['b', 'a'], rows: { b: { id: 'b', text: 2 } }, rest: { more: false },
  });
});

test('what is not watched any more is not shown', () => {
  const shown = new Shown();
  shown.expect(1, () => {
    throw new Error('shown');
  });
  shown.forget(1);
  expect(() => shown.show(1, { whole: 1 })).not.toThrow();
});
