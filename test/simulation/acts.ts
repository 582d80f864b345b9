import { isFinished } from '#domain/conversation/case';
import type { Command, Intent } from '#domain/mutators';
import type { Put, RowChange } from '#domain/tables';
import { id, type TeamId } from '#kernel/id';
import { day, hour } from '#kernel/instant';
import { peopleOf, teamsOf } from './company';
import type { Computer } from './computer';
import type { DeskProcess } from './desk-process';
import type { Step } from './schedule';
import { houseJob, intakeJob } from './server-jobs';
import type { CentralTransaction } from './central-transaction';
import type { World } from './world';

/** What people, the administrator and time do. */
export type Deed = (world: World, step: Step) => void | Promise<void>;

export function computerOf(world: World, { who }: Step): Computer | undefined {
  return world.computers[who % world.computers.length];
}

function deskOf(world: World, step: Step): DeskProcess | null {
  const computer = computerOf(world, step);
  return computer === undefined || computer.isAsleep || computer.current?.isRunning !== true ? null : computer.current;
}

const customerWrites: Deed = (world) => {
  const { dice, db } = world;
  const team = dice.pick(teamsOf(world.company));
  const into = dice.chance(0.6) ? (dice.pick(db.rows.all('conversations'))?.id ?? null) : null;
  const turn = world.nextTurn();
  world.say(() => `a customer writes message ${turn} into ${into ?? `a new conversation of ${team ?? ''}`}`);
  if (team !== undefined) world.aProcess()?.start(null, (ports) => intakeJob(ports, { turn, team, into }));
};

const personWrites: Deed = async (world, step) => {
  const desk = deskOf(world, step);
  const row = world.dice.pick(desk?.cache.picture.all('conversations') ?? []);
  if (desk === null || row === undefined) return;
  const turn = world.nextTurn();
  const written = { message: id('message', `out-${turn}`), conversation: row.id, text: `answer ${turn}` };
  const event = { conversation: row.id, event: id('message', `ev-${turn}`) };
  const intents: readonly Intent[] = [
    { name: 'message.send', args: written },
    { name: 'message.send', args: written },
    { name: 'note.add', args: written },
    { name: 'case.resolve', args: event },
    { name: 'case.reopen', args: event },
    { name: 'conversation.read', args: { conversation: row.id } },
  ];
  const intent = world.dice.pick(intents);
  if (intent === undefined) return;
  world.say(() => `${desk.outbox.client} does ${intent.name} (${turn}) in ${row.id}`);
  await desk.act(intent);
};

const personClaims: Deed = (world, step) => {
  const desk = deskOf(world, step);
  const row = world.dice.pick(desk?.cache.picture.all('conversations') ?? []);
  if (desk === null || row === undefined) return;
  const turn = world.nextTurn();
  const event = { conversation: row.id, event: id('message', `ev-${turn}`) };
  const to = world.dice.pick([...peopleOf(world.company), null]) ?? null;
  const command: Command = world.dice.chance(0.6) ? { name: 'conversation.take', args: event } : { name: 'conversation.assign', args: { ...event, to } };
  world.say(() => `${desk.outbox.client} asks for ${command.name} of ${row.id}`);
  desk.ask(`command-${turn}`, command);
};

const looksIntoThePast: Deed = (world, step) => {
  const desk = deskOf(world, step);
  const held = desk?.cache.picture.all('conversations') ?? [];
  const row = world.dice.pick(world.dice.chance(0.7) ? held : world.db.rows.all('conversations'));
  if (desk !== null && row !== undefined) desk.past.look(row.id);
};

const leavesTheComputer: Deed = (world, step) => {
  const computer = computerOf(world, step);
  const next = world.dice.pick(peopleOf(world.company));
  if (computer === undefined || next === undefined || computer.current?.person === next) return;
  world.say(() => `${next} takes the place of ${computer.current?.person ?? 'nobody'} at computer ${computer.index + 1}`);
  computer.leave();
  world.sitDown(computer, next);
};

/** The administrator changes somebody's row. */
function changesPerson(world: World, step: Step, change: (row: Extract<Put, { table: 'people' }>['row']) => Extract<Put, { table: 'people' }>['row']): void {
  const people = peopleOf(world.company);
  const person = people[step.who % people.length];
  if (person === undefined) return;
  world.aProcess()?.start(null, (ports) =>
    houseJob(ports, (tx) => {
      const row = tx.row('people', person);
      if (row === undefined) return [];
      const next = change(row);
      world.say(() => `${person} becomes ${next.roles.join('+')} of ${next.teams.join(', ') || 'no team'}`);
      return [{ op: 'put', table: 'people', row: next }];
    }),
  );
}

