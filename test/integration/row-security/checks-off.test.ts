import type * as Behalves from '#db/central/behalf';
import type * as Clients from '#db/central/clients';
import type { Central, Writer } from '#db/central/open';
import type * as Snapshots from '#db/central/snapshot';
import type * as Scopes from '#domain/scope';
import { teamScope } from '#domain/scope';
import type { ClientId, TeamId, TenantId } from '#kernel/id';
import { everyRoute, everySocket } from '#server/registry';
import type { Actor } from '#domain/access/actor';
import type { SignedIn } from '#server/access/sessions';
import { readSnapshot, startTestServer, TestDesk } from '../../support/central-server';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { cellsOf, type Cell } from '../../support/matrix/cells';
import { endpointsOf } from '../../support/matrix/endpoints';
import { Workshop } from '../../support/matrix/objects';
import { differences, photograph } from '../../support/matrix/photograph';
import { policy } from '../../support/matrix/policy';
import { askAll, type Answered } from '../../support/matrix/rounds';
import { setStage, type Place, type Stage } from '../../support/matrix/stage';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

/** What the doubles below answer instead of the server's own checks. */
const open = vi.hoisted((): { tenant: string | null; teams: string[]; lock: boolean } => ({ tenant: null, teams: [], lock: true }));

// checked: ids of the stage, kept as text where nothing may be imported yet
const teams = (): readonly TeamId[] => open.teams as TeamId[];
const tenantOr = (own: TenantId): TenantId => (open.tenant === null ? own : (open.tenant as TenantId));

vi.mock('#server/access/within', () => ({ within: ({ tenant }: SignedIn) => ({ tenant: tenantOr(tenant), teams: teams(), supervised: teams() }) }));
vi.mock('#domain/access/actor', () => ({ mayWork: () => true, mayRead: () => true, supervisedTeams: () => teams() }));
vi.mock('#domain/scope', async (original) => {
  const real = await original<typeof Scopes>();
  return { ...real, scopesOf: (actor: Actor, client: ClientId): readonly Scopes.Scope[] => [...new Set([...real.scopesOf(actor, client), ...teams().map(real.teamScope), ...teams().map(real.supervisorsScope)])] };
});
vi.mock('#db/central/snapshot', async (original) => {
  const real = await original<typeof Snapshots>();
  return { ...real, snapshotPages: (tx: Writer, scope: Snapshots.SnapshotScope) => real.snapshotPages(tx, { ...scope, tenant: tenantOr(scope.tenant), teams: teams(), supervised: teams() }) };
});
vi.mock('#db/central/clients', async (original) => {
  const real = await original<typeof Clients>();
  return { ...real, clientOfPerson: (db: Central, { client }: { client: ClientId }) => db('clients').where({ id: client }).first('lastMutation').then((row: unknown) => row ?? null) };
});
vi.mock('#db/central/behalf', async (original) => {
  const real = await original<typeof Behalves>();
  return {
    ...real,
    onBehalf: <T>(db: Central, behalf: Behalves.Behalf, work: (tx: Writer) => Promise<T>) => (open.lock ? real.onBehalf(db, behalf, work) : db.transaction(work)),
    entering: (behalf: Behalves.Behalf) => (open.lock ? real.entering(behalf) : { name: 'unlocked', text: 'select 1', values: [] }),
  };
});

let databases: CentralDatabases;
let stage: Stage;
let cells: readonly Cell[];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  const server = await startTestServer(url);
  stage = await setStage(server);
  open.teams = [stage.support.team, stage.delivery.team, stage.abroad.team];
  const workshop = new Workshop(stage);
  cells = endpointsOf(everyRoute(server.services), everySocket(server.services)).flatMap((endpoint) => {
    const row = policy[endpoint.name];
    return row === undefined ? [] : cellsOf(endpoint, row, { stage, workshop }).filter(isForeign);
  });
  await workshop.store();
}, 60_000);
afterAll(async () => {
  await stage.server.stop();
  await databases.stop();
});
beforeEach(() => {
  open.tenant = null;
  open.lock = true;
});

/** What names another team's or company's object, and is refused for that; a colleague to assign to, or to mention, is no row that is read or written. */
function isForeign({ endpoint, asker, varied, expected }: Cell): boolean {
  const isWorker = asker === 'agent' || asker === 'supervisor' || (asker === 'administrator' && !endpoint.startsWith('/sync '));
  return isWorker && ['otherTeam', 'otherTenant'].includes(varied.variant) && varied.path !== 'to' && varied.path !== 'mentions[]' && expected !== 'ok' && expected !== 'access.denied';
}

const others = (): readonly Place[] => [stage.delivery, stage.abroad];

function leaks(answered: readonly Answered[]): readonly string[] {
  return answered.filter(({ heard }) => heard.outcome === 'ok' || others().some(({ canary }) => heard.said.includes(canary))).map(({ cell, heard }) => `${cell.name}: ${heard.outcome}`);
}

describe('S-34 with the server’s own checks of access off, PostgreSQL still shows and takes nothing of another team or company', () => {
  test.each(['their own company', 'another company'])('the matrix, asked with every team of %s', async (whose) => {
    open.tenant = whose === 'another company' ? stage.abroad.tenant : null;
    const before = await photograph(stage.server.services.db);
    // The mutations of a client that another company does not know break: no row is found to apply them to.
    const asked = open.tenant === null ? cells : cells.filter(({ endpoint }) => !endpoint.startsWith('/sync push'));
    const answered = await askAll(stage, asked);
    expect(answered.length).toBeGreaterThan(30);
    expect(leaks(answered)).toEqual([]);
    expect(differences(before, await photograph(stage.server.services.db))).toEqual([]);
    process.stdout.write(`${JSON.stringify({ matrix: 'checks off', whose, endpoints: new Set(asked.map(({ endpoint }) => endpoint)).size, cells: answered.length, leaks: leaks(answered).length })}\n`);
  });

  test('a snapshot of every team of both companies holds the own team’s rows alone', async () => {
    const { session, client } = stage.people.agent;
    const { text } = await readSnapshot(stage.server.url, session, client);
    expect(text).toContain(stage.support.canary);
    for (const { canary } of others()) expect(text).not.toContain(canary);
    open.tenant = stage.abroad.tenant;
    const abroad = await readSnapshot(stage.server.url, session, client);
    for (const { canary } of [stage.support, ...others()]) expect(abroad.text).not.toContain(canary);
  });

  test('a catch-up from the first entry of the log on, in every scope, tells of the own team alone', async () => {
    const { session, client } = stage.people.supervisor;
    const { at } = await readSnapshot(stage.server.url, session, client);
    expect(at.scopes).toContain(teamScope(stage.delivery.team));
    const desk = await TestDesk.greeted(stage.server.url, session, { client, at: { ...at, cursor: 0 } });
    await desk.heard((frame) => frame.t === 'changes' && frame.to >= at.cursor);
    const told = JSON.stringify(desk.frames);
    expect(told).toContain(stage.support.canary);
    for (const { canary } of others()) expect(told).not.toContain(canary);
    desk.close();
  });

  test('without the second lock the same questions are answered: they would tell', async () => {
    open.lock = false;
    const answered = await askAll(stage, cells.filter(({ endpoint }) => !endpoint.startsWith('/sync command')));
    expect(leaks(answered).length).toBeGreaterThan(10);
  });
});
