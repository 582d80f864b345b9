import { firstResponseTarget } from '#domain/channel/channel';
import { markSpam, reopenCase, resolveCase } from '#domain/conversation/finish-case';
import { readConversation } from '#domain/conversation/read-conversation';
import { describe, expect, test } from 'vitest';
import { after, anna, boris, noon, run, shelf, stranger, vera } from './shop';

const finish = { conversation: 'con_1', event: 'msg_e' } as const;
const mine = { conversation: { assignee: anna.person } } as const;
const resolved = { case: { state: { status: 'resolved', at: noon } } } as const;

describe('resolving', () => {
  test.each([
    ['its owner', shelf(mine), anna],
    ['anyone of the team while nobody owns it', shelf(), boris],
    ['a supervisor', shelf(mine), vera],
  ] as const)('is done by %s', (_who, rows, actor) => {
    const done = after(run(resolveCase, rows, [finish, actor]));
    expect(done.cases?.state).toEqual({ status: 'resolved', at: noon });
    expect(done.conversations?.unread).toBe(0);
    expect(done.messages?.part).toEqual({ kind: 'event', event: { type: 'resolved', by: actor.person } });
  });

  test.each([
    ['somebody else\'s conversation', shelf(mine), boris, 'conversation.notYours'],
    ['twice', shelf(resolved), anna, 'case.alreadyResolved'],
    ['for another team', shelf(), stranger, 'conversation.absent'],
  ] as const)('%s is refused', (_what, rows, actor, code) => {
    expect(run(resolveCase, rows, [finish, actor])).toEqual({ ok: false, code });
  });
});

describe('reopening', () => {
  test('opens a resolved case again', () => {
    const rows = after(run(reopenCase, shelf(resolved), [finish, boris]));
    expect(rows.cases?.state).toEqual({ status: 'open' });
    expect(rows.messages?.part).toEqual({ kind: 'event', event: { type: 'reopened', by: boris.person } });
  });

  test.each([
    ['an open case', shelf(), anna, 'case.notResolved'],
    ['a case of another team', shelf(resolved), stranger, 'conversation.absent'],
  ] as const)('%s is refused', (_what, rows, actor, code) => {
    expect(run(reopenCase, rows, [finish, actor])).toEqual({ ok: false, code });
  });
});

describe('reading', () => {
  test('by the owner leaves nothing unread', () => {
    expect(after(run(readConversation, shelf(mine), [{ conversation: 'con_1' }, anna])).conversations?.unread).toBe(0);
  });

  test('by a colleague changes nothing', () => {
    expect(run(readConversation, shelf(mine), [{ conversation: 'con_1' }, boris])).toEqual({ ok: true, value: [] });
  });
});

describe('spam', () => {
  const spam = (by: 'person' | 'list') => ({ case: { state: { status: 'closed', at: noon, spam: by } } }) as const;

  test('is a closed case of whoever could resolve it, and comes back with its clock as it was', () => {
    const done = after(run(markSpam, shelf(mine), [finish, anna]));
    expect([done.cases?.state, done.conversations?.unread, done.messages?.part]).toEqual([{ status: 'closed', at: noon, spam: 'person' }, 0, { kind: 'event', event: { type: 'markedSpam', by: anna.person } }]);
    const back = after(run(reopenCase, shelf(spam('person')), [finish, boris]));
    expect([back.cases?.state, back.conversations, back.messages?.part]).toEqual([{ status: 'open' }, undefined, { kind: 'event', event: { type: 'unmarkedSpam', by: boris.person } }]);
  });

  test('that came as spam is owed its first answer when somebody takes it back', () => {
    expect(after(run(reopenCase, shelf(spam('list')), [finish, anna])).conversations).toMatchObject({ unread: 1, firstResponse: { state: 'running', dueAt: noon + firstResponseTarget.email } });
  });

  test.each([
    ['a chat', shelf({ conversation: { kind: 'chat' } }), anna, 'mutation.failed'],
    ['what is spam already', shelf(spam('list')), anna, 'case.alreadyResolved'],
    ['what a colleague owns', shelf(mine), boris, 'conversation.notYours'],
    ['what another team has', shelf(), stranger, 'conversation.absent'],
  ] as const)('%s cannot be made spam', (_what, rows, actor, code) => {
    expect(run(markSpam, rows, [finish, actor])).toEqual({ ok: false, code });
  });
});
