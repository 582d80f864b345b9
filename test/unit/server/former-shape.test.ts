import type { WireChange } from '#contract/protocol';
import { describe, expect, test } from 'vitest';
import { formerShape } from '#server/sync/former-shape';

const shape = formerShape({ tables: ['remarks'], columns: { queues: 2 }, events: ['snoozed'] });
const remark: WireChange = ['remarks', 'put', ['rem_1', 'x']];
const queue: WireChange = ['queues', 'put', ['que_1', 'tea_1', 'new', 7]];
const team: WireChange = ['teams', 'put', ['tea_1', 'queues', 1]];
const inside = (changes: readonly WireChange[]): string => JSON.stringify(changes).slice(1, -1);

describe('a desk of the schema before', () => {
  test('is told nothing of a table that it does not know, and the rows that it knows at their former length', () => {
    expect(shape.changes(inside([remark, queue, team, ['remarks', 'remove', 'rem_1'], ['queues', 'remove', 'que_1']]))).toBe(
      inside([['queues', 'put', ['que_1', 'tea_1']], team, ['queues', 'remove', 'que_1']]),
    );
    expect([remark, queue, team].map(shape.change)).toEqual([null, ['queues', 'put', ['que_1', 'tea_1']], team]);
  });

  test('gets snapshots of the tables that it knows', () => {
    expect([shape.knows('remarks'), shape.knows('queues')]).toEqual([false, true]);
    expect(shape.row('queues', '["que_1","tea_1","new",7]')).toBe('["que_1","tea_1"]');
    expect(shape.row('teams', '["tea_1", "queues", 1]')).toBe('["tea_1", "queues", 1]');
  });

  test('is told no line between the messages that it has no word for', () => {
    const line = (type: string): WireChange => ['messages', 'put', ['msg_1', 'con_1', 'tea_1', 1, { kind: 'event', event: { type, by: 'per_1' } }, '', null, [], 1]];
    expect(shape.changes(inside([line('snoozed'), team, line('taken')]))).toBe(inside([team, line('taken')]));
    expect(['snoozed', 'taken'].map((type) => shape.row('messages', JSON.stringify(line(type)[2])) === null)).toEqual([true, false]);
  });

  test('hears of a refusal for which it has no word only that it did not work', () => {
    const refusal = (code: string): WireChange => ['refusals', 'put', ['cli_1.2', 'cli_1', 2, 'case.resolve', code, 1]];
    const spoken = formerShape({ tables: [], columns: {}, events: [], codes: ['outcome.required'] });
    expect([refusal('outcome.required'), refusal('conversation.absent')].map(spoken.change)).toEqual([refusal('mutation.failed'), refusal('conversation.absent')]);
    expect(spoken.changes(inside([refusal('outcome.required'), team]))).toBe(inside([refusal('mutation.failed'), team]));
    expect(spoken.row('refusals', '["cli_1.2","cli_1",2,"case.resolve","outcome.required",1]')).toContain('mutation.failed');
  });

  test('is told a note without the colleagues that it names', () => {
    const note = (part: object): WireChange => ['messages', 'put', ['msg_1', 'con_1', 'tea_1', 1, part, '"mentions":', null, [], 1]];
    const plain = { kind: 'note', author: 'per_1' };
    expect(shape.changes(inside([note({ ...plain, mentions: ['per_2'] }), note(plain)]))).toBe(inside([note(plain), note(plain)]));
    const failed = (again: object): WireChange => note({ kind: 'outbound', author: 'per_1', delivery: { state: 'failed', at: 1, reason: 'delivery.refused', ...again } });
    expect(JSON.parse(`[${shape.changes(inside([failed({ again: 2 })]))}]`)).toEqual([failed({})]);
    expect(shape.row('messages', JSON.stringify(note({ ...plain, mentions: ['per_2'] })[2]))).toBe(JSON.stringify(note(plain)[2]));
  });

  test('is told what touches nothing new as it is', () => {
    const part = inside([team]);
    expect(shape.changes(part)).toBe(part);
    expect(formerShape({ tables: [], columns: {}, events: [] }).changes(part)).toBe(part);
  });
});
