import { articleVersion, articleVersions, articleWritten } from '#contract/article';
import { importResult } from '#contract/import-record';
import { macroNamed } from '#contract/macro';
import type { Granted } from '#contract/session';
import type { Role } from '#domain/access/person';
import type { ArticleRow } from '#domain/knowledge/article';
import { changeFromWire } from '#db/tables/codec';
import { loadRow } from '#db/central/rows';
import type { RowChange } from '#domain/tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf, get, hire, signIn, TestDesk } from '../../support/central-server';
import { eventually } from '../../support/eventually';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
let editor: Granted;
let agent: Granted;
let desk: TestDesk;
beforeAll(async () => {
  served = await openServedCompany();
  editor = await signedIn('editor');
  agent = await signedIn('agent');
  desk = await TestDesk.live(served.server.url, agent);
});
afterAll(async () => {
  desk.close();
  await served.stop();
});

async function signedIn(role: Role): Promise<Granted> {
  const { email } = await hire(served.server.services.exchange.commit, served.company.tenant, { teams: [served.company.support], roles: [role] });
  return signIn(served.server.url, email);
}

async function ask(call: `${'PUT' | 'POST' | 'DELETE'} ${string}`, body: unknown, as = editor): Promise<Response> {
  const [method = '', path = ''] = call.split(' ');
  const json = body === null ? {} : { body: JSON.stringify(body) };
  return fetch(new URL(path, served.server.url), { method, headers: { authorization: `Bearer ${as.access}`, ...(body === null ? {} : { 'content-type': 'application/json' }) }, ...json });
}

const content = { title: 'Возврат', language: 'ru', audience: 'customers', category: null, sections: [{ heading: 'Как', text: 'За [[срок]]', kind: 'steps' }], facts: [{ name: 'срок', text: '30 дней', validUntil: null }], tags: ['деньги'], owner: null, reviewAt: null, counterpart: null } as const;

/** Waits until the agent's desk is told so. */
async function told(isIt: (change: RowChange) => boolean): Promise<void> {
  await desk.heard((frame) => frame.t === 'changes' && frame.changes.map(changeFromWire).some(isIt));
}

function row(article: string): Promise<ArticleRow | null> {
  return loadRow(served.server.services.db, served.company.tenant, { table: 'articles', id: article });
}

test('an article that is written is on every desk at once, who writes over a newer one is told, and every version stays', async () => {
  const { article, revision } = articleWritten.parse(await (await ask('POST /articles', content)).json());
  expect(revision).toBe(1);
  await told((change) => change.op === 'put' && change.table === 'articles' && change.row.id === article && change.row.facts[0]?.text === '30 дней');
  expect((await ask(`PUT /articles/${article}`, { ...content, title: 'Возврат денег', revision: 1 })).status).toBe(200);
  const late = await ask(`PUT /articles/${article}`, { ...content, title: 'Мой возврат', revision: 1 });
  expect([late.status, (await failureOf(late)).code]).toEqual([409, 'article.changed']);
  expect(await row(article)).toMatchObject({ title: 'Возврат денег', revision: 2 });
  const { versions } = articleVersions.parse(await (await get(served.server.url, `/articles/${article}/versions`, editor.access)).json());
  expect(versions.map((version) => [version.revision, version.title])).toEqual([[2, 'Возврат денег'], [1, 'Возврат']]);
  expect(articleVersion.parse(await (await get(served.server.url, `/articles/${article}/versions/1`, editor.access)).json())).toEqual(content);
});

test('both of a pair of languages name each other', async () => {
  const first = articleWritten.parse(await (await ask('POST /articles', content)).json());
  const second = articleWritten.parse(await (await ask('POST /articles', { ...content, title: 'Returns', language: 'en', counterpart: first.article })).json());
  expect([(await row(first.article))?.counterpart, (await row(second.article))?.counterpart]).toEqual([second.article, first.article]);
  expect((await row(first.article))?.revision).toBe(1);
});

