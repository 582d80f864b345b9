import { usualMail } from '#contract/draft-mail';
import { id, type MessageId } from '#kernel/id';
import { expect, test } from 'vitest';
import { answeredMeanwhile, newestAnswer } from '../../../renderer/conversation/answered-meanwhile';

type Asked = Parameters<typeof answeredMeanwhile>[0];

const message = (name: string): MessageId => id('message', name);
const none = new Set<MessageId>();

/** A conversation with these answers, oldest first. */
function answeredBy(...names: readonly string[]): Asked {
  const messages = names.map((name) => ({ row: { id: message(name), part: { kind: 'outbound', author: 'per_x', delivery: { state: 'sent', at: 1 } }, text: name } }));
  const last = names.at(-1);
  // checked: nothing else of a conversation is looked at
  return { conversation: { answered: last === undefined ? null : message(last) }, messages, answer: null } as unknown as Asked;
}

const text = (seen: MessageId | null | undefined, mode: 'reply' | 'note' = 'reply') => ({ mode, text: 'On its way', mail: usualMail, seen });

test('whoever began to write before a colleague answered is shown that answer before theirs may leave', () => {
  expect(answeredMeanwhile(answeredBy('first', 'theirs', 'theirs too'), text(message('first')), none)).toMatchObject({ seen: message('first'), news: [{ text: 'theirs' }, { text: 'theirs too' }] });
  expect(answeredMeanwhile(answeredBy('theirs'), text(null), none)).toMatchObject({ seen: null, news: [{ text: 'theirs' }] });
});

test('an answer before the shown page is still told', () => {
  const { conversation } = answeredBy('old', 'theirs');
  const { messages } = answeredBy('theirs');
  expect(answeredMeanwhile({ conversation, messages, answer: null }, text(message('old')), none).news).toMatchObject([{ text: 'theirs' }]);
});

test('an answer behind which more came than is held was not told, and the text was refused without a word of it', () => {
  const { conversation, messages } = answeredBy('old', 'theirs');
  const beyond = messages[1]?.row ?? null;
  expect(answeredMeanwhile({ conversation, messages: [], answer: beyond }, text(message('old')), none)).toMatchObject({ seen: message('old'), news: [{ text: 'theirs' }] });
  expect(answeredMeanwhile({ conversation, messages: [], answer: beyond }, text(message('theirs')), none).news).toEqual([]);
});

test('in a conversation that was brought in from elsewhere, only the newest of what colleagues answered was told', () => {
  const { messages } = answeredBy('brought in');
  const known = newestAnswer({ conversation: answeredBy().conversation, messages });
  expect(known).toBe(message('brought in'));
  expect(answeredMeanwhile(answeredBy('brought in', 'theirs', 'theirs too'), text(known), none).news).toMatchObject([{ text: 'theirs' }, { text: 'theirs too' }]);
});

test('what the same window sent, and what stood there before the first letter, is no news', () => {
  expect(answeredMeanwhile(answeredBy('first', 'mine'), text(message('first')), new Set([message('mine')]))).toEqual({ seen: message('mine'), news: [] });
  expect(answeredMeanwhile(answeredBy('first'), text(message('first')), none)).toEqual({ seen: message('first'), news: [] });
  expect(answeredMeanwhile(answeredBy('first'), text(undefined), none)).toEqual({ seen: message('first'), news: [] });
});

test('a note to colleagues waits for nobody', () => {
  expect(answeredMeanwhile(answeredBy('theirs'), text(null, 'note'), none).news).toEqual([]);
});
