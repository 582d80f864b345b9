import { decideDoubt } from '#domain/conversation/decide-doubt';
import type { Delivery, MessageRow } from '#domain/conversation/message';
import { expect, test } from 'vitest';
import { after, anna, boris, noon, run, shelf, stranger, support, vera } from './shop';

const mine = { conversation: { assignee: anna.person } } as const;
const inDoubt: Delivery = { state: 'failed', at: 1, reason: 'delivery.inDoubt' };
const decided = { conversation: 'con_1', message: 'msg_1', again: true } as const;

function answer(delivery: Delivery, conversation: MessageRow['conversation'] = 'con_1') {
  const row: MessageRow = { id: 'msg_1', conversation, team: support, at: 1, part: { kind: 'outbound', author: boris.person, delivery }, text: 'Hello', html: null, attachments: [], version: 2 };
  return { op: 'put', table: 'messages', row } as const;
}

test.each([anna, vera])('the owner and a supervisor send an answer in doubt again, or leave it at that', (actor) => {
  const rows = [...shelf(mine), answer(inDoubt)];
  expect(after(run(decideDoubt, rows, [decided, actor])).messages?.part).toMatchObject({ delivery: { state: 'accepted', at: noon } });
  expect(after(run(decideDoubt, rows, [{ ...decided, again: false }, actor])).messages?.part).toMatchObject({ delivery: { state: 'failed', at: noon, reason: 'delivery.left' } });
});

test('an answer that failed is tried again, and its failure stands until the channel has taken it', () => {
  const rows = [...shelf(mine), answer({ state: 'failed', at: 1, reason: 'delivery.refused' })];
  expect(after(run(decideDoubt, rows, [decided, anna])).messages?.part).toMatchObject({ delivery: { state: 'failed', at: 1, reason: 'delivery.refused', again: noon } });
  expect(run(decideDoubt, rows, [{ ...decided, again: false }, anna])).toEqual({ ok: true, value: [] });
});

test('nobody else decides', () => {
  const rows = [...shelf(mine), answer(inDoubt)];
  expect(run(decideDoubt, rows, [decided, boris])).toEqual({ ok: false, code: 'conversation.notYours' });
  expect(run(decideDoubt, rows, [decided, stranger])).toEqual({ ok: false, code: 'conversation.absent' });
});

test.each([
  ['arrived after all', answer({ state: 'sent', at: 1 })],
  ['was left at that', answer({ state: 'failed', at: 1, reason: 'delivery.left' })],
  ['failed and is tried again already', answer({ state: 'failed', at: 1, reason: 'delivery.refused', again: 2 })],
  ['comes too late for a messenger', answer({ state: 'failed', at: 1, reason: 'delivery.windowClosed' })],
  ['stands in another conversation', answer(inDoubt, 'con_2')],
])('one that %s stays as it is', (_how, message) => {
  expect(run(decideDoubt, [...shelf(mine), message], [decided, anna])).toEqual({ ok: true, value: [] });
});
