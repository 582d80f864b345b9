import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropScopes } from '#db/cache/drop-scopes';
import { openCache } from '#db/cache/open';
import { addPrecedents, messagesOfFinished, precedentsLike, type PrecedentRow } from '#db/cache/precedents';
import { query, type SqliteFile } from '#db/cache/sqlite';
import { writeRows } from '#db/cache/write-rows';
import { teamScope } from '#domain/scope';
import { endedWell } from '#domain/suggestion/outcome';
import type { RowChange } from '#domain/tables';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna, begun, company, conversationOf, team } from './small-company';

const folder = mkdtempSync(join(tmpdir(), 'otklik-precedents-'));
let file: SqliteFile;

beforeAll(async () => {
  ({ file } = await openCache(join(folder, 'cache.db'), id('person', 'anna')));
});

afterAll(async () => {
  await file.close();
  rmSync(folder, { recursive: true, force: true });
});

const before = (place: number, question: string): PrecedentRow => ({ conversation: conversationOf(place), team: team, question, reply: 'Да', answer: null, at: place });

test('a question finds those of its team that share its rare words, and a quotation mark in it breaks nothing', async () => {
  await file.write((tx) => writeRows(tx, company({ conversations: 3, messagesEach: 1 })));
  await file.write((tx) => addPrecedents(tx, [before(0, 'Можно с собакой?'), before(1, 'Где "моя" посылка а-1187'), before(2, 'Когда откроетесь?')]));
  const ask = async (question: string, of = team): Promise<readonly string[]> => (await precedentsLike(file.read, { question, team: of, most: 10 })).map((row) => row.question);
  expect(await ask('к вам с собаками можно?')).toEqual(['Можно с собакой?']);
  expect(await ask('посылки "а-1187" OR NEAR(*)')).toEqual(['Где "моя" посылка а-1187']);
  expect(await ask('можно с собакой', id('team', 'other'))).toEqual([]);
  expect(await ask('')).toEqual([]);
});

test('a long conversation was judged by its beginning alone: the rating at its end counts', async () => {
  const rated: RowChange = { op: 'put', table: 'messages', row: { id: id('message', 'rated'), conversation: conversationOf(9), team, at: begun + 100 * day, part: { kind: 'event', event: { type: 'rated', score: 1, finisher: anna } }, text: '', html: null, attachments: [], version: 1 } };
  await file.write((tx) => writeRows(tx, [...company({ conversations: 10, messagesEach: 80 }).filter((change) => change.op === 'put' && change.table === 'messages' && change.row.conversation === conversationOf(9)), rated]));
  const messages = await messagesOfFinished(file.read, conversationOf(9));
  expect([messages.length, messages.at(-1)?.id, endedWell(messages)]).toEqual([61, 'msg_rated', false]);
});

test('with its scope every answer of the past leaves the file', async () => {
  await file.write((tx) => dropScopes(tx, [teamScope(team)]));
  const counted = await query(file.read, { sql: `select (select count(*) from precedents) as "rows", (select count(*) from precedent_terms) as "terms"`, bindings: [] });
  expect(counted).toEqual([{ rows: 0, terms: 0 }]);
});
