import type { CaseRow, CaseState } from '#domain/conversation/case';
import { changeMany, judgeMany, type ManyRow } from '#domain/conversation/change-many';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { ConversationEvent } from '#domain/conversation/message';
import { restoreCase, type WayBack } from '#domain/conversation/restore-case';
import type { Put } from '#domain/tables';
import { hour, minute } from '#kernel/instant';
import { describe, expect, test } from 'vitest';
import { after, anna, boris, noon, run, Shelf, shelf, stranger, support } from './shop';

const before = noon - minute;
const resolved: CaseState = { status: 'resolved', at: before };
const back = { what: 'state', was: { status: 'open' }, left: 'resolved', unread: 2 } as const;

function line(event: ConversationEvent): Put {
  return { op: 'put', table: 'messages', row: { id: 'msg_line', conversation: 'con_1', team: support, at: before, part: { kind: 'event', event }, text: '', html: null, attachments: [], version: 1 } };
}

type Stands = { readonly case: Partial<CaseRow>; readonly conversation?: Partial<ConversationRow>; readonly said?: ConversationEvent };

function takeBack({ case: row, conversation = {}, said }: Stands, way: WayBack, by = anna) {
  const args = { conversation: 'con_1', event: 'msg_e', fence: 3, line: 'msg_line', ...way } as const;
  return run(restoreCase, [...shelf({ case: row, conversation: { fence: 3, ...conversation } }), ...(said === undefined ? [] : [line(said)])], [args, by]);
}

describe('what is taken back', () => {
  test('brings the case to what it was, with what was unread of it', () => {
    const done = after(takeBack({ case: { state: resolved }, conversation: { unread: 0 }, said: { type: 'resolved', by: anna.person } }, back));
    expect([done.cases?.state, done.conversations?.unread, done.messages?.part]).toEqual([{ status: 'open' }, 2, { kind: 'event', event: { type: 'reopened', by: anna.person } }]);
  });

  test('may have become the person\'s own meanwhile', () => {
    expect(takeBack({ case: { state: resolved }, conversation: { fence: 4, assignee: anna.person }, said: { type: 'resolved', by: anna.person } }, back).ok).toBe(true);
  });

  const priority = { what: 'priority', was: 'normal', left: 'high' } as const;
  const snooze = { what: 'state', was: { status: 'open' }, left: 'snoozed', unread: 0 } as const;
  test.each<[string, Stands, WayBack]>([
    ['was taken and given back by a colleague', { case: { state: resolved }, conversation: { fence: 5 }, said: { type: 'resolved', by: anna.person } }, back],
    ['was resolved anew', { case: { state: { status: 'resolved', at: noon } }, said: { type: 'resolved', by: anna.person } }, back],
    ['was put off to another moment', { case: { state: { status: 'snoozed', until: noon + 2 * hour } }, said: { type: 'snoozed', by: anna.person, until: noon + hour } }, snooze],
    ['is open again', { case: { state: { status: 'open' } }, said: { type: 'resolved', by: anna.person } }, back],
    ['was so before the person said it', { case: { priority: 'high' } }, priority],
    ['was sorted by somebody else', { case: { priority: 'high' }, said: { type: 'prioritised', by: boris.person, to: 'high' } }, priority],
    ['is about another deed', { case: { state: resolved }, said: { type: 'taken', by: anna.person } }, back],
  ])('stays as it is where the case %s', (_what, stands, way) => {
    expect(takeBack(stands, way)).toEqual({ ok: false, code: 'row.changed' });
  });

  test('is nobody\'s business in another team, nor what a colleague owns', () => {
    const said = { type: 'resolved', by: stranger.person } as const;
    expect(takeBack({ case: { state: resolved }, said }, back, stranger)).toEqual({ ok: false, code: 'conversation.absent' });
    expect(takeBack({ case: { state: resolved }, conversation: { assignee: boris.person }, said }, back)).toEqual({ ok: false, code: 'conversation.notYours' });
  });
});

test('a row of many that does not say what it was, or when it was left, is refused', () => {
  const rows: readonly ManyRow[] = [{ conversation: 'con_1', fence: 3 }, { conversation: 'con_1', restore: { ...back, line: 'msg_line' } }];
  const args = { act: { do: 'restore' }, rows, lines: 'l' } as const;
  expect(run(changeMany, shelf({ case: { state: resolved } }), [args, anna])).toEqual({ ok: true, value: [] });
  expect(judgeMany(new Shelf([]), args, { actor: anna, now: noon }).refused.map(({ code }) => code)).toEqual(['mutation.failed', 'mutation.failed']);
});
