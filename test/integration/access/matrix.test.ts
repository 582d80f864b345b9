import { everyRoute, everySocket } from '#server/registry';
import { startTestServer, TestDesk } from '../../support/central-server';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { cellsOf, isRole, type Cell } from '../../support/matrix/cells';
import { endpointsOf } from '../../support/matrix/endpoints';
import { gapsOf } from '../../support/matrix/gaps';
import { Workshop } from '../../support/matrix/objects';
import { differences, photograph } from '../../support/matrix/photograph';
import { policy } from '../../support/matrix/policy';
import { askAll, type Answered } from '../../support/matrix/rounds';
import { workDiffers } from '../../support/matrix/work';
import { dismiss, setStage, type Place, type Stage } from '../../support/matrix/stage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let databases: CentralDatabases;
let stage: Stage;
let cells: readonly Cell[];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  const server = await startTestServer(url);
  stage = await setStage(server);
  const workshop = new Workshop(stage);
  const endpoints = endpointsOf(everyRoute(server.services), everySocket(server.services));
  expect(gapsOf(endpoints, policy)).toEqual([]);
  cells = endpoints.flatMap((endpoint) => {
    const row = policy[endpoint.name];
    return row === undefined ? [] : cellsOf(endpoint, row, { stage, workshop });
  });
  await workshop.store();
  await dismiss(stage);
});
afterAll(async () => {
  await stage.server.stop();
  await databases.stop();
});

describe('S-01 the matrix of every route, verb and intent, every role and outsider, and every id of a request', { timeout: 600_000 }, () => {
  test('who is refused hears what the policy says, changes nothing, and nobody hears of it', async () => {
    const { db, exchange } = stage.server.services;
    const watchers = await Promise.all(places().map(async ({ colleague }) => TestDesk.live(stage.server.url, colleague.session)));
    const scopes = new Set<string>();
    const deaf = exchange.log.watchLog((changes) => changes.forEach(({ scope }) => scopes.add(scope)));
    const before = await photograph(db);
    const refused = await askAll(stage, cells.filter(({ expected }) => expected !== 'ok'));
    await exchange.log.state(stage.support.tenant);
    deaf();
    expect(wrong(refused)).toEqual([]);
    expect(differences(before, await photograph(db))).toEqual([]);
    expect([...scopes].filter((scope) => !scope.startsWith('client:'))).toEqual([]);
    expect(watchers.flatMap(({ frames }) => frames.filter((frame) => frame.t === 'typing' || (frame.t === 'changes' && frame.changes.length > 0)))).toEqual([]);
    expect(unequal(refused)).toEqual([]);
    for (const watcher of watchers) watcher.close();
    report('refused', refused);
  });

  test('what belongs to others takes the same work as what does not exist: no statement more, none less', async () => {
    const asked = cells.filter(({ asker, row, varied }) => asker === (Array.isArray(row.door) ? row.door[0] : 'agent') && varied.path !== null && row.door !== 'visitor');
    const absent = asked.filter(({ row, varied, expected }) => varied.variant === 'absent' && (expected !== 'ok' || row.tellsNothing === true));
    let compared = 0;
    for (const cell of absent) {
      const others = asked.filter(({ endpoint, varied, expected }) => endpoint === cell.endpoint && varied.path === cell.varied.path && ['otherTeam', 'otherTenant'].includes(varied.variant) && expected === cell.expected);
      for (const other of others) expect(await workDiffers(stage, cell, other)).toBeNull();
      compared += others.length;
    }
    expect(compared).toBeGreaterThan(20);
  });

  test('who is let in is served, and every team’s desks hear of their own team alone', async () => {
    const watchers = await Promise.all(places().map(async (place) => ({ place, desk: await TestDesk.live(stage.server.url, place.colleague.session) })));
    const allowed = cells.filter(({ expected }) => expected === 'ok');
    const served = await askAll(stage, allowed.filter(({ row }) => row.handsOver !== true));
    for (const { place, desk } of watchers) {
      const foreign = places().filter((other) => other !== place).map(({ canary }) => canary);
      expect(desk.frames.map((frame) => JSON.stringify(frame)).filter((frame) => foreign.some((words) => frame.includes(words))).map((frame) => `${place.canary} heard ${frame.slice(0, 300)}`)).toEqual([]);
      desk.close();
    }
    served.push(...(await askAll(stage, allowed.filter(({ row }) => row.handsOver === true))));
    expect(wrong(served)).toEqual([]);
    expect(unequal(served.filter(({ cell }) => cell.row.tellsNothing === true && cell.varied.variant !== 'own'))).toEqual([]);
    report('served', served);
  });
});

function places(): readonly Place[] {
  return [stage.support, stage.delivery, stage.abroad];
}

/** Cells that were answered otherwise than the policy says, or that told words of another place. */
function wrong(answered: readonly Answered[]): readonly string[] {
  const otherwise = answered.filter(({ cell, heard }) => heard.outcome !== cell.expected).map(({ cell, heard }) => `${cell.name}: expected ${cell.expected}, heard ${heard.outcome}`);
  return [...otherwise, ...answered.filter(tellsTooMuch).map(({ cell }) => `${cell.name}: tells words of another place`)];
}

function tellsTooMuch({ cell, heard }: Answered): boolean {
  const mayRead = isRole(cell.asker) || cell.asker === 'visitor' ? [stage.support] : [];
  return places().some((place) => !mayRead.includes(place) && heard.said.includes(place.canary));
}

/** "Not yours" and "does not exist" have to be the same bytes but for the numbers to quote. */
function unequal(answered: readonly Answered[]): readonly string[] {
  const said = new Map<string, Set<string>>();
  for (const { cell, heard } of answered) {
    const group = `${cell.endpoint} | ${cell.asker} | ${cell.expected}`;
    said.set(group, (said.get(group) ?? new Set()).add(heard.said.replaceAll(/"(correlation|key)":"[^"]+"/g, '')));
  }
  return [...said].filter(([, answers]) => answers.size > 1).map(([group]) => group);
}

function report(what: string, answered: readonly Answered[]): void {
  process.stdout.write(`${JSON.stringify({ matrix: what, endpoints: new Set(answered.map(({ cell }) => cell.endpoint)).size, cells: answered.length, wrong: wrong(answered).length })}\n`);
}
