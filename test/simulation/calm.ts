import { limits } from '#contract/limits';
import { second } from '#kernel/instant';
import type { Computer } from './computer';
import type { DeskProcess } from './desk-process';
import { frameOf, number, workOnJob } from './machinery';
import { Violation } from './mishaps';
import type { World } from './world';

/** Rounds after which a world that does not come to rest never will. */
const patience = 1500;
/** Rounds at rest, a heartbeat among them, after which nothing more will happen. */
const quietRounds = 5;

/** No more faults: everything that is under way comes to rest, and whoever has something waiting at a computer sits down there. */
export async function calmDown(world: World): Promise<void> {
  world.tornSnapshots = 0;
  for (const process of world.processes) {
    process.isPaused = false;
    process.diesAt = null;
  }
  for (const computer of world.computers) {
    computer.isAsleep = false;
    computer.disk.empty();
    computer.disk.forgetDeath();
  }
  for (const connection of world.connections) connection.mend();
  let quiet = 0;
  let hasBeaten = false;
  for (let round = 0; round < patience && quiet < quietRounds; round += 1) {
    quiet = (await settle(world)) ? quiet + 1 : 0;
    // Whether the last frame before a quiet hour was lost, only the heartbeat tells.
    if (quiet === 1 && !hasBeaten) world.uptime += limits.heartbeat;
    hasBeaten ||= quiet === 1;
  }
  if (quiet < quietRounds) throw new Violation(`the world did not come to rest: ${unrest(world).join(', ')}`);
}

async function settle(world: World): Promise<boolean> {
  world.uptime += second;
  world.forgetClosed();
  for (const process of world.processes) {
    number(world, process);
    process.dispatch();
    process.serve(world.dice);
    process.recheck(true);
    for (let piece = 0; piece < 4; piece += 1) await workOnJob(world, process);
  }
  for (const connection of world.connections) {
    if (connection.serverOpen) world.processes[connection.ends.server]?.receive(connection);
    const desk = world.desks[connection.ends.desk];
    if (desk?.connection === connection) await desk.hear(connection.down.splice(0).map(frameOf));
  }
  for (const computer of world.computers) await settleComputer(world, computer);
  return isAtRest(world);
}

async function settleComputer(world: World, computer: Computer): Promise<void> {
  const { current } = computer;
  if (current === null || isSettled(world, current)) {
    const next = [...computer.desks.values()].find((desk) => !isSettled(world, desk) && desk.outbox.pending.length > 0);
    if (next !== undefined) {
      world.standUp(computer);
      world.sitDown(computer, next.person);
    }
  }
  const desk = computer.current;
  if (desk === null) return;
  if (!desk.isRunning) return world.startProgram(computer);
  await desk.tend(() => false);
  await desk.rest();
}

/** Has told the server everything and knows everything, or may not be here at all. */
function isSettled(world: World, desk: DeskProcess): boolean {
  if (!desk.isRunning) return world.db.disabled.has(desk.person) && !world.mayStart(desk);
  // A line whose other end is gone only looks alive.
  return desk.isAtRest && desk.connection?.serverOpen === true && world.scopesOf(desk) !== null;
}

function isAtRest(world: World): boolean {
  return unrest(world).length === 0;
}

/** What still goes on, by name. */
function unrest(world: World): readonly string[] {
  const desks = world.computers.flatMap(({ current, desks }) => {
    const waiting = [...desks.values()].filter((desk) => desk !== current && desk.outbox.pending.length > 0 && !world.db.disabled.has(desk.person));
    return current === null || isSettled(world, current) ? waiting : [current, ...waiting];
  });
  const lines = world.connections.filter(({ up, down }) => [...up, ...down].some(({ t }) => t !== 'ping' && t !== 'pong'));
  return [
    ...desks.map(({ outbox, replica }) => `the desk of ${outbox.client} (${replica?.road.state ?? 'closed'}, ${outbox.pending.length} waiting)`),
    ...lines.map(({ id, up, down }) => `line ${id} (${up.length} up, ${down.length} down)`),
    ...(world.db.hasUnnumbered ? ['the numbering'] : []),
    ...world.processes.flatMap((process, index) => (process.isBusy ? [`server ${index + 1}`] : [])),
  ];
}
