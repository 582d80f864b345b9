import { readers } from '#contract/card-reads';
import type { Granted } from '#contract/session';
import type { Role } from '#domain/access/person';
import type { TeamId } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf, get, hire, post, signIn } from '../../support/central-server';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
let server: RunningServer;

beforeAll(async () => {
  served = await openServedCompany();
  ({ server } = served);
});
afterAll(() => served.stop());

async function enter(teams: readonly TeamId[], roles: readonly Role[] = ['agent']): Promise<Granted> {
  return signIn(server.url, (await hire(server.services.exchange.commit, served.company.tenant, { teams, roles })).email);
}

function report({ access }: Granted, reads: readonly { readonly key: string; readonly object: string; readonly at: number }[]): Promise<Response> {
  return post(server.url, '/reads', { access, reads });
}

async function readersOf(customer: string, { access }: Granted, span: { readonly from: number; readonly to: number }): Promise<readonly string[]> {
  const answer = await get(server.url, `/customers/${customer}/readers?from=${span.from}&to=${span.to}`, access);
  return readers.parse(await answer.json()).reads.map(({ person, object, at }) => `${person} ${object} ${at}`);
}

test('S-30 who opened a customer’s card or conversation between two moments is answered, also for reads that were told late', async () => {
  const { commit } = server.services.exchange;
  const { tenant, support } = served.company;
  const theirs = await arrive(commit, { tenant, team: support });
  const others = await arrive(commit, { tenant, team: support });
  const [anna, boris] = [await enter([support]), await enter([support])];
  const supervisor = await enter([support], ['supervisor']);
  const noon = Date.now() - 3_600_000;
  const key = randomUUID();
  await report(anna, [{ key, object: theirs.customer, at: noon + 1 }, { key: randomUUID(), object: others.id, at: noon + 2 }]);
  await report(anna, [{ key, object: theirs.customer, at: noon + 1 }]);
  await report(boris, [{ key: randomUUID(), object: theirs.id, at: noon + 3 }, { key: randomUUID(), object: theirs.id, at: noon + 100 }]);
  expect(await readersOf(theirs.customer, supervisor, { from: noon, to: noon + 50 })).toEqual([`${anna.me.id} ${theirs.customer} ${noon + 1}`, `${boris.me.id} ${theirs.id} ${noon + 3}`]);
  await get(server.url, `/sync/conversation/${theirs.id}`, anna.access);
  expect((await readersOf(theirs.customer, supervisor, { from: noon + 50, to: Date.now() + 1000 })).length).toBe(2);
});

test('a report of the future is dated now, and one of another shape is refused', async () => {
  const agent = await enter([served.company.support]);
  const conversation = await arrive(server.services.exchange.commit, { tenant: served.company.tenant, team: served.company.support });
  await report(agent, [{ key: randomUUID(), object: conversation.id, at: Date.now() + 86_400_000 }]);
  const written = await server.services.db('audit_events').where({ person: agent.me.id, action: 'desk.read' }).first<{ at: number }>('at');
  expect(written?.at).toBeLessThanOrEqual(Date.now() + 10);
  for (const reads of [[], [{ key: 'x', object: conversation.id, at: 1 }], [{ key: randomUUID(), object: 'tea_1', at: 1 }], Array.from({ length: 201 }, () => ({ key: randomUUID(), object: conversation.id, at: 1 }))]) {
    expect(await failureOf(await report(agent, reads))).toEqual({ status: 400, code: 'request.malformed' });
  }
});

test('a read that claims to be older than any desk may wait is dated when it was told', async () => {
  const agent = await enter([served.company.support]);
  const conversation = await arrive(server.services.exchange.commit, { tenant: served.company.tenant, team: served.company.support });
  const [began, late] = [Date.now(), Math.round(Date.now() - 13.9 * 86_400_000)];
  await report(agent, [{ key: randomUUID(), object: conversation.id, at: 0 }, { key: randomUUID(), object: conversation.id, at: late }]);
  const written = await server.services.db('audit_events').where({ person: agent.me.id, action: 'desk.read' }).orderBy('at').pluck('at');
  expect(written).toEqual([late, expect.any(Number)]);
  expect(written[1]).toBeGreaterThanOrEqual(began - 10);
});

test('nobody fills the audit log with what they claim to have read, and a colleague’s reads are written on', async () => {
  const colleague = await enter([served.company.support]);
  const conversation = await arrive(server.services.exchange.commit, { tenant: served.company.tenant, team: served.company.support });
  const key = randomUUID();
  const many = Array.from({ length: 200 }, () => ({ key, object: conversation.id, at: Date.now() }));
  const { email } = await hire(server.services.exchange.commit, served.company.tenant, { teams: [served.company.support] });
  const devices = [await signIn(server.url, email), await signIn(server.url, email), await signIn(server.url, email)];
  const statuses = new Map<number, number>();
  for (const device of devices) {
    for (let at = 0; at < 50; at += 1) {
      const { status } = await report(device, many);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  expect(statuses.get(200)).toBe(100);
  expect((await report(colleague, many)).status).toBe(200);
});

test('only supervisors ask it, about customers of their teams, and administrators about all; another’s customer does not seem to exist', async () => {
  const { commit } = server.services.exchange;
  const { tenant, support, delivery } = served.company;
  const { customer } = await arrive(commit, { tenant, team: delivery });
  const status = async (who: Granted, of: string = customer): Promise<unknown> => failureOf(await get(server.url, `/customers/${of}/readers?from=0&to=1`, who.access));
  expect(await status(await enter([delivery]))).toEqual({ status: 403, code: 'access.denied' });
  const supervisor = await enter([support], ['supervisor']);
  for (const of of [customer, 'cus_nobody']) expect(await status(supervisor, of)).toEqual({ status: 404, code: 'customer.absent' });
  const administrator = await enter([], ['administrator']);
  expect(await readersOf(customer, administrator, { from: 0, to: 1 })).toEqual([]);
  expect(await status(administrator, 'cus_nobody')).toEqual({ status: 404, code: 'customer.absent' });
});
