import { changeToWire, putOf } from '#db/tables/codec';
import type { CaseState } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import { id } from '#kernel/id';
import { eventsOf } from '#server/webhook/events-of';
import { expect, test } from 'vitest';

const [customer, team, at] = [id('customer', 'c'), id('team', 't'), 1_000_000];

/** What came in by mail, as the log tells it. */
function told(state: CaseState): readonly string[] {
  const conversation: ConversationRow = {
    id: id('conversation', 'c'), case: id('case', 'c'), customer, team, queue: id('queue', 'q'), channel: id('channel', 'c'), kind: 'email', subject: 'Win', assignee: null, fence: 0,
    openedAt: at, lastMessageAt: at, preview: 'Win', previewFrom: 'customer', unread: 0, firstResponse: { state: 'met', dueAt: at, at }, version: 1, answered: null, offer: null,
  };
  const rows = [
    putOf('cases', { id: id('case', 'c'), number: 1, customer, team, topic: 'Win', state, owner: null, previous: null, openedAt: at, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 1 }),
    putOf('conversations', conversation),
    putOf('messages', { id: id('message', 'm'), conversation: conversation.id, team, at, part: { kind: 'inbound', author: customer, authorName: 'Win' }, text: 'Win', html: null, attachments: [], version: 1 }),
  ];
  return eventsOf({ seq: 1, at, parts: { [`team:${team}`]: rows.map(changeToWire) } }).map(({ type }) => type);
}

test('other systems hear of what customers write, and nothing of what blocked senders do', () => {
  expect(told({ status: 'new' })).toEqual(['conversation.created', 'message.received']);
  expect(told({ status: 'closed', at, spam: 'list' })).toEqual([]);
});
