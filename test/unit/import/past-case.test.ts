import { caseRecord, type CaseRecord } from '#contract/import-record';
import { pastCase, type Surroundings } from '#server/import/past-case';
import { hour, minute } from '#kernel/instant';
import { describe, expect, test } from 'vitest';

const noon = Date.UTC(2026, 4, 12, 12);

function around(): Surroundings {
  let made = 0;
  return {
    customers: new Map([['17', { id: 'cus_17', name: 'Olga' }]]),
    channels: new Map([
      ['help@shop.example', { id: 'cha_mail', kind: 'email', address: 'help@shop.example', queue: 'que_1', team: 'tea_support' }],
      ['other@shop.example', { id: 'cha_other', kind: 'email', address: 'other@shop.example', queue: 'que_2', team: 'tea_other' }],
    ]),
    people: new Map([['anna@shop.example', 'per_anna']]),
    unique: () => `${(made += 1)}`,
  };
}

function record(change: Partial<Record<keyof CaseRecord, unknown>> = {}, messages: readonly unknown[] = talk): CaseRecord {
  return caseRecord.parse({ kind: 'case', key: 'c1', customer: '17', topic: 'Where is my parcel', status: 'resolved', owner: 'anna@shop.example', conversations: [{ channel: 'Help@shop.example', subject: 'Parcel', messages }], ...change });
}

const talk = [
  { from: 'customer', at: noon, text: 'Where is it?' },
  { from: 'note', at: noon + minute, text: 'asked the carrier', agent: 'anna@shop.example' },
  { from: 'agent', at: noon + hour, text: 'Tomorrow.', agent: 'Anna@shop.example' },
  { from: 'customer', at: noon + 2 * hour, text: 'Thanks' },
];

function rows(made: CaseRecord): readonly { readonly table: string; readonly row: unknown }[] {
  const outcome = pastCase(made, 41, around());
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.flatMap((change) => (change.op === 'put' ? [{ table: change.table, row: change.row }] : []));
}

describe('a past case', () => {
  test('becomes the rows that it would have left here', () => {
    const made = rows(record());
    expect(made.map(({ table }) => table)).toEqual(['cases', 'conversations', 'messages', 'messages', 'messages', 'messages', 'messages']);
    expect(made[0]?.row).toMatchObject({ number: 41, customer: 'cus_17', team: 'tea_support', owner: 'per_anna', openedAt: noon, state: { status: 'resolved', at: noon + 2 * hour } });
    expect(made[1]?.row).toMatchObject({ kind: 'email', preview: 'Thanks', previewFrom: 'customer', unread: 0, firstResponse: { state: 'met', dueAt: noon + 2 * hour, at: noon + hour } });
    expect(made[4]?.row).toMatchObject({ part: { kind: 'outbound', author: 'per_anna', delivery: { state: 'delivered' } } });
    expect(made[6]?.row).toMatchObject({ part: { kind: 'event', event: { type: 'resolved', by: 'per_anna' } } });
  });

  test('that is still open keeps its clock running and its lines unread', () => {
    const made = rows(record({ status: 'new', owner: null }, talk.slice(0, 2)));
    expect(made[1]?.row).toMatchObject({ assignee: null, fence: 0, unread: 1, preview: 'Where is it?', firstResponse: { state: 'running', dueAt: noon + 2 * hour } });
  });

  test('counts what the customer wrote since the last answer as unread', () => {
    expect(rows(record({ status: 'open' }))[1]?.row).toMatchObject({ unread: 1 });
  });

  test.each([
    ['of a customer who was not imported', { customer: '99' }, talk, 'customer.absent'],
    ['of an owner whom we do not know', { owner: 'ghost@shop.example' }, talk, 'agent.absent'],
    ['with an answer of somebody whom we do not know', {}, [{ from: 'agent', at: noon, text: 'x', agent: 'ghost@shop.example' }], 'agent.absent'],
    ['whose lines run backwards', {}, [talk[3], talk[0]], 'messages.outOfOrder'],
  ])('%s is refused', (_what, change, messages, code) => {
    expect(pastCase(record(change, messages), 41, around())).toEqual({ ok: false, code });
  });

  test.each([
    ['through a channel that we do not have', ['ghost@shop.example']],
    ['through channels of two teams', ['help@shop.example', 'other@shop.example']],
  ])('%s is refused', (_what, channels) => {
    const conversations = channels.map((channel) => ({ channel, subject: '', messages: talk }));
    expect(pastCase(record({ conversations }), 41, around())).toEqual({ ok: false, code: 'channel.absent' });
  });
});
