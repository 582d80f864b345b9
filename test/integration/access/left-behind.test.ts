import { rowOf } from '#db/central/rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { signIn, TestDesk } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

test('who left a team and does not greet again hears of nobody who writes there', async () => {
  const { server, company } = served;
  const { exchange, db } = server.services;
  const conversation = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const { email } = await served.newAgent();
  const session = await signIn(server.url, email);
  const leaving = await TestDesk.live(server.url, session);
  const staying = await TestDesk.live(server.url, await signIn(server.url, (await served.newAgent()).email));
  const row = rowOf('people', await db('people').where({ id: session.me.id }).first());
  await exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { ...row, teams: [company.delivery] } }]));
  await leaving.heard((frame) => frame.t === 'changed');
  exchange.typing.tellTyping({ tenant: company.tenant, conversation: conversation.id, by: 'customer' });
  await staying.heard((frame) => frame.t === 'typing');
  leaving.send({ t: 'ping' });
  await leaving.heard((frame) => frame.t === 'pong');
  expect(leaving.frames.filter((frame) => frame.t === 'typing')).toEqual([]);
  for (const desk of [leaving, staying]) desk.close();
});
