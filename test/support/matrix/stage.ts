import type { Granted } from '#contract/session';
import { setChatSite } from '#db/central/chat-sites';
import type { Role } from '#domain/access/person';
import { roles } from '#domain/access/person';
import type { RowChange } from '#domain/tables';
import { id, type ClientId, type PersonId, type QueueId, type TeamId, type TenantId, type VisitorId } from '#kernel/id';
import { visitorOf } from '#server/channel/chat/visitor-id';
import type { RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { createPerson, createTeam, createTenant } from '../accounts';
import { newProgram } from '../program';
import { newClient, password, post, signIn } from '../central-server';
import { freshToken } from '../chat-visitor';
import type { Asker, Outsider } from './policy-words';

/** The only foreign page that may carry a widget here. */
export const shopOrigin = 'https://shop.example';

/** A person with a client of their own, two sessions: one to ask with, and another to be asked about, and a program that acts for them. */
export type Seated = { readonly person: PersonId; readonly client: ClientId; readonly session: Granted; readonly other: Granted; readonly program: string };

/** A team with everything in it that an id can name, and words that only it may read. */
export type Place = {
  readonly tenant: TenantId;
  readonly team: TeamId;
  readonly queue: QueueId;
  readonly chat: `cha_${string}`;
  readonly site: string;
  readonly token: string;
  readonly visitor: VisitorId;
  readonly canary: string;
  readonly colleague: Seated;
};

export type Stage = {
  readonly server: RunningServer;
  readonly support: Place;
  readonly delivery: Place;
  readonly abroad: Place;
  /** Of the support team, but in no conversation at work. */
  readonly bystander: Seated;
  /** Another visitor of the support team's chat. */
  readonly otherVisitor: VisitorId;
  readonly people: Readonly<Record<Exclude<Asker, 'nobody' | 'visitor'>, Seated>>;
};

/** Two companies; in one of them two teams. Everybody who asks is of the support team. */
export async function setStage(server: RunningServer): Promise<Stage> {
  const { db } = server.services;
  const [ours, theirs] = [await createTenant(db, { name: 'Ours' }), await createTenant(db, { name: 'Theirs' })];
  const [support, delivery, abroad] = [await place(server, ours, 'support'), await place(server, ours, 'delivery'), await place(server, theirs, 'abroad')];
  const otherVisitor = visitorOf({ tenant: ours, channel: support.chat }, freshToken());
  const seated = async (role: Role): Promise<Seated> => seat(server, ours, { teams: [support.team], roles: [role] });
  const [agent, supervisor, trainer, editor, administrator] = await Promise.all(roles.map(seated));
  const [disabled, revoked, expired, bystander] = await Promise.all([seated('agent'), seated('agent'), seated('agent'), seated('trainer')]);
  if (agent === undefined || supervisor === undefined || trainer === undefined || editor === undefined || administrator === undefined) throw new Error('a role is missing');
  return { server, support, delivery, abroad, bystander, otherVisitor, people: { agent, supervisor, trainer, editor, administrator, disabled, revoked, expired } };
}

/** Takes from those who were let in once what let them in. */
export async function dismiss({ server: { services }, people, support }: Stage): Promise<void> {
  const sessionsOf = (who: Outsider & keyof typeof people) => services.db('sessions').where({ person: people[who].person });
  await services.db('accounts').where({ person: people.disabled.person }).update({ disabled: true });
  await services.db('api_tokens').where({ person: people.revoked.person }).update({ revokedAt: 1 });
  await services.db('api_tokens').where({ person: people.expired.person }).update({ endsAt: 1 });
  await services.sessions.endAll({ tenant: support.tenant, person: people.revoked.person }, null);
  await sessionsOf('expired').update({ endsAt: Date.now() - 1000 });
}

async function place(server: RunningServer, tenant: TenantId, name: string): Promise<Place> {
  const { db, exchange } = server.services;
  const team = await createTeam(exchange.commit, tenant, name);
  const queue = id('queue', randomUUID());
  const chat = id('channel', randomUUID());
  const site = `site-${name}`;
  const changes: RowChange[] = [
    { op: 'put', table: 'queues', row: { id: queue, team: team.id, name, version: 0, asksOutcome: false } },
    { op: 'put', table: 'channels', row: { id: chat, kind: 'chat', name, address: site, queue, version: 0 } },
  ];
  await exchange.commit(tenant, (_tx, _now, put) => put(changes));
  await setChatSite(db, { tenant, channel: chat }, { origins: [shopOrigin] });
  const token = freshToken();
  const colleague = await seat(server, tenant, { teams: [team.id], roles: ['agent'] });
  return { tenant, team: team.id, queue, chat, site, token, visitor: visitorOf({ tenant, channel: chat }, token), canary: `only-for-${name}`, colleague };
}

export async function seat(server: RunningServer, tenant: TenantId, who: { readonly teams: readonly TeamId[]; readonly roles: readonly Role[] }): Promise<Seated> {
  const email = `${randomUUID()}@example.org`;
  const { id: person } = await createPerson(server.services.exchange.commit, tenant, { name: 'Person', email, password, ...who });
  const session = await signIn(server.url, email);
  const other = await signIn(server.url, email);
  const client = newClient();
  await post(server.url, '/clients', { client, access: session.access });
  return { person, client, session, other, program: await newProgram(server.services.db, { tenant, person }) };
}
