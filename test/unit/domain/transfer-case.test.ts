import { endLease } from '#domain/conversation/end-lease';
import { resolveCase } from '#domain/conversation/finish-case';
import { transferConversation } from '#domain/conversation/transfer-case';
import { sendMessage } from '#domain/conversation/write-message';
import type { Put } from '#domain/tables';
import { describe, expect, test } from 'vitest';
import { aCase, aConversation, after, anna, boris, delivery, noon, run, shelf, support, vera } from './shop';

const queues: Put[] = [
  { op: 'put', table: 'queues', row: { id: 'que_2', team: delivery, name: 'Parcels', version: 1, asksOutcome: false } },
  { op: 'put', table: 'queues', row: { id: 'que_3', team: support, name: 'Second line', version: 1, asksOutcome: false } },
];
const sibling: Put = { op: 'put', table: 'conversations', row: aConversation({ id: 'con_2', assignee: anna.person, fence: 4 }) };
const transfer = { conversation: 'con_1', event: 'msg_e', to: 'que_2', reason: ' Lost \u202eparcel ' } as const;
const owned = shelf({ conversation: { assignee: anna.person, fence: 1 }, case: { owner: anna.person } });

describe('transferring a conversation', () => {
  test('moves the case with every conversation of it, unowned, and says why in one line', () => {
    const outcome = run(transferConversation, [...owned, sibling, ...queues], [transfer, anna]);
    const moved = outcome.ok ? outcome.value.flatMap((change) => (change.op === 'put' && change.table === 'conversations' ? [change.row] : [])) : [];
    expect(moved.map(({ id, team, queue, assignee, fence }) => ({ id, team, queue, assignee, fence }))).toEqual([
      { id: 'con_1', team: delivery, queue: 'que_2', assignee: null, fence: 2 },
      { id: 'con_2', team: delivery, queue: 'que_2', assignee: null, fence: 5 },
    ]);
    const rows = after(outcome);
    expect(rows.cases).toMatchObject({ team: delivery, owner: null });
    expect(rows.messages).toMatchObject({ team: delivery, part: { event: { type: 'transferred', from: 'que_1', to: 'que_2', reason: 'Lost parcel' } } });
  });

  test('to another queue of the same team moves that conversation alone', () => {
    const outcome = run(transferConversation, [...owned, sibling, ...queues], [{ ...transfer, to: 'que_3' }, anna]);
    expect(outcome.ok && outcome.value.filter(({ table }) => table === 'conversations')).toMatchObject([{ row: { id: 'con_1', team: support, queue: 'que_3' } }]);
  });

  test('is for its owner, for anyone while it has none, and for supervisors', () => {
    expect(run(transferConversation, [...owned, ...queues], [transfer, boris])).toEqual({ ok: false, code: 'conversation.notYours' });
    expect(run(transferConversation, [...owned, ...queues], [transfer, vera])).toMatchObject({ ok: true });
    expect(run(transferConversation, [...shelf(), ...queues], [transfer, boris])).toMatchObject({ ok: true });
  });

  test('takes no conversation of the case away from a colleague who owns it', () => {
    const theirs: Put = { op: 'put', table: 'conversations', row: aConversation({ id: 'con_2', assignee: boris.person }) };
    expect(run(transferConversation, [...owned, theirs, ...queues], [transfer, anna])).toEqual({ ok: false, code: 'conversation.notYours' });
  });

  test('goes to a queue that exists and is another one, and not for a finished case', () => {
    expect(run(transferConversation, owned, [transfer, anna])).toEqual({ ok: false, code: 'queue.absent' });
    const here: Put = { op: 'put', table: 'queues', row: { id: 'que_1', team: support, name: 'Main', version: 1, asksOutcome: false } };
    expect(run(transferConversation, [...owned, here], [{ ...transfer, to: 'que_1' }, anna])).toEqual({ ok: false, code: 'transfer.sameQueue' });
    const finished = shelf({ case: { state: { status: 'resolved', at: noon } } });
    expect(run(transferConversation, [...finished, ...queues], [transfer, anna])).toEqual({ ok: false, code: 'conversation.finished' });
  });
});

describe('a fence', () => {
  const say = { conversation: 'con_1', message: 'msg_1', text: 'Hello' } as const;
  const again = shelf({ conversation: { assignee: anna.person, fence: 3 } });

  test('that is older refuses an answer, also when the conversation is the same person’s again', () => {
    expect(run(sendMessage, again, [{ ...say, fence: 1 }, anna])).toEqual({ ok: false, code: 'assignment.ended' });
    expect(run(sendMessage, again, [{ ...say, fence: 3 }, anna])).toMatchObject({ ok: true });
  });

  test('that a desk of the version before does not name leaves the judgement to ownership', () => {
    expect(run(sendMessage, again, [say, anna])).toMatchObject({ ok: true });
    expect(run(sendMessage, again, [say, boris])).toEqual({ ok: false, code: 'conversation.notYours' });
  });

  test('keeps a late holder from finishing what went back to the queue, and nobody from finishing their own', () => {
    const finish = { conversation: 'con_1', event: 'msg_e', fence: 1 } as const;
    expect(run(resolveCase, shelf({ conversation: { fence: 2 } }), [finish, anna])).toEqual({ ok: false, code: 'assignment.ended' });
    expect(run(resolveCase, again, [finish, anna])).toMatchObject({ ok: true });
  });
});

describe('a lease that ended', () => {
  test('returns the conversation to its queue under the next number and says whose it was', () => {
    const changes = endLease({ conversation: aConversation({ assignee: anna.person, fence: 1 }), case: aCase({ owner: anna.person }) }, { id: 'msg_e', at: noon });
    expect(changes).toMatchObject([{ row: { assignee: null, fence: 2, queue: 'que_1' } }, { row: { owner: null } }, { row: { part: { event: { type: 'leaseEnded', owner: anna.person } } } }]);
  });

  test('changes nothing where nobody owns, or nothing is left to do', () => {
    const line = { id: 'msg_e', at: noon } as const;
    expect(endLease({ conversation: aConversation(), case: aCase() }, line)).toEqual([]);
    expect(endLease({ conversation: aConversation({ assignee: anna.person }), case: aCase({ state: { status: 'resolved', at: noon } }) }, line)).toEqual([]);
  });
});
