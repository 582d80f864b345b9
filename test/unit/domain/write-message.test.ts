import type { MessageRow } from '#domain/conversation/message';
import { addNote, longestMessage, sendMessage } from '#domain/conversation/write-message';
import type { Put } from '#domain/tables';
import { minute } from '#kernel/instant';
import { describe, expect, test } from 'vitest';
import { after, anna, boris, noon, run, shelf, stranger, trainer, vera } from './shop';

const args = { message: 'msg_1', conversation: 'con_1', text: 'Your parcel leaves today.' } as const;
const mine = { conversation: { assignee: anna.person }, case: { state: { status: 'open' }, owner: anna.person } } as const;

describe('an answer', () => {
  test('stops the first-response clock, clears unread and waits for the customer', () => {
    const rows = after(run(sendMessage, shelf(mine), [args, anna]));
    expect(rows.messages).toEqual({
      id: 'msg_1',
      conversation: 'con_1',
      team: 'tea_support',
      at: noon,
      part: { kind: 'outbound', author: anna.person, delivery: { state: 'accepted', at: noon } },
      text: args.text,
      html: null,
      attachments: [],
      version: 0,
    });
    expect(rows.conversations).toMatchObject({ unread: 0, preview: args.text, previewFrom: 'agent', lastMessageAt: noon, firstResponse: { state: 'met', dueAt: noon + minute, at: noon } });
    expect(rows.cases).toMatchObject({ state: { status: 'waiting', since: noon } });
  });

  const recipients = { to: ['ivan@home.example'], cc: ['chief@work.example'], bcc: [] };

  test('by mail goes to whom its author names, and the message says to whom', () => {
    expect(after(run(sendMessage, shelf(mine), [{ ...args, recipients }, anna])).messages?.part).toMatchObject({ kind: 'outbound', recipients });
  });

  test('by mail may have a form, of which the words are plain and the HTML is made of nothing but its marks; a chat has none', () => {
    const rich = { ...args, text: '**Today** <b>&</b>\n- really', rich: true } as const;
    const rows = after(run(sendMessage, shelf(mine), [rich, anna]));
    expect(rows.messages).toMatchObject({ text: 'Today <b>&</b>\n- really', html: '<div style="white-space:pre-wrap"><b>Today</b> &lt;b&gt;&amp;&lt;/b&gt;</div>\n<ul><li>really</li></ul>' });
    expect(rows.conversations).toMatchObject({ preview: 'Today <b>&</b> - really' });
    expect(run(sendMessage, shelf({ ...mine, conversation: { ...mine.conversation, kind: 'chat' } }), [rich, anna])).toEqual({ ok: false, code: 'mutation.failed' });
  });

  test('said again with its form is the same answer', () => {
    const rich = { ...args, text: '**Today**', rich: true } as const;
    const message = after(run(sendMessage, shelf(mine), [rich, anna])).messages;
    expect(message).toBeDefined();
    expect(message && run(sendMessage, [...shelf(mine), { op: 'put', table: 'messages', row: message }], [rich, anna])).toEqual({ ok: true, value: [] });
  });

  test('to nobody in particular in a mail, or to anybody in a chat, is refused', () => {
    expect(run(sendMessage, shelf(mine), [{ ...args, recipients: { ...recipients, to: [] } }, anna])).toEqual({ ok: false, code: 'recipient.absent' });
    expect(run(sendMessage, shelf({ ...mine, conversation: { ...mine.conversation, kind: 'chat' } }), [{ ...args, recipients }, anna])).toEqual({ ok: false, code: 'mutation.failed' });
  });

  const inbound = { id: 'msg_0', conversation: 'con_1', team: 'tea_support', at: noon, part: { kind: 'inbound', author: 'cus_1', authorName: 'Ivan' }, text: 'Is this mine?', html: null, attachments: [], version: 1 } as const;
  const holding = (row: MessageRow): Put[] => [...shelf(mine), { op: 'put', table: 'messages', row }];
  const forwarding = { ...args, text: '', recipients, forwards: inbound.id } as const;

  test('that only takes a message along to others is no answer: the clock runs on and the case stands as it stood', () => {
    const rows = after(run(sendMessage, holding(inbound), [forwarding, anna]));
    expect(rows.messages).toMatchObject({ text: '', part: { forwards: inbound.id, recipients } });
    expect([rows.conversations, rows.cases]).toEqual([undefined, undefined]);
  });

  test('takes along neither a note, nor what stands elsewhere, nor anything to nobody', () => {
    const note: MessageRow = { ...inbound, part: { kind: 'note', author: boris.person } };
    for (const row of [note, { ...inbound, conversation: 'con_2' } as const]) expect(run(sendMessage, holding(row), [forwarding, anna])).toEqual({ ok: false, code: 'mutation.failed' });
    expect(run(sendMessage, shelf(mine), [forwarding, anna])).toEqual({ ok: false, code: 'mutation.failed' });
    expect(run(sendMessage, holding(inbound), [{ ...args, forwards: inbound.id }, anna])).toEqual({ ok: false, code: 'recipient.absent' });
  });

  test('past a colleague of whose answer its author did not know is refused; past one that they knew of it goes', () => {
    const answered = { ...mine, conversation: { ...mine.conversation, answered: 'msg_theirs' } } as const;
    for (const seen of [[], ['msg_older']] as const) expect(run(sendMessage, shelf(answered), [{ ...args, seen }, anna])).toEqual({ ok: false, code: 'conversation.answered' });
    expect(after(run(sendMessage, shelf(answered), [{ ...args, seen: ['msg_mine', 'msg_theirs'] }, anna])).conversations).toMatchObject({ answered: args.message });
    expect(run(sendMessage, shelf(answered), [args, anna]).ok).toBe(true);
  });

  test('that only takes a message along to others passes any answer', () => {
    const row = { ...inbound, id: 'msg_9' } as const;
    const rows: Put[] = [...shelf({ ...mine, conversation: { ...mine.conversation, answered: 'msg_theirs' } }), { op: 'put', table: 'messages', row }];
    expect(after(run(sendMessage, rows, [{ ...forwarding, forwards: row.id, seen: [] }, anna])).conversations).toBeUndefined();
  });

  test('that comes after the promised moment says that it was missed', () => {
    const late = noon + 2 * minute;
    expect(after(run(sendMessage, shelf(mine), [args, anna, late])).conversations?.firstResponse).toEqual({ state: 'missed', dueAt: noon + minute, at: late });
  });

  test('that comes exactly at the promised moment meets it', () => {
    expect(after(run(sendMessage, shelf(mine), [args, anna, noon + minute])).conversations?.firstResponse.state).toBe('met');
  });

  test('that is not the first leaves the clock as it stopped', () => {
    const met = { state: 'met', dueAt: noon, at: noon - minute } as const;
    expect(after(run(sendMessage, shelf({ ...mine, conversation: { assignee: anna.person, firstResponse: met } }), [args, anna])).conversations?.firstResponse).toEqual(met);
  });

  test.each([
    ['somebody who does not own the conversation', boris, 'conversation.notYours'],
    ['a supervisor who does not own it', vera, 'conversation.notYours'],
    ['another team, as if it did not exist', stranger, 'conversation.absent'],
    ['a trainer, as if it did not exist', trainer, 'conversation.absent'],
  ] as const)('is refused from %s', (_who, actor, code) => {
    expect(run(sendMessage, shelf(mine), [args, actor])).toEqual({ ok: false, code });
  });

  test('is refused in a resolved case', () => {
    const rows = shelf({ conversation: { assignee: anna.person }, case: { state: { status: 'resolved', at: noon } } });
    expect(run(sendMessage, rows, [args, anna])).toEqual({ ok: false, code: 'conversation.finished' });
  });

  test.each([
    ['nothing', '', 'message.empty'],
    ['blanks', ' \n\t\u00a0', 'message.empty'],
    ['only zeros', '\u0000', 'message.empty'],
    ['more than the longest text', 'я'.repeat(longestMessage + 1), 'message.tooLong'],
  ] as const)('with %s is refused', (_what, text, code) => {
    expect(run(sendMessage, shelf(mine), [{ ...args, text }, anna])).toEqual({ ok: false, code });
  });

  test('keeps its line breaks in one form and loses the blank end', () => {
    expect(after(run(sendMessage, shelf(mine), [{ ...args, text: 'one\r\ntwo\u0000 \n\n' }, anna])).messages?.text).toBe('one\ntwo');
  });

  test('never writes over a message that exists', () => {
    const existing = after(run(addNote, shelf(mine), [{ ...args, text: 'a note of another team' }, anna])).messages;
    if (existing === undefined) throw new Error('no note');
    const rows = [...shelf(mine), { op: 'put', table: 'messages', row: { ...existing, team: 'tea_delivery', conversation: 'con_2' } } as const];
    expect(run(sendMessage, rows, [args, anna])).toEqual({ ok: false, code: 'mutation.failed' });
    expect(run(addNote, rows, [args, anna])).toEqual({ ok: false, code: 'mutation.failed' });
  });
});

describe('a note', () => {
  test('and an answer that are said again, as by a desk that was put back to an earlier day, are done already', () => {
    for (const mutator of [addNote, sendMessage]) {
      const existing = after(run(mutator, shelf(mine), [args, anna])).messages;
      if (existing === undefined) throw new Error('no message');
      const rows = [...shelf(mine), { op: 'put', table: 'messages', row: existing } as const];
      expect(run(mutator, rows, [args, anna])).toEqual({ ok: true, value: [] });
      expect(run(mutator, rows, [{ ...args, text: 'something else' }, anna])).toEqual({ ok: false, code: 'mutation.failed' });
      if (mutator === addNote) expect(run(mutator, rows, [args, boris])).toEqual({ ok: false, code: 'mutation.failed' });
    }
  });

  test('is written by any colleague and moves no clock', () => {
    const rows = after(run(addNote, shelf(mine), [args, boris]));
    expect(Object.keys(rows)).toEqual(['messages']);
    expect(rows.messages?.part).toEqual({ kind: 'note', author: boris.person });
  });

  test('is refused from another team', () => {
    expect(run(addNote, shelf(mine), [args, stranger])).toEqual({ ok: false, code: 'conversation.absent' });
  });
});
