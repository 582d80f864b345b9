import { lapseOf, presumedLapse, regained, type Lapse } from '#domain/conversation/lapse';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { CaseRow } from '#domain/conversation/case';
import type { Actor } from '#domain/access/actor';
import { describe, expect, test } from 'vitest';
import { aCase, aConversation, anna, boris, noon, stranger } from './shop';

const lapse: Lapse = { person: anna.person, from: 1, to: 2 };
const queued = { assignee: null, fence: 2 } as const;

describe('the end of a lease is kept', () => {
  test('as whose the conversation was, and under which number', () => {
    expect(lapseOf(aConversation({ assignee: anna.person, fence: 1 }), null)).toEqual(lapse);
    expect(lapseOf(aConversation(), null)).toBeNull();
  });

  test('as one with the last one, where nobody else held the conversation between them', () => {
    expect(lapseOf(aConversation({ assignee: anna.person, fence: 3 }), lapse)).toEqual({ person: anna.person, from: 1, to: 4 });
    expect(lapseOf(aConversation({ assignee: boris.person, fence: 3 }), lapse)).toEqual({ person: boris.person, from: 3, to: 4 });
    expect(lapseOf(aConversation({ assignee: anna.person, fence: 5 }), lapse)).toEqual({ person: anna.person, from: 5, to: 6 });
  });
});

type Change = { readonly conversation?: Partial<ConversationRow>; readonly case?: Partial<CaseRow>; readonly fence?: number; readonly actor?: Actor };

function comesBack({ conversation = queued, case: row = {}, fence = 1, actor = anna }: Change): ReturnType<typeof regained> {
  return regained({ conversation: aConversation(conversation), case: aCase(row) }, { lapse, fence, line: 'msg_e' }, { actor, now: noon });
}

describe('whoever was not heard of and comes back', () => {
  test('has the conversation again under a new number, with a line before what they say in it', () => {
    expect(comesBack({})).toMatchObject([
      { row: { assignee: anna.person, fence: 3 } },
      { row: { owner: anna.person } },
      { row: { id: 'msg_e', at: noon - 1, part: { event: { type: 'taken', by: anna.person } } } },
    ]);
  });

  test('changes nothing more with the second word', () => {
    expect(comesBack({ conversation: { assignee: anna.person, fence: 3 } })).toEqual([]);
  });

  test.each<[string, Change]>([
    ['a colleague has it', { conversation: { assignee: boris.person, fence: 3 } }],
    ['a colleague had it, and gave it back', { conversation: { assignee: null, fence: 4 } }],
    ['a colleague had it, and it is theirs again', { conversation: { assignee: anna.person, fence: 5 } }],
    ['it is finished', { case: { state: { status: 'resolved', at: noon } } }],
    ['they are of its team no more', { actor: { ...anna, teams: [] } }],
    ['it was not theirs', { actor: boris }],
    ['it was not theirs, nor is its team', { actor: stranger }],
    ['they speak under a number of before somebody else', { fence: 0 }],
    ['they speak under a number that was never given', { fence: 3 }],
  ])('gets nothing where %s', (_what, change) => {
    expect(comesBack(change)).toBeNull();
  });
});

test('a desk takes a chat for its own again until the server has spoken, and a mail never, which no silence takes from its owner', () => {
  expect(presumedLapse(aConversation({ ...queued, kind: 'chat' }), 1, anna.person)).toEqual(lapse);
  expect(presumedLapse(aConversation({ ...queued, kind: 'email' }), 1, anna.person)).toBeNull();
});
