import { changeMany } from '#domain/conversation/change-many';
import { markSpam, resolveCase } from '#domain/conversation/finish-case';
import { mergeCases, partCases } from '#domain/conversation/merge-cases';
import { readConversation } from '#domain/conversation/read-conversation';
import { receiveMessage, type Received } from '#domain/conversation/receive-message';
import { awaitCustomer, snoozeCase, wakeCase } from '#domain/conversation/snooze-case';
import { sendMessage } from '#domain/conversation/write-message';
import type { Put } from '#domain/tables';
import { hour } from '#kernel/instant';
import { describe, expect, test } from 'vitest';
import { aCase, aConversation, after, anna, noon, run, shelf } from './shop';

const act = { conversation: 'con_1', event: 'msg_e' } as const;
const snooze = { ...act, until: noon + hour } as const;
const answer = { conversation: 'con_1', message: 'msg_a', text: 'It is on its way.' } as const;
/** Anna's, in which the customer wrote last what she may not know of. */
const written = shelf({ conversation: { assignee: anna.person, unread: 1 }, case: { owner: anna.person, state: { status: 'open' }, heard: 'msg_new' } });

describe('what was done before the customer wrote', () => {
  test.each([
    ['resolved', (heard: 'msg_old' | 'msg_new' | null) => run(resolveCase, written, [{ ...act, heard }, anna])],
    ['put away as spam', (heard: 'msg_old' | 'msg_new' | null) => run(markSpam, written, [{ ...act, heard }, anna])],
    ['put off', (heard: 'msg_old' | 'msg_new' | null) => run(snoozeCase, written, [{ ...snooze, heard }, anna])],
    ['left to wait for them', (heard: 'msg_old' | 'msg_new' | null) => run(awaitCustomer, written, [{ ...act, heard }, anna])],
  ] as const)('a case was %s over words that nobody had read: it stays open, and whoever knew of them does it', (_what, doing) => {
    for (const heard of ['msg_old', null] as const) expect(doing(heard)).toEqual({ ok: false, code: 'customer.wrote' });
    expect(doing('msg_new').ok).toBe(true);
  });

  test('a desk that does not say what it knew is believed, and a case of before this was kept stands against nothing', () => {
    expect(run(resolveCase, written, [act, anna]).ok).toBe(true);
    expect(run(resolveCase, shelf({ conversation: { assignee: anna.person } }), [{ ...act, heard: 'msg_old' }, anna]).ok).toBe(true);
  });

  test('an answer leaves all the same, and hid what came meanwhile: the case stays open, and the words unread', () => {
    const late = after(run(sendMessage, written, [{ ...answer, heard: 'msg_old' }, anna]));
    expect([late.messages?.text, late.cases?.state, late.conversations?.unread]).toEqual([answer.text, { status: 'open' }, 1]);
    const knowing = after(run(sendMessage, written, [{ ...answer, heard: 'msg_new' }, anna]));
    expect([knowing.cases?.state, knowing.conversations?.unread]).toEqual([{ status: 'waiting', since: noon }, 0]);
  });

  test('an answer to a new case opens it, also when more came meanwhile', () => {
    const rows = shelf({ conversation: { assignee: anna.person }, case: { heard: 'msg_new' } });
    expect(after(run(sendMessage, rows, [{ ...answer, heard: 'msg_old' }, anna])).cases?.state).toEqual({ status: 'open' });
  });

  test('a look at a conversation does not make read what came after it', () => {
    expect(run(readConversation, written, [{ conversation: 'con_1', heard: 'msg_old' }, anna])).toEqual({ ok: true, value: [] });
    expect(after(run(readConversation, written, [{ conversation: 'con_1', heard: 'msg_new' }, anna])).conversations?.unread).toBe(0);
  });

  test('of many cases only the one is left in which more was said', () => {
    const rows = { act: { do: 'resolve' }, rows: [{ conversation: 'con_1', heard: 'msg_old' }], lines: 'l' } as const;
    expect(run(changeMany, written, [rows, anna])).toEqual({ ok: true, value: [] });
  });

  test('a case is woken whatever the customer said', () => {
    const asleep = shelf({ conversation: { assignee: anna.person }, case: { state: { status: 'snoozed', until: noon + hour }, heard: 'msg_new' } });
    expect(after(run(wakeCase, asleep, [act, anna])).cases?.state).toEqual({ status: 'open' });
  });
});

const arriving = (change: Partial<Received>): Received => ({
  message: 'msg_new', text: 'Any news?', html: null, attachments: [], authorName: 'Eva', subject: '', thread: null, fresh: { case: 'cas_n', conversation: 'con_n', event: 'msg_n', caseNumber: 9 },
  channel: { id: 'cha_1', kind: 'email', queue: 'que_1', team: 'tea_support' },
  customer: { known: true, row: { id: 'cus_1', name: 'Eva', company: null, city: null, language: null, since: 0, facts: [], version: 1, timezone: null, segments: [], changes: 0, mergedInto: null } },
  ...change,
});

test.each([
  ['a new case', arriving({}), 'cas_n', 'msg_new'],
  ['a case that goes on', arriving({ thread: { conversation: aConversation(), case: aCase({ heard: 'msg_old' }) } }), 'cas_1', 'msg_new'],
  ['a case that is open on another channel', arriving({ open: aCase({ heard: 'msg_old' }) }), 'cas_1', 'msg_new'],
  ['spam of a blocked sender, who is not heard,', arriving({ isBlocked: true, thread: { conversation: aConversation(), case: aCase({ heard: 'msg_old', state: { status: 'closed', at: 1, spam: 'person' } }) } }), 'cas_1', 'msg_old'],
] as const)('%s names the customer\'s newest message', (_what, received, id, heard) => {
  expect(receiveMessage(received, noon).changes.find(({ table }) => table === 'cases')).toMatchObject({ row: { id, heard } });
});

test('a case that was closed late held what a merge had brought into it, unread: whoever did not know of the merge does not close it', () => {
  const rows: Put[] = [
    ...shelf({ conversation: { assignee: anna.person }, case: { owner: anna.person, heard: 'msg_1' } }),
    { op: 'put', table: 'cases', row: aCase({ id: 'cas_2', heard: 'msg_2' }) },
    { op: 'put', table: 'conversations', row: aConversation({ id: 'con_2', case: 'cas_2' }) },
  ];
  const merged = run(mergeCases, rows, [{ conversation: 'con_1', event: 'msg_m1', into: 'con_2', told: 'msg_m2' }, anna]);
  const now = merged.ok ? merged.value.filter((change): change is Put => change.op === 'put') : [];
  for (const heard of ['msg_1', 'msg_2'] as const) expect(run(resolveCase, now, [{ ...act, heard }, anna])).toEqual({ ok: false, code: 'customer.wrote' });
  expect(run(resolveCase, now, [{ ...act, heard: 'msg_m2' }, anna]).ok).toBe(true);
  expect(after(run(partCases, now, [{ conversation: 'con_1', parted: 'cas_1', event: 'msg_p' }, anna])).cases?.heard).toBe('msg_m2');
});
