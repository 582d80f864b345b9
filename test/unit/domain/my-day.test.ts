import type { AgentDayRow } from '#domain/shift/agent-day';
import { dayOf, median, usualOf, workedTime, type DayFacts } from '#domain/shift/my-day';
import { id } from '#kernel/id';
import { hour } from '#kernel/instant';
import { expect, test } from 'vitest';

const me = id('person', 'me');
const span = { date: '2026-11-22', from: 24 * hour, to: 48 * hour };
const facts: DayFacts = { person: me, handled: 3, firstResponses: [30, 10, 20], ratings: [5, 4, 3], stretches: [] };

test('a stretch across midnight belongs to both days, to each with its part, and the one that lasts is left open', () => {
  const day = dayOf({ ...facts, stretches: [{ state: 'available', began: 22 * hour, ended: 26 * hour }, { state: 'break', began: 26 * hour, ended: 27 * hour }, { state: 'available', began: 27 * hour, ended: null }] }, span);
  expect(day).toMatchObject({ id: `${me}.2026-11-22`, handled: 3, answered: 3, firstResponse: 20, rated: 3, satisfied: 2, spent: { available: 2 * hour, break: hour }, upTo: 27 * hour });
  expect(dayOf({ ...facts, stretches: [{ state: 'available', began: 20 * hour, ended: 26 * hour }] }, { date: '2026-11-21', from: 0, to: 24 * hour }).spent).toEqual({ available: 4 * hour });
});

test('a figure that nobody gave is no zero', () => {
  expect(dayOf({ ...facts, firstResponses: [], ratings: [] }, span)).toMatchObject({ firstResponse: null, rated: 0, satisfied: 0 });
  expect([median([]), median([1]), median([1, 4]), median([9, 1, 4])]).toEqual([null, 1, 3, 4]);
});

test('a day is compared with the same weekdays of the same person alone', () => {
  const day = (date: string, part: Partial<AgentDayRow>): AgentDayRow => ({ ...dayOf({ ...facts, firstResponses: [], ratings: [] }, { ...span, date }), version: 1, ...part });
  const days = [day('2026-11-22', { handled: 99 }), day('2026-11-15', { handled: 10, rated: 4, satisfied: 4 }), day('2026-11-16', { handled: 50 }), day('2026-11-08', { handled: 20, rated: 4, satisfied: 2, firstResponse: 60 })];
  expect(usualOf(days, '2026-11-22')).toMatchObject({ days: 2, handled: 15, satisfaction: 0.75, firstResponse: 60 });
  expect(usualOf([], '2026-11-22')).toEqual({ days: 0, handled: null, firstResponse: null, satisfaction: null, worked: null });
});

test('breaks, lunch and absence are no work', () => {
  expect(workedTime({ available: 5, busy: 1, training: 2, break: 10, lunch: 10, away: 10, offline: 10 })).toBe(8);
});
