import { firstResponseTarget } from '#domain/channel/channel';
import { reopenWindow, type CaseState } from '#domain/conversation/case';
import { receiveMessage, type Received } from '#domain/conversation/receive-message';
import type { CustomerRow } from '#domain/customer/customer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCase, aConversation, anna, noon } from './shop';

const olga: CustomerRow = { id: 'cus_1', name: 'Olga', company: null, city: null, language: 'ru', since: noon, facts: [], version: 1, timezone: null, segments: [], changes: 0, mergedInto: null };

function received(change: Partial<Received> = {}): Received {
  return {
    message: 'msg_in',
    text: 'Where is my parcel?',
    html: null,
    attachments: [],
    authorName: 'Olga',
    subject: 'Parcel',
    channel: { id: 'cha_1', kind: 'email', queue: 'que_1', team: 'tea_support' },
    customer: { known: true, row: olga },
    thread: null,
    fresh: { case: 'cas_new', conversation: 'con_new', event: 'msg_e', caseNumber: 42 },
    ...change,
  };
}

const tables = (change: Partial<Received>, now = noon): readonly string[] => receiveMessage(received(change), now).changes.map(({ table }) => table);

describe('the first message of a customer', () => {
  test('creates the customer, a case, a conversation with a running clock, and the message', () => {
    const { conversation, changes } = receiveMessage(received({ customer: { known: false, row: olga, identity: { id: 'idn_1', kind: 'email', value: 'olga@example.org' } } }), noon);
    expect(conversation).toBe('con_new');
    expect(changes.map(({ table }) => table)).toEqual(['customers', 'identities', 'cases', 'conversations', 'messages']);
    expect(changes[1]).toMatchObject({ row: { customer: 'cus_1', value: 'olga@example.org' } });
    expect(changes[3]).toMatchObject({ row: { case: 'cas_new', assignee: null, unread: 1, firstResponse: { state: 'running', dueAt: noon + firstResponseTarget.email } } });
  });

  test('by chat is promised within a minute', () => {
    const { changes } = receiveMessage(received({ channel: { ...received().channel, kind: 'chat' } }), noon);
    expect(changes[1]).toMatchObject({ table: 'conversations', row: { firstResponse: { dueAt: noon + 60_000 } } });
  });
});

describe('a further message', () => {
  const thread = (state: CaseState): Received['thread'] => ({ conversation: aConversation({ assignee: anna.person }), case: aCase({ state, owner: anna.person }) });

  test('joins the conversation, keeps its owner and counts as unread', () => {
    const { conversation, changes } = receiveMessage(received({ thread: thread({ status: 'waiting', since: noon }) }), noon);
    expect(conversation).toBe('con_1');
    expect(changes[0]).toMatchObject({ table: 'conversations', row: { assignee: anna.person, unread: 3, previewFrom: 'customer', lastMessageAt: noon } });
    expect(changes[1]).toMatchObject({ table: 'cases', row: { state: { status: 'open' } } });
  });

  test('to an owner who is away puts the conversation back into the queue and says so, whatever the channel', () => {
    const { changes } = receiveMessage(received({ thread: thread({ status: 'waiting', since: noon }), ownerAway: 'msg_away' }), noon);
    expect(changes[0]).toMatchObject({ row: { assignee: null, fence: aConversation().fence + 1, unread: 3 } });
    expect(changes[1]).toMatchObject({ row: { owner: null, state: { status: 'open' } } });
    expect(changes[2]).toMatchObject({ row: { id: 'msg_away', part: { event: { type: 'ownerAway', owner: anna.person } } } });
  });

  test('of a blocked sender begins a case that is spam, and adds nothing but itself to one that is', () => {
    const { conversation, changes } = receiveMessage(received({ thread: thread({ status: 'open' }), isBlocked: true }), noon);
    expect(conversation).toBe('con_new');
    expect(changes).toMatchObject([{ row: { state: { status: 'closed', spam: 'list' }, previous: null } }, { row: { unread: 0, assignee: null, firstResponse: { state: 'met' } } }, { table: 'messages' }]);
    const spam: CaseState = { status: 'closed', at: 1, spam: 'list' };
    const further = receiveMessage(received({ thread: thread(spam), isBlocked: true }), noon);
    expect([further.conversation, further.changes]).toMatchObject(['con_1', [{ row: { unread: 2 } }, { row: { state: spam } }, { table: 'messages' }]]);
  });

  test('leaves a case new that nobody has taken', () => {
    expect(receiveMessage(received({ thread: thread({ status: 'new' }) }), noon).changes[1]).toMatchObject({ row: { state: { status: 'new' } } });
  });

  test('wakes a snoozed case', () => {
    expect(receiveMessage(received({ thread: thread({ status: 'snoozed', until: noon * 2 }) }), noon).changes[1]).toMatchObject({ row: { state: { status: 'open' } } });
  });

  test('reopens a case resolved within the window, and the thread says so', () => {
    expect(tables({ thread: thread({ status: 'resolved', at: noon - reopenWindow }) })).toEqual(['conversations', 'cases', 'messages', 'messages']);
  });

  test.each([
    ['resolved too long ago', { status: 'resolved', at: noon - reopenWindow - 1 }],
    ['closed', { status: 'closed', at: noon }],
  ] as const)('to a case %s starts a new one that is linked to it', (_what, state) => {
    const { conversation, changes } = receiveMessage(received({ thread: thread(state) }), noon);
    expect(conversation).toBe('con_new');
    expect(changes[0]).toMatchObject({ table: 'cases', row: { id: 'cas_new', previous: 'cas_1', owner: null, state: { status: 'new' } } });
  });
});

test('every row of one intake stands in one team and refers to rows that exist', () => {
  const states = fc.constantFrom<CaseState>({ status: 'new' }, { status: 'open' }, { status: 'waiting', since: 1 }, { status: 'resolved', at: noon }, { status: 'closed', at: 1 });
  fc.assert(
    fc.property(fc.option(states), fc.string(), fc.integer({ min: noon, max: noon * 2 }), (state, text, now) => {
      const thread = state === null ? null : { conversation: aConversation(), case: aCase({ state }) };
      const { conversation, changes } = receiveMessage(received({ thread, text }), now);
      const written = changes.flatMap((change) => (change.op === 'put' && change.table === 'messages' ? [change.row] : []));
      expect(written.every((row) => row.conversation === conversation && row.team === 'tea_support' && row.at <= now && row.at >= now - 2)).toBe(true);
      expect(new Set(changes.map((change) => (change.op === 'put' ? `${change.table}/${change.row.id}` : change.id))).size).toBe(changes.length);
      expect(written.filter(({ part }) => part.kind === 'inbound')).toHaveLength(1);
    }),
  );
});
