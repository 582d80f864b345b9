import { patientPlan, verdict } from '#server/channel/delivery-plan';
import { hour, minute, second } from '#kernel/instant';
import { expect, test } from 'vitest';

const retry = { outcome: 'retry', reason: 'delivery.unreachable', detail: 'x' } as const;

test.each([
  [1, 5 * second],
  [2, 15 * second],
  [4, 5 * minute],
  [7, hour],
  [40, hour],
])('after attempt %i the next comes in %i ms', (attempt, again) => {
  expect(verdict(retry, { attempt, age: 0 }, patientPlan)).toEqual({ state: 'waiting', again, detail: 'x' });
});

test('after two days it is given up, with the reason of the last attempt', () => {
  expect(verdict(retry, { attempt: 50, age: 47.5 * hour }, patientPlan)).toEqual({ state: 'failed', reason: 'delivery.unreachable', detail: 'x' });
});

test('a refusal is final at once', () => {
  expect(verdict({ outcome: 'refused', reason: 'delivery.refused', detail: '' }, { attempt: 1, age: 0 }, patientPlan)).toMatchObject({ state: 'failed', reason: 'delivery.refused' });
});

test('what the customer fetches is held, what left is sent', () => {
  expect([verdict({ outcome: 'held' }, { attempt: 1, age: 0 }, patientPlan), verdict({ outcome: 'sent' }, { attempt: 1, age: 0 }, patientPlan)]).toEqual([{ state: 'held' }, { state: 'sent' }]);
});

test('what may have arrived is looked for while a look may tell, then a person is asked; it is never tried again', () => {
  const doubt = { outcome: 'doubt', detail: 'no answer' } as const;
  expect(verdict({ ...doubt, lookAgain: second }, { attempt: 1, age: 60 * hour }, patientPlan)).toEqual({ state: 'begun', again: second, detail: 'no answer' });
  expect(verdict(doubt, { attempt: 1, age: 0 }, patientPlan)).toEqual({ state: 'doubt', detail: 'no answer' });
});
