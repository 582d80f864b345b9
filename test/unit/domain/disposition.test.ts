import { faultOfValue, outcomeOf, type DispositionRow, type OutcomeField } from '#domain/queue/disposition';
import { id } from '#kernel/id';
import { expect, test } from 'vitest';

const queue = id('queue', 'refunds');
const title = { ru: 'Поле', en: 'Field' };
const field = (takes: OutcomeField['takes'], required = true): OutcomeField => ({ key: 'f', title, required, takes });
const disposition: DispositionRow = { id: id('disposition', 'd'), queue, code: 'refund', title, fields: [field({ kind: 'number' })], place: 1, version: 1 };
const said = { disposition: disposition.id, values: { f: ' 5 ' }, took: 10 };

test('a field takes what it is for, and nothing only where it is not required', () => {
  const number = field({ kind: 'number' });
  expect(['1', '1.5', '1,5', '-3', ' 7 '].map((value) => faultOfValue(number, value))).toEqual([null, null, null, null, null]);
  expect(['', '  ', undefined, 'five', '1.2.3'].map((value) => faultOfValue(number, value))).toEqual(['missing', 'missing', 'missing', 'wrong', 'wrong']);
  expect([faultOfValue(field({ kind: 'text' }, false), ''), faultOfValue(field({ kind: 'text' }), 'x'.repeat(501))]).toEqual([null, 'wrong']);
  expect(['a', 'b'].map((value) => faultOfValue(field({ kind: 'choice', of: ['a'] }), value))).toEqual([null, 'wrong']);
});

test('an outcome is asked for only where the queue asks, and belongs to its queue or to all', () => {
  const where = { queue, isAsked: true, disposition };
  expect([outcomeOf(undefined, { ...where, isAsked: false }), outcomeOf(undefined, where)]).toEqual([{ ok: true, value: null }, { ok: false, code: 'outcome.required' }]);
  expect(outcomeOf(said, { ...where, disposition: undefined })).toEqual({ ok: false, code: 'outcome.absent' });
  expect(outcomeOf(said, { ...where, queue: id('queue', 'other') })).toEqual({ ok: false, code: 'outcome.absent' });
  expect(outcomeOf(said, { ...where, queue: id('queue', 'other'), disposition: { ...disposition, queue: null } }).ok).toBe(true);
});

test('what is kept are its words as they stood, and only its own fields', () => {
  expect(outcomeOf({ ...said, values: {} }, { queue, isAsked: true, disposition })).toEqual({ ok: false, code: 'outcome.incomplete' });
  expect(outcomeOf({ ...said, values: { f: ' 5 ', foreign: 'x' } }, { queue, isAsked: true, disposition })).toEqual({ ok: true, value: { disposition: disposition.id, code: 'refund', title, values: [{ title, value: '5' }], took: 10 } });
});
