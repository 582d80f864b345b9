import type { Failure } from '#contract/failures';
import { accessChanged, addedPerson, staffList, type StaffMember } from '#contract/staff';
import { teamList, teamNamed } from '#contract/team';
import { queueNamed } from '#contract/queue';
import { macroList, macroNamed } from '#contract/macro';
import type { Granted } from '#contract/session';
import type { Role } from '#domain/access/person';
import type { ChannelRow } from '#domain/channel/channel';
import { id, type PersonId, type QueueId, type TeamId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf, get, hire, post, signIn, TestDesk } from '../../support/central-server';
import { arrive } from '../../support/company';
import { comesTrueWithinASecond } from '../../support/eventually';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
let boss: Granted;
beforeAll(async () => {
  served = await openServedCompany();
  const { email } = await hire(served.server.services.exchange.commit, served.company.tenant, { teams: [], roles: ['administrator'] });
  boss = await signIn(served.server.url, email);
});
afterAll(() => served.stop());

async function ask(call: `${'PUT' | 'POST' | 'DELETE'} ${string}`, body?: unknown, as = boss): Promise<Response> {
  const [method = '', path = ''] = call.split(' ');
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(new URL(path, served.server.url), { method, headers: { authorization: `Bearer ${as.access}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...json });
}

async function refusal(answer: Promise<Response>): Promise<Failure> {
  return (await failureOf(await answer)).code;
}

type Values = { readonly name: string; readonly email: string; readonly roles: readonly Role[]; readonly teams: readonly TeamId[]; readonly language: 'ru' | 'en' | null };

function values(changes: Partial<Values> = {}): Values {
  return { name: 'Вера Громова', email: `${randomUUID()}@example.org`, roles: ['agent'], teams: [served.company.support], language: 'ru', ...changes };
}

async function added(changes: Partial<Values> = {}): Promise<Values & { readonly person: PersonId; readonly password: string }> {
  const given = values(changes);
  return { ...given, ...addedPerson.parse(await (await ask('POST /people', given)).json()) };
}

async function entered(who: { readonly email: string; readonly password: string }): Promise<Response> {
  return post(served.server.url, '/session', { email: who.email, password: who.password, device: 'test' });
}

async function grantedTo(who: { readonly email: string; readonly password: string }): Promise<Granted> {
  // checked: what a sign-in answers is parsed where the desk is
  return (await (await entered(who)).json()) as Granted;
}

async function member(person: PersonId): Promise<StaffMember> {
  const found = staffList.parse(await (await get(served.server.url, '/people', boss.access)).json()).find((row) => row.id === person);
  if (found === undefined) throw new Error('nobody');
  return found;
}

function access(person: PersonId, to: 'opened' | 'closed' | 'renewed', as = boss): Promise<Response> {
  return ask(`PUT /people/${person}/access`, { access: to }, as);
}

describe('the people of a company', () => {
  test('somebody who is added enters with the password that was shown once, and sees their team', async () => {
    const vera = await added();
    expect(await member(vera.person)).toMatchObject({ name: 'Вера Громова', isClosed: false, seenAt: null, language: 'ru' });
    const session = await grantedTo(vera);
    expect(session).toMatchObject({ language: 'ru', me: { name: 'Вера Громова', roles: ['agent'], teams: [served.company.support] } });
    expect((await member(vera.person)).seenAt).not.toBeNull();
    expect(JSON.stringify(await served.server.services.db('accounts').where({ person: vera.person }))).not.toContain(vera.password);
  });

  test('two people never sign in with one address, whatever the case of its letters', async () => {
    const vera = await added();
    expect(await refusal(ask('POST /people', values({ email: vera.email.toUpperCase() })))).toBe('person.emailTaken');
    const anna = await added();
    expect(await refusal(ask(`PUT /people/${anna.person}`, values({ email: vera.email })))).toBe('person.emailTaken');
    expect((await ask(`PUT /people/${anna.person}`, values({ email: anna.email, name: 'Анна  Громова\u202e' }))).status).toBe(200);
    expect((await member(anna.person)).name).toBe('Анна Громова');
  });

  test('S-07 a closed account ends every socket within a second, lets nobody in, and has no team until it is opened again', async () => {
    const vera = await added({ roles: ['agent', 'supervisor'] });
    const session = await grantedTo(vera);
    const desk = await TestDesk.greeted(served.server.url, session);
    expect((await access(vera.person, 'closed')).status).toBe(200);
    await comesTrueWithinASecond(() => desk.closed);
    expect((await entered(vera)).status).toBe(401);
    expect((await get(served.server.url, '/me/security', session.access)).status).toBe(401);
    const [row] = await served.server.services.db('people').where({ id: vera.person }).select<{ roles: unknown; teams: unknown }[]>('roles', 'teams');
    expect(row).toEqual({ roles: [], teams: [] });
    expect(await member(vera.person)).toMatchObject({ isClosed: true, roles: ['agent', 'supervisor'], teams: [served.company.support] });
    await ask(`PUT /people/${vera.person}`, values({ email: vera.email, roles: ['agent'], teams: [served.company.delivery] }));
    expect((await entered(vera)).status).toBe(401);
    await access(vera.person, 'opened');
    expect((await grantedTo(vera)).me).toMatchObject({ roles: ['agent'], teams: [served.company.delivery] });
  });

  test('what somebody holds whose account is closed goes back to its queue, mails too', async () => {
    const vera = await added();
    const { db, exchange } = served.server.services;
    const talk = await arrive(exchange.commit, { tenant: served.company.tenant, team: served.company.support });
    await exchange.commit(served.company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: { ...talk, assignee: vera.person } }]));
    expect((await access(vera.person, 'closed')).status).toBe(200);
    expect(await db('conversations').where({ id: talk.id }).pluck('assignee')).toEqual([null]);
    const events: unknown[] = await db('messages').where({ conversation: talk.id }).whereRaw(`part->>'kind' = 'event'`).pluck('part');
    expect(events).toEqual([{ kind: 'event', event: { type: 'returned', by: boss.me.id } }]);
  });

  test('a mail of somebody who was taken out of its team does not stay with them, who cannot see it', async () => {
    const [vera, anna] = [await added({ teams: [served.company.support, served.company.delivery] }), await added()];
    const { db, exchange } = served.server.services;
    const held = async (person: PersonId, team: TeamId): Promise<string> => {
      const talk = await arrive(exchange.commit, { tenant: served.company.tenant, team });
      await exchange.commit(served.company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: { ...talk, assignee: person } }]));
      return talk.id;
    };
    const [left, kept, hers] = [await held(vera.person, served.company.support), await held(vera.person, served.company.delivery), await held(anna.person, served.company.support)];
    const owners = async (): Promise<unknown[]> => Promise.all([left, kept, hers].map(async (id): Promise<unknown> => (await db('conversations').where({ id }).pluck('assignee'))[0]));
    expect((await ask(`PUT /people/${vera.person}`, values({ email: vera.email, teams: [served.company.delivery] }))).status).toBe(200);
    expect(await owners()).toEqual([null, vera.person, anna.person]);
    const teams = teamList.parse(await (await get(served.server.url, '/teams', boss.access)).json());
    const members = staffList.parse(await (await get(served.server.url, '/people', boss.access)).json()).flatMap((one) => (one.teams.includes(served.company.support) && !one.isClosed && one.id !== anna.person ? [one.id] : []));
    expect((await ask(`PUT /teams/${served.company.support}`, { name: teams.find(({ id: team }) => team === served.company.support)?.name, members })).status).toBe(200);
    expect(await owners()).toEqual([null, vera.person, null]);
  });

  test('a new password ends every session, and the old one opens nothing', async () => {
    const vera = await added();
    const desk = await TestDesk.greeted(served.server.url, await grantedTo(vera));
    const { password } = accessChanged.parse(await (await access(vera.person, 'renewed')).json());
    await comesTrueWithinASecond(() => desk.closed);
    expect((await entered(vera)).status).toBe(401);
    expect((await entered({ email: vera.email, password: password ?? '' })).status).toBe(200);
  });

  test('the last administrator stays one, also when two close each other at once', async () => {
    expect(await refusal(access(boss.me.id, 'closed'))).toBe('person.lastAdministrator');
    expect(await refusal(ask(`PUT /people/${boss.me.id}`, values({ roles: ['agent'] })))).toBe('person.lastAdministrator');
    const second = await grantedTo(await added({ roles: ['administrator'] }));
    const both = await Promise.all([access(second.me.id, 'closed'), access(boss.me.id, 'closed', second)]);
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    // Whoever is left opens the other again.
    const left = both[0].status === 200 ? boss : second;
    await access(left === boss ? second.me.id : boss.me.id, 'opened', left);
    if (left === second) boss = second;
  });

  test('what an administrator did with whom is in the audit log', async () => {
    const vera = await added();
    await access(vera.person, 'closed');
    const noted: unknown = await served.server.services.db('audit_events').where({ object: vera.person, class: 'change' }).pluck('action');
    expect(noted).toEqual(['PUT /people/:person/access']);
  });
});

describe('teams and queues', () => {
  test('people come into a team and leave it with what they see, and desks hear at once', async () => {
    const vera = await added({ teams: [] });
    const session = await grantedTo(vera);
    const [desk, watching] = [await TestDesk.live(served.server.url, session), await TestDesk.live(served.server.url, boss)];
    const { team } = teamNamed.parse(await (await ask('POST /teams', { name: 'Возвраты', members: [vera.person] })).json());
    // Whose own teams change greets anew, as who they are now.
    await desk.heard((frame) => frame.t === 'changed');
    await watching.heard((frame) => frame.t === 'changes' && JSON.stringify(frame.changes).includes('Возвраты'));
    await desk.greet(session);
    await desk.heard((frame) => frame.t === 'person' && frame.me.teams.includes(team));
    expect(await refusal(ask('POST /teams', { name: 'возвраты', members: [] }))).toBe('team.nameTaken');
    await ask(`PUT /teams/${team}`, { name: 'Обмен и возврат', members: [] });
    expect((await member(vera.person)).teams).toEqual([]);
    desk.close();
    watching.close();
  });

  test('a team is archived when nobody, no queue and no work is left in it, and comes back with its past', async () => {
    const { commit } = served.server.services.exchange;
    const vera = await added({ teams: [] });
    const { team } = teamNamed.parse(await (await ask('POST /teams', { name: 'Сезон', members: [vera.person] })).json());
    const { queue } = queueNamed.parse(await (await ask('POST /queues', { name: 'Сезон', team })).json());
    const talk = await arrive(commit, { tenant: served.company.tenant, team });
    const gone = await added({ teams: [team, served.company.support] });
    await access(gone.person, 'closed');
    expect(await refusal(ask(`DELETE /teams/${team}`))).toBe('team.hasPeople');
    await ask(`PUT /teams/${team}`, { name: 'Сезон', members: [] });
    expect(await refusal(ask(`DELETE /teams/${team}`))).toBe('team.hasQueues');
    expect((await ask(`DELETE /queues/${queue}`)).status).toBe(200);
    expect(await refusal(ask(`DELETE /teams/${team}`))).toBe('team.hasWork');
    await served.server.services.db('cases').where({ id: talk.case }).update({ state: JSON.stringify({ status: 'resolved', at: Date.now() - 8 * 86_400_000 }) });
    expect((await ask(`DELETE /teams/${team}`)).status).toBe(200);
    expect(await refusal(ask(`PUT /teams/${team}`, { name: 'Сезон', members: [] }))).toBe('team.absent');
    expect(await listed(team)).toMatchObject({ isArchived: true });
    expect((await member(gone.person)).teams).toEqual([served.company.support]);
    expect((await ask(`POST /teams/${team}/restore`)).status).toBe(200);
    expect(await listed(team)).toMatchObject({ isArchived: false, name: 'Сезон' });
  });

  test('a queue goes to another team without open conversations only, and is removed only if nobody ever wrote to it', async () => {
    const { commit } = served.server.services.exchange;
    const { support, delivery, tenant } = served.company;
    const { queue } = queueNamed.parse(await (await ask('POST /queues', { name: 'Заказы', team: support })).json());
    expect(await refusal(ask('POST /queues', { name: 'ЗАКАЗЫ', team: support }))).toBe('queue.nameTaken');
    expect(await refusal(ask('POST /queues', { name: 'Иные', team: id('team', randomUUID()) }))).toBe('team.absent');
    const talk = await arrive(commit, { tenant, team: support });
    await served.server.services.db('conversations').where({ id: talk.id }).update({ queue });
    expect(await refusal(ask(`PUT /queues/${queue}`, { name: 'Заказы', team: delivery }))).toBe('queue.hasWork');
    expect((await ask(`PUT /queues/${queue}`, { name: 'Вопросы', team: support })).status).toBe(200);
    expect(await refusal(ask(`DELETE /queues/${queue}`))).toBe('queue.inUse');
  });

  test('a queue that goes to another team writes no more from a mailbox of the former one', async () => {
    const { commit } = served.server.services.exchange;
    const { support, delivery, tenant } = served.company;
    const made = async (name: string): Promise<QueueId> => queueNamed.parse(await (await ask('POST /queues', { name, team: support })).json()).queue;
    const [leaving, staying] = [await made('Уходит'), await made('Остаётся')];
    const mail = (address: string, queue: QueueId): ChannelRow => ({ id: id('channel', randomUUID()), kind: 'email', name: address, address, queue, version: 0 });
    const [own, theirs] = [mail('own@example.org', leaving), mail('theirs@example.org', staying)];
    await commit(tenant, (_tx, _now, put) => put([own, theirs].map((row) => ({ op: 'put', table: 'channels', row }))));
    const pairs = async (): Promise<unknown> => served.server.services.db('queue_mailboxes').where({ tenant }).orderBy('queue').select('queue', 'channel');
    for (const [queue, channel] of [[leaving, theirs], [staying, own]] as const) expect((await ask(`PUT /queues/${queue}/mailbox`, { channel: channel.id })).status).toBe(200);
    await ask(`PUT /queues/${leaving}`, { name: 'Уходит', team: delivery });
    expect(await pairs()).toEqual([]);
    await ask(`PUT /queues/${leaving}/mailbox`, { channel: own.id });
    await ask(`PUT /queues/${leaving}`, { name: 'Уходит', team: support });
    expect(await pairs()).toEqual([{ queue: leaving, channel: own.id }]);
  });

  test('hours of a team are kept as they were given, and nonsense is refused', async () => {
    const open = { from: 540, to: 1080 };
    const hours = { zone: 'Europe/Moscow', days: [open, open, open, open, open, null, null], exceptions: [{ date: '2027-01-01', open: null }] };
    const path = `/teams/${served.company.support}/hours`;
    expect((await ask(`PUT ${path}`, { hours })).status).toBe(200);
    expect((await listed(served.company.support))?.hours).toEqual(hours);
    for (const nonsense of [{ ...hours, zone: 'Moscow' }, { ...hours, days: [open] }, { ...hours, exceptions: [{ date: '2027-02-30', open: null }] }, { ...hours, days: hours.days.map(() => ({ from: 60, to: 60 })) }]) {
      expect(await refusal(ask(`PUT ${path}`, { hours: nonsense }))).toBe('request.malformed');
    }
    expect((await ask(`PUT ${path}`, { hours: null })).status).toBe(200);
    expect((await listed(served.company.support))?.hours).toBeNull();
  });
});

async function listed(team: TeamId): Promise<ReturnType<typeof teamList.parse>[number] | undefined> {
  return teamList.parse(await (await get(served.server.url, '/teams', boss.access)).json()).find((row) => row.id === team);
}

test('a macro is written, changed and removed, and its slots stay as they were typed', async () => {
  const { macro } = macroNamed.parse(await (await ask('POST /macros', { title: 'Трек-номер', text: '{name}, трек-номер заказа {order}: {track}.', language: 'ru', actions: [{ kind: 'status', status: 'waiting' }], teams: null })).json());
  expect((await ask(`PUT /macros/${macro}`, { title: 'Трек', text: '{name}, заказ {order} едет.', language: null, actions: [], teams: null })).status).toBe(200);
  const macros = async () => macroList.parse(await (await get(served.server.url, '/macros', boss.access)).json()).macros;
  expect(await macros()).toMatchObject([{ id: macro, title: 'Трек', text: '{name}, заказ {order} едет.', language: null }]);
  expect((await ask(`DELETE /macros/${macro}`)).status).toBe(200);
  expect(await macros()).toEqual([]);
  expect(await refusal(ask(`DELETE /macros/${macro}`))).toBe('macro.absent');
});
