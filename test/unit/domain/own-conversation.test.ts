import { assignConversation, takeConversation } from '#domain/conversation/own-conversation';
import { describe, expect, test } from 'vitest';
import { after, anna, boris, noon, run, shelf, stranger, trainer, vera } from './shop';

const take = { conversation: 'con_1', event: 'msg_e' } as const;
const resolved = { case: { state: { status: 'resolved', at: noon } } } as const;

describe('taking a conversation', () => {
  test('makes the agent its owner, opens the case and is told in the thread', () => {
    const rows = after(run(takeConversation, shelf(), [take, anna]));
    expect(rows.conversations).toMatchObject({ assignee: anna.person, fence: 1 });
    expect(rows.cases).toMatchObject({ owner: anna.person, state: { status: 'open' } });
    expect(rows.messages).toMatchObject({ id: 'msg_e', part: { kind: 'event', event: { type: 'taken', by: anna.person } } });
  });

  test('that is already mine changes nothing', () => {
    expect(run(takeConversation, shelf({ conversation: { assignee: anna.person, fence: 4 } }), [take, anna])).toEqual({ ok: true, value: [] });
  });

  test('keeps a case that waits for the customer waiting', () => {
    const state = { status: 'waiting', since: noon } as const;
    expect(after(run(takeConversation, shelf({ case: { state } }), [take, anna])).cases?.state).toEqual(state);
  });

  test.each([
    ['that a colleague owns', shelf({ conversation: { assignee: boris.person } }), anna, 'conversation.taken'],
    ['that a colleague owns, even by a supervisor', shelf({ conversation: { assignee: boris.person } }), vera, 'conversation.taken'],
    ['of a finished case', shelf(resolved), anna, 'conversation.finished'],
    ['of another team', shelf(), stranger, 'conversation.absent'],
    ['without a working role', shelf(), trainer, 'conversation.absent'],
    ['that is not there', [], anna, 'conversation.absent'],
  ] as const)('%s is refused', (_what, rows, actor, code) => {
    expect(run(takeConversation, rows, [take, actor])).toEqual({ ok: false, code });
  });
});

describe('handing a conversation over', () => {
  const mine = { conversation: { assignee: anna.person, fence: 1 }, case: { owner: anna.person, state: { status: 'open' } } } as const;

  test('gives it to a colleague with a higher fence', () => {
    const rows = after(run(assignConversation, shelf(mine), [{ ...take, to: boris.person }, anna]));
    expect(rows.conversations).toMatchObject({ assignee: boris.person, fence: 2 });
    expect(rows.cases).toMatchObject({ owner: boris.person });
    expect(rows.messages?.part).toEqual({ kind: 'event', event: { type: 'assigned', by: anna.person, to: boris.person } });
  });

  test('returns it to the queue', () => {
    const rows = after(run(assignConversation, shelf(mine), [{ ...take, to: null }, anna]));
    expect(rows.conversations).toMatchObject({ assignee: null, fence: 2 });
    expect(rows.cases).toMatchObject({ owner: null, state: { status: 'open' } });
    expect(rows.messages?.part).toEqual({ kind: 'event', event: { type: 'returned', by: anna.person } });
  });

  test('lets a supervisor move a colleague\'s conversation', () => {
    expect(after(run(assignConversation, shelf(mine), [{ ...take, to: vera.person }, vera])).conversations?.assignee).toBe(vera.person);
  });

  test('to who already has it changes nothing', () => {
    expect(run(assignConversation, shelf(mine), [{ ...take, to: anna.person }, anna])).toEqual({ ok: true, value: [] });
  });

  test.each([
    ['to nobody known', shelf(mine), anna, 'per_ghost', 'person.absent'],
    ['to somebody of another team', shelf(mine), anna, stranger.person, 'person.absent'],
    ['to a trainer, who does not answer customers', shelf(mine), anna, trainer.person, 'person.absent'],
    ['of a colleague, by an agent', shelf(mine), boris, boris.person, 'conversation.notYours'],
    ['of another team', shelf(mine), stranger, stranger.person, 'conversation.absent'],
    ['of a finished case', shelf(resolved), anna, boris.person, 'conversation.finished'],
  ] as const)('%s is refused', (_what, rows, actor, to, code) => {
    expect(run(assignConversation, rows, [{ ...take, to }, actor])).toEqual({ ok: false, code });
  });
});
