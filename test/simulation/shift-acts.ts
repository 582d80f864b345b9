import type { OutcomeSaid } from '#domain/queue/disposition';
import type { Intent } from '#domain/mutators';
import { agentStates } from '#domain/shift/agent-state';
import type { Put } from '#domain/tables';
import { id } from '#kernel/id';
import { keyText } from '#sync/change';
import { deskOf, heardAt, type Deed } from './acts';
import { peopleOf } from './company';
import type { DeskProcess } from './desk-process';
import { Violation } from './mishaps';
import type { World } from './world';

/** Somebody says what they do, or will do; now and then their desk speaks for somebody else, and nobody may. */
const saysState: Deed = async (world, step) => {
  const { dice, now } = world;
  const desk = deskOf(world, step);
  const state = dice.pick(agentStates);
  if (desk === null || state === undefined) return;
  const person = dice.chance(0.9) ? desk.person : (dice.pick(peopleOf(world.company)) ?? desk.person);
  const intents: readonly Intent[] = [
    { name: 'state.set', args: { person, state, at: Math.floor(now) } },
    { name: 'state.set', args: { person, state, at: Math.floor(now), follows: true } },
    { name: 'state.next', args: { person, next: dice.chance(0.8) ? state : null } },
  ];
  const intent = dice.pick(intents);
  if (intent === undefined) return;
  world.say(() => `${desk.outbox.client} does ${intent.name} for ${person}`);
  await desk.act(intent);
};

/** A case ends with what came of it: also with an outcome that is of another queue, or lacks a word. */
const endsWithOutcome: Deed = async (world, step) => {
  const { dice } = world;
  const desk = deskOf(world, step);
  const row = dice.pick(desk?.cache.picture.all('conversations') ?? []);
  const disposition = dice.pick(desk?.cache.picture.all('dispositions') ?? []);
  if (desk === null || row === undefined || disposition === undefined) return;
  const said: OutcomeSaid = { disposition: disposition.id, values: dice.chance(0.7) ? { why: 'said' } : {}, took: 1000 };
  world.say(() => `${desk.outbox.client} ends ${row.id} with ${disposition.code}`);
  await desk.act({ name: 'case.resolve', args: { conversation: row.id, event: id('message', `ev-${world.nextTurn()}`), fence: row.fence, heard: heardAt(desk, row), outcome: said } });
};

export const shiftDeeds = { 'person says a state': saysState, 'case ends with an outcome': endsWithOutcome } as const satisfies Record<string, Deed>;

/** What a person says of themselves stands at their desk before any copy is there. */
export function isOwnState({ cache, person }: DeskProcess, { table, row }: Put): boolean {
  return table === 'agent_states' && row.id === person && cache.images.get(keyText({ table, id: row.id }))?.op === 'remove';
}

/** No queue that asks for an outcome has a resolved case without one, and nobody goes on to what they do already. */
export function checkShift({ db: { rows } }: World): void {
  const asking = new Set(rows.all('queues').filter(({ asksOutcome }) => asksOutcome).map(({ team }) => team));
  for (const { id: of, team, state, outcome } of rows.all('cases')) {
    if (state.status === 'resolved' && asking.has(team) && outcome === null) throw new Violation(`${of} ended without the outcome that its queue asks for`);
  }
  for (const { id: of, state, next } of rows.all('agent_states')) if (state === next) throw new Violation(`${of} is to go on to ${state}, which they do already`);
}