test('an article named one that is gone, or that has another one now: it stands by itself', async () => {
  const written = async (change: object) => articleWritten.parse(await (await ask('POST /articles', { ...content, ...change })).json()).article;
  const ru = await written({});
  const en = await written({ language: 'en', counterpart: ru });
  const de = await written({ title: 'Rückgabe', counterpart: ru });
  expect([(await row(ru))?.counterpart, (await row(en))?.counterpart, (await row(de))?.counterpart]).toEqual([de, null, ru]);
  expect((await ask(`DELETE /articles/${ru}`, null)).status).toBe(200);
  expect((await row(de))?.counterpart).toBeNull();
});

test('a vote that was given while its article was deleted stayed behind alone', async () => {
  const { services } = served.server;
  const article = articleWritten.parse(await (await ask('POST /articles', content)).json()).article;
  const deleted = await services.db.transaction(async (tx) => {
    // Somebody votes: they hold the article, and have not committed yet.
    await tx('articles').where({ id: article }).forUpdate().select('id');
    const deleting = ask(`DELETE /articles/${article}`, null);
    const own = services.db('pg_stat_activity').whereRaw('datname = current_database()').select('pid');
    await eventually(async () => expect(await services.db('pg_locks').where({ granted: false }).whereIn('pid', own)).not.toEqual([]));
    await tx('votes').insert({ tenant: served.company.tenant, id: `${article}.late`, article, person: agent.me.id, value: 'useful', at: 1, version: 1 });
    return { deleting };
  });
  expect((await deleted.deleting).status).toBe(200);
  expect(await services.db('votes').where({ article })).toEqual([]);
});

test('an agent reads and votes, and writes nothing', async () => {
  expect((await failureOf(await ask('POST /articles', content, agent))).code).toBe('access.denied');
  const { article } = articleWritten.parse(await (await ask('POST /articles', content)).json());
  const person = agent.me.id;
  desk.send({ t: 'push', mutations: [{ id: 1, intent: { name: 'article.vote', args: { article, person, vote: 'useful' } } }] });
  await told((change) => change.op === 'put' && change.table === 'votes' && change.row.article === article && change.row.value === 'useful');
  expect((await ask(`DELETE /articles/${article}`, null)).status).toBe(200);
  await told((change) => change.op === 'remove' && change.table === 'articles' && change.id === article);
  expect(await served.server.services.db('votes').where({ article })).toEqual([]);
});

test('what is too long is refused whole, and nothing of it is kept', async () => {
  const before = await served.server.services.db('articles').count<{ count: number }[]>();
  expect((await ask('POST /articles', { ...content, sections: [{ heading: '', text: 'x'.repeat(100_001), kind: 'text' }] })).status).toBe(400);
  expect(await served.server.services.db('articles').count()).toEqual(before);
});

test('articles and macros of an import and of those who lead reach the desks at once', async () => {
  const boss = await signedIn('administrator');
  const lines = [
    { kind: 'article', key: 'kb-1', title: 'Доставка', text: 'Коротко\n\n## Шаги {шаги}\n1. Раз', facts: [{ name: 'цена', text: '390 ₽', validUntil: 1 }] },
    { kind: 'macro', key: 'm-1', title: 'Спасибо', text: 'Спасибо, {name}!' },
    { kind: 'article', key: 'kb-2', title: 'Чужая', text: 'Текст', owner: 'nobody@example.org' },
  ];
  const result = importResult.parse(await (await ask('POST /import', { format: 'ndjson', text: lines.map((line) => JSON.stringify(line)).join('\n') }, boss)).json());
  expect(result).toMatchObject({ articles: 1, macros: 1, refused: [{ line: 3, problem: 'agent.absent' }] });
  await told((change) => change.op === 'put' && change.table === 'articles' && change.row.title === 'Доставка' && change.row.sections.map(({ kind }) => kind).join() === 'text,steps');
  const { macro } = macroNamed.parse(await (await ask('POST /macros', { title: 'Ждём', text: 'Ждём, {name}', language: 'ru', actions: [{ kind: 'status', status: 'waiting' }], teams: [served.company.support] }, boss)).json());
  await told((change) => change.op === 'put' && change.table === 'macros' && change.row.id === macro && change.row.actions[0]?.kind === 'status');
});
