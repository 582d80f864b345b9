import { isAsleep } from '#domain/conversation/case';
import { receiveMessage } from '#domain/conversation/receive-message';
import { awaitCustomer, endSnooze, longestSnooze, snoozeCase, wakeCase } from '#domain/conversation/snooze-case';
import { hour } from '#kernel/instant';
import { describe, expect, test } from 'vitest';
import { aCase, aConversation, after, anna, boris, noon, run, shelf, stranger, vera } from './shop';

const until = noon + 20 * hour;
const act = { conversation: 'con_1', event: 'msg_e' } as const;
const snooze = { ...act, until };
const mine = { conversation: { assignee: anna.person } } as const;
const asleep = { ...mine, case: { state: { status: 'snoozed', until } } } as const;

describe('a case that is put off', () => {
  test.each([
    ['its owner', shelf(mine), anna],
    ['anyone of the team while nobody owns it', shelf(), boris],
    ['a supervisor', shelf(mine), vera],
  ] as const)('is so by %s, keeps its owner and says until when', (_who, rows, actor) => {
    const done = after(run(snoozeCase, rows, [snooze, actor]));
    expect(done.cases).toMatchObject({ state: { status: 'snoozed', until }, owner: null });
    expect([done.conversations, done.messages?.part]).toEqual([undefined, { kind: 'event', event: { type: 'snoozed', by: actor.person, until } }]);
  });

  test('is asleep until its moment, and then open whatever the server has written down', () => {
    expect([isAsleep({ status: 'snoozed', until }, until - 1), isAsleep({ status: 'snoozed', until }, until), isAsleep({ status: 'open' }, 0)]).toEqual([true, false, false]);
  });

  test.each([
    ['that a colleague owns', shelf(mine), boris, snooze, 'conversation.notYours'],
    ['of another team', shelf(), stranger, snooze, 'conversation.absent'],
    ['that is resolved', shelf({ case: { state: { status: 'resolved', at: noon } } }), anna, snooze, 'conversation.finished'],
    ['for more than a year', shelf(mine), anna, { ...act, until: noon + longestSnooze + 1 }, 'snooze.tooFar'],
    ['that was handed on meanwhile', shelf({ conversation: { assignee: boris.person, fence: 4 } }), vera, { ...snooze, fence: 3 }, 'assignment.ended'],
  ] as const)('is refused %s', (_what, rows, actor, args, code) => {
    expect(run(snoozeCase, rows, [args, actor])).toEqual({ ok: false, code });
  });

  test('wakes by hand, and a second hand changes nothing', () => {
    const woken = after(run(wakeCase, shelf(asleep), [act, anna]));
    expect([woken.cases?.state, woken.messages?.part]).toEqual([{ status: 'open' }, { kind: 'event', event: { type: 'woken', by: anna.person } }]);
    expect(run(wakeCase, shelf(mine), [act, anna])).toEqual({ ok: true, value: [] });
  });

  test('wakes by the clock at its moment and not before, with a line that names nobody', () => {
    const reached = { conversation: aConversation(), case: aCase(asleep.case) };
    expect(endSnooze(reached, { id: 'msg_w', at: until - 1 })).toEqual([]);
    expect(endSnooze(reached, { id: 'msg_w', at: until })).toMatchObject([{ table: 'cases', row: { state: { status: 'open' } } }, { row: { part: { event: { type: 'woken', by: null } } } }]);
  });

  test('wakes with the customer\'s next message', () => {
    const { changes } = receiveMessage(
      {
        message: 'msg_new', text: 'Any news?', html: null, attachments: [], authorName: 'Eva', subject: '', fresh: { case: 'cas_n', conversation: 'con_n', event: 'msg_n', caseNumber: 9 },
        channel: { id: 'cha_1', kind: 'email', queue: 'que_1', team: 'tea_support' },
        customer: { known: true, row: { id: 'cus_1', name: 'Eva', company: null, city: null, language: null, since: 0, facts: [], version: 1, timezone: null, segments: [], changes: 0, mergedInto: null } },
        thread: { conversation: aConversation(mine.conversation), case: aCase(asleep.case) },
      },
      noon,
    );
    expect(changes.find(({ table }) => table === 'cases')).toMatchObject({ row: { state: { status: 'open' } } });
  });
});

test('a case waits for the customer when its owner says so, once', () => {
  const done = after(run(awaitCustomer, shelf(mine), [act, anna]));
  expect([done.cases?.state, done.messages?.part]).toEqual([{ status: 'waiting', since: noon }, { kind: 'event', event: { type: 'awaited', by: anna.person } }]);
  expect(run(awaitCustomer, shelf({ ...mine, case: { state: { status: 'waiting', since: 1 } } }), [act, anna])).toEqual({ ok: true, value: [] });
});