const teamsChange: Deed = (world, step) => {
  const team = world.dice.pick(teamsOf(world.company));
  if (team !== undefined) changesPerson(world, step, (row) => ({ ...row, teams: row.teams.includes(team) ? row.teams.filter((one) => one !== team) : [...row.teams, team] }));
};

const rolesChange: Deed = (world, step) => {
  changesPerson(world, step, (row) => ({ ...row, roles: row.roles.includes('supervisor') ? ['agent'] : ['agent', 'supervisor'] }));
};

function personOf(world: World, step: Step): ReturnType<typeof peopleOf>[number] | undefined {
  const people = peopleOf(world.company);
  return people[step.who % people.length];
}

const isDisabled: Deed = (world, step) => {
  const person = personOf(world, step);
  if (person === undefined) return;
  world.say(() => `${person} is disabled`);
  world.db.disabled.add(person);
  world.access.revokeAll(person);
};

const isEnabled: Deed = (world, step) => {
  const person = personOf(world, step);
  if (person !== undefined) world.db.disabled.delete(person);
};

const isRevoked: Deed = (world, step) => {
  const person = personOf(world, step);
  if (person !== undefined) world.access.revokeAll(person);
};

/** A case moves to another team with its conversations and their messages; nobody owns it there yet. */
const caseMoves: Deed = (world) => {
  const row = world.dice.pick(world.db.rows.all('cases'));
  const team = world.dice.pick(teamsOf(world.company));
  if (row === undefined || team === undefined) return;
  world.say(() => `${row.id} moves to ${team}`);
  world.aProcess()?.start(null, (ports) => houseJob(ports, (tx) => moved(world, tx, { row: row.id, team })));
};

function moved(world: World, tx: CentralTransaction, { row, team }: { readonly row: string; readonly team: TeamId }): readonly RowChange[] {
  const owned = tx.row('cases', row);
  if (owned === undefined || owned.team === team || isFinished(owned.state)) return [];
  const talks = world.db.rows.all('conversations').filter((one) => one.case === row).flatMap(({ id }) => tx.row('conversations', id) ?? []);
  const ids = new Set<string>(talks.map(({ id }) => id));
  const messages = world.db.rows.all('messages').filter((one) => ids.has(one.conversation)).flatMap(({ id }) => tx.row('messages', id) ?? []);
  return [
    { op: 'put', table: 'cases', row: { ...owned, team, owner: null } },
    ...talks.map((one): RowChange => ({ op: 'put', table: 'conversations', row: { ...one, team, assignee: null, fence: one.fence + 1 } })),
    ...messages.map((one): RowChange => ({ op: 'put', table: 'messages', row: { ...one, team } })),
  ];
}

/** An assignment ends without its holder: back to the queue with the next fencing number. */
const goesOutOfReach: Deed = (world) => {
  const row = world.dice.pick(world.db.rows.all('conversations').filter((one) => one.assignee !== null));
  if (row === undefined) return;
  world.say(() => `the assignment of ${row.id} ends`);
  world.aProcess()?.start(null, (ports) =>
    houseJob(ports, (tx) => {
      const talk = tx.row('conversations', row.id);
      const owned = talk === undefined ? undefined : tx.row('cases', talk.case);
      if (talk === undefined || owned === undefined || talk.assignee === null) return [];
      return [
        { op: 'put', table: 'conversations', row: { ...talk, assignee: null, fence: talk.fence + 1 } },
        { op: 'put', table: 'cases', row: { ...owned, owner: null } },
      ];
    }),
  );
};

export const deeds = {
  'customer writes': customerWrites,
  'person writes': personWrites,
  'person claims': personClaims,
  'person looks into the past': looksIntoThePast,
  'person leaves the computer': leavesTheComputer,
  'teams change': teamsChange,
  'roles change': rolesChange,
  'person is disabled': isDisabled,
  'person is enabled': isEnabled,
  'session is revoked': isRevoked,
  'case moves': caseMoves,
  'agent goes out of reach': goesOutOfReach,
  'days pass': (world) => {
    world.uptime += Math.ceil(world.dice.roll() * 60) * day;
  },
  'log is trimmed': (world) => {
    const upTo = Math.min(...world.processes.map(({ dispatched }) => dispatched));
    world.db.trim(world.now - world.dice.roll() * hour * 0.2, upTo);
    world.say(() => `the log is trimmed up to ${world.db.floor}`);
  },
  'backup is made': (world) => world.db.backUp(),
  'backup is restored': (world) => {
    if (world.restore()) world.say(() => `the database is restored to ${world.db.head}, ${world.db.epoch}`);
  },
  'nothing new': () => undefined,
} as const satisfies Record<string, Deed>;
