import { readFileSync } from 'node:fs';
import { noteInserted } from '#db/cache/suggestion-log';
import { addNotice } from '#db/cache/notice';
import { scopesOf } from '#domain/scope';
import type { SuggestionEvent } from '#domain/suggestion/feedback';
import { id } from '#kernel/id';
import { expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, begun, conversationOf, keptCompany, standing, type Kept } from './small-company';

const event = (number: number): SuggestionEvent => ({ deed: 'inserted', question: `q${number}`, key: `k${number}`, conversation: conversationOf(number), source: 'macro', place: 1, at: begun, kept: null, reason: null, explored: false, evidence: null });

/** A suggestion that tells of the company stands in an answer of two conversations, and words of two cards were refused. */
async function withWords(): Promise<Kept> {
  const place = await keptCompany(freshFolder('left-words'));
  await place.outbox.file.write(async (tx) => {
    for (const number of [1, 2]) {
      await noteInserted(tx, event(number), `secret words of conversation ${number}`);
      await addNotice(tx, { id: `n${number}`, at: begun, code: 'note.tooMany', about: 'customerNote.add', conversation: null, text: `secret words of customer ${number}` }, id('customer', `u${number}`));
    }
  });
  return place;
}

/** What of the words lies in the bytes of the outbox. */
function lying({ outbox }: Kept): readonly string[] {
  const bytes = ['', '-wal'].map((end) => {
    try {
      return readFileSync(outbox.file.path + end, 'latin1');
    } catch {
      return '';
    }
  });
  return ['conversation 1', 'customer 1', 'conversation 2', 'customer 2'].filter((words) => bytes.some((text) => text.includes(`secret words of ${words}`)));
}

test('words of a suggestion, and of a card, stayed in the file of a desk whose team had lost the conversation', async () => {
  const place = await withWords();
  await place.picture.apply([{ op: 'remove', table: 'conversations', id: conversationOf(1) }, { op: 'remove', table: 'customers', id: id('customer', 'u1') }], standing(11));
  expect(lying(place)).toEqual(['conversation 2', 'customer 2']);
  expect(new Map((await place.outbox.notices()).map(({ id: name, text }) => [name, text]))).toEqual(new Map([['n1', null], ['n2', 'secret words of customer 2']]));
  await place.picture.close();
});

test('the same words leave with the team, and at the next start where a crash came between', async () => {
  const place = await withWords();
  const position = { ...standing(20), scopes: scopesOf({ person: anna, roles: ['agent'], teams: [id('team', 'delivery')] }, id('client', 'annas')) };
  const file = await place.picture.beside();
  expect(await place.picture.enter({ onto: standing(10), changes: [], file, position })).toMatchObject({ position });
  await file.close();
  expect(lying(place)).toEqual([]);
  await place.outbox.file.write((tx) => noteInserted(tx, event(1), 'secret words of conversation 1'));
  await place.picture.open();
  expect(lying(place)).toEqual([]);
  await place.picture.close();
});
