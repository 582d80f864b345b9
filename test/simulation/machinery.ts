import type { FromServer } from '#contract/protocol';
import { second } from '#kernel/instant';
import type { Computer } from './computer';
import type { DownFrame } from './network';
import type { ServerProcess } from './server-process';
import type { World } from './world';

/** One piece of the machinery's own work: what would happen next by itself, chosen by the dice. */
export async function workOnce(world: World): Promise<void> {
  const { dice } = world;
  world.uptime += dice.below(second / 4);
  const process = world.aProcess();
  if (process === undefined) return;
  switch (dice.below(12)) {
    case 0:
      return number(world, process);
    case 1:
      return process.dispatch();
    case 2:
      process.serve(dice);
      return process.recheck(dice.chance(0.5));
    case 3:
    case 4:
    case 5:
      return workOnJob(world, process);
    case 6:
    case 7:
      return deliverUp(world);
    case 8:
    case 9:
      return deliverDown(world);
    default:
      return tend(world, dice.pick(world.computers));
  }
}

export function number(world: World, process: ServerProcess): void {
  world.leader ??= process;
  process.number(world.leader === process);
}

export async function workOnJob(world: World, process: ServerProcess): Promise<void> {
  const diedAt = await process.work(world.dice);
  if (diedAt === null) return;
  world.say(() => `server ${world.processes.indexOf(process) + 1} dies ${diedAt}`);
  world.crashProcess(world.processes.indexOf(process));
}

function deliverUp(world: World): void {
  const connection = world.dice.pick(world.connections);
  const process = connection === undefined ? undefined : world.processes[connection.ends.server];
  if (connection === undefined || process === undefined || process.isPaused) return;
  if (connection.serverOpen && !connection.quietUp) process.receive(connection);
}

/** Frames that the desk finds together when it looks. */
const mostAtOnce = 3;

async function deliverDown(world: World): Promise<void> {
  const connection = world.dice.pick(world.connections);
  const desk = connection === undefined ? undefined : world.desks[connection.ends.desk];
  if (connection === undefined || desk === undefined || connection.quietDown || desk.connection !== connection) return;
  if (world.computers.some(({ current, isAsleep }) => current === desk && isAsleep)) return;
  await desk.hear(connection.down.splice(0, 1 + world.dice.below(mostAtOnce)).map(frameOf));
}

export function frameOf({ text }: DownFrame): FromServer {
  // checked: written by the simulated server, whose frames have this type
  return JSON.parse(text) as FromServer;
}

async function tend(world: World, computer: Computer | undefined): Promise<void> {
  const desk = computer?.current;
  if (computer === undefined || desk === null || desk === undefined || computer.isAsleep) return;
  if (!desk.isRunning) return world.startProgram(computer);
  if (world.dice.chance(0.1)) return desk.rest();
  return desk.tend(() => {
    if (world.tornSnapshots === 0) return false;
    world.tornSnapshots -= 1;
    return true;
  });
}
