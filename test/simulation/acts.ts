import { endLease, isLive } from '#domain/conversation/end-lease';
import { lapseOf } from '#domain/conversation/lapse';
import { endSnooze } from '#domain/conversation/snooze-case';
import { priorities } from '#domain/conversation/priority';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { Command, Intent } from '#domain/mutators';
import type { Put } from '#domain/tables';
import { id, type MessageId } from '#kernel/id';
import { day, hour } from '#kernel/instant';
import { peopleOf, teamsOf } from './company';
import { customerDeeds } from './customer-acts';
import type { Computer } from './computer';
import type { DeskProcess } from './desk-process';
import type { Step } from './schedule';
import { offerDeeds } from './offer-acts';
import { houseJob, intakeJob } from './server-jobs';
import { shiftDeeds } from './shift-acts';
import type { World } from './world';

/** What people, the administrator and time do. */
export type Deed = (world: World, step: Step) => void | Promise<void>;

export function computerOf(world: World, { who }: Step): Computer | undefined {
  return world.computers[who % world.computers.length];
}

export function deskOf(world: World, step: Step): DeskProcess | null {
  const computer = computerOf(world, step);
  return computer === undefined || computer.isAsleep || computer.current?.isRunning !== true ? null : computer.current;
}

/** The customer's newest message that this desk shows. */
export function heardAt({ cache }: DeskProcess, { case: of }: ConversationRow): MessageId | null | undefined {
  return cache.picture.get('cases', of)?.heard;
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
  // A desk of the version before does not say what it showed, and is believed.
  const heard = turn % 8 === 0 ? undefined : heardAt(desk, row);
  const intents: readonly Intent[] = [
    { name: 'message.send', args: { ...written, fence: row.fence, heard } },
    { name: 'message.send', args: { ...written, fence: row.fence, heard } },
    { name: 'note.add', args: written },
    { name: 'case.resolve', args: { ...event, fence: row.fence, heard } },
    { name: 'case.reopen', args: event },
    { name: 'conversation.read', args: { conversation: row.id, heard } },
    ...aboutTheCase(desk, row, turn),
  ];
  const intent = world.dice.pick(intents);
  if (intent === undefined) return;
  world.say(() => `${desk.outbox.client} does ${intent.name} (${turn}) in ${row.id}`);
  await desk.act(intent);
};

/** What is put off wakes soon, or after the customer or somebody else has. */
const personSorts: Deed = async (world, step) => {
  const { dice, now } = world;
  const desk = deskOf(world, step);
  const row = dice.pick(desk?.cache.picture.all('conversations') ?? []);
  if (desk === null || row === undefined) return;
  const event = { conversation: row.id, event: id('message', `ev-${world.nextTurn()}`) };
  const heard = heardAt(desk, row);
  const intents: readonly Intent[] = [
    { name: 'case.snooze', args: { ...event, heard, until: Math.floor(now + dice.roll() * hour) } },
    { name: 'case.wake', args: event },
    { name: 'case.wait', args: { ...event, heard } },
    { name: 'case.priority', args: { ...event, to: dice.pick(priorities) ?? 'normal' } },
    { name: 'case.tag', args: { ...event, add: [`tag ${Math.floor(dice.roll() * 5)}`], remove: [`tag ${Math.floor(dice.roll() * 5)}`] } },
  ];
  const intent = dice.pick(intents);
  if (intent === undefined) return;
  world.say(() => `${desk.outbox.client} does ${intent.name} in ${row.id}`);
  await desk.act(intent);
};

/** Of a supervisor: whoever is none is refused by their own desk already. */
function aboutTheCase(desk: DeskProcess, row: ConversationRow, turn: number): readonly Intent[] {
  const add: Intent = { name: 'remark.add', args: { remark: id('remark', `${turn}`), conversation: row.id, text: `remark ${turn}` } };
  const remarks = desk.cache.picture.all('remarks').filter((remark) => remark.case === row.case);
  return [add, ...remarks.map(({ id: remark }): Intent => ({ name: 'remark.remove', args: { remark, conversation: row.id } }))];
}

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
  if (world.standUp(computer)) world.sitDown(computer, next);
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
      tx.note(() => (world.permissionChanges += 1));
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
  world.permissionChanges += world.db.disabled.has(person) ? 0 : 1;
  world.say(() => `${person} is disabled`);
  world.db.disabled.add(person);
  world.access.revokeAll(person);
};

const isEnabled: Deed = (world, step) => {
  const person = personOf(world, step);
  if (person !== undefined && world.db.disabled.delete(person)) world.permissionChanges += 1;
};

const isRevoked: Deed = (world, step) => {
  const person = personOf(world, step);
  if (person === undefined) return;
  world.permissionChanges += 1;
  world.access.revokeAll(person);
};

/** A person hands a case to another queue, and so to its team, with all that hangs on it. */
const caseMoves: Deed = (world, step) => {
  const desk = deskOf(world, step);
  const row = world.dice.pick(desk?.cache.picture.all('conversations') ?? []);
  const queue = world.dice.pick(world.db.rows.all('queues'));
  if (desk === null || row === undefined || queue === undefined) return;
  const turn = world.nextTurn();
  world.say(() => `${desk.outbox.client} asks to move ${row.id} to ${queue.id}`);
  desk.ask(`command-${turn}`, { name: 'conversation.transfer', args: { conversation: row.id, event: id('message', `ev-${turn}`), to: queue.id, reason: null } });
};

/** A lease is over: a live conversation goes back to its queue. Whose desk is heard, the product keeps in SQL; here it is the dice. */
const goesOutOfReach: Deed = (world) => {
  const row = world.dice.pick(world.db.rows.all('conversations').filter((one) => one.assignee !== null && isLive(one)));
  if (row === undefined) return;
  const turn = world.nextTurn();
  world.say(() => `the lease of ${row.id} is over`);
  world.aProcess()?.start(null, (ports) =>
    houseJob(ports, (tx, now) => {
      const conversation = tx.row('conversations', row.id);
      const owned = conversation === undefined ? undefined : tx.row('cases', conversation.case);
      const changes = conversation === undefined || owned === undefined ? [] : endLease({ conversation, case: owned }, { id: id('message', `ev-${turn}`), at: now });
      const lapse = conversation === undefined || changes.length === 0 ? null : lapseOf(conversation, world.db.lapses.get(row.id) ?? null);
      if (lapse !== null) tx.note(() => world.db.lapses.set(row.id, lapse));
      if (lapse !== null) tx.note(() => world.db.ledger.fellSilent(row.id, lapse.to));
      return changes;
    }),
  );
};

/** The moment of a snoozed case has come. */
const wakes: Deed = (world) => {
  const sleeper = world.dice.pick(world.db.rows.all('cases').filter(({ state }) => state.status === 'snoozed'));
  const talk = world.db.rows.all('conversations').find((row) => row.case === sleeper?.id);
  if (sleeper === undefined || talk === undefined) return;
  const turn = world.nextTurn();
  world.aProcess()?.start(null, (ports) =>
    houseJob(ports, (tx, now) => {
      const row = tx.row('cases', sleeper.id);
      const conversation = tx.row('conversations', talk.id);
      return row === undefined || conversation === undefined ? [] : endSnooze({ conversation, case: row }, { id: id('message', `ev-${turn}`), at: now });
    }),
  );
};

export const deeds = {
  ...customerDeeds,
  ...offerDeeds,
  ...shiftDeeds,
  'person sorts': personSorts,
  'case wakes': wakes,
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
