import { hour } from '#kernel/instant';
import { computerOf, type Deed } from './acts';
import type { Connection } from './network';
import type { Act, Step } from './schedule';
import { stages } from './server-jobs';
import type { World } from './world';

/** Something that goes wrong with one computer. */
function atComputer(wrong: (computer: NonNullable<ReturnType<typeof computerOf>>, world: World) => void): Deed {
  return (world, step) => {
    const computer = computerOf(world, step);
    if (computer !== undefined) wrong(computer, world);
  };
}

/** Something that goes wrong with one line, best with one that has something on it. */
function onLine(what: string, wrong: (connection: Connection, world: World) => void): Deed {
  return (world, { who }: Step) => {
    const busy = world.connections.filter(({ up, down }) => up.length + down.length > 0);
    const lines = busy.length > 0 ? busy : world.connections;
    const connection = lines[who % lines.length];
    if (connection === undefined) return;
    world.say(() => `${what}: line ${connection.id}`);
    wrong(connection, world);
  };
}

/** Something that goes wrong with one server process. */
function atServer(wrong: (world: World, index: number) => void): Deed {
  return (world, { who }) => wrong(world, who % world.processes.length);
}

export const faults = {
  'desk dies': atComputer((computer) => computer.die()),
  'desk will die at a write': atComputer(({ disk }, { dice }) => disk.dieAtWrite(1 + dice.below(12))),
  'power cut': atComputer((computer, { dice }) => {
    computer.die();
    for (const desk of computer.desks.values()) desk.cache.losePower(dice.below(8));
  }),
  'disk fills up': atComputer(({ disk }, { dice }) => disk.fillAtWrite(1 + dice.below(12))),
  'disk has space': atComputer(({ disk }) => disk.empty()),
  'computer sleeps': atComputer((computer) => {
    computer.isAsleep = true;
  }),
  'computer wakes': atComputer((computer) => {
    computer.isAsleep = false;
  }),
  'desk clock jumps': atComputer((computer, { dice }) => {
    computer.clockOff = Math.round((dice.roll() - 0.5) * 4 * hour);
  }),
  'server clock jumps': (world) => {
    world.serverClock += Math.round((world.dice.roll() - 0.4) * hour);
  },
  'connection breaks': onLine('breaks', (connection, { dice }) => connection.break(dice)),
  'line goes quiet': onLine('goes quiet', (connection, { dice }) => connection.goQuiet(dice)),
  'line is mended': onLine('is mended', (connection) => connection.mend()),
  'frame is lost': onLine('a frame is lost', (connection, { dice }) => connection.lose(dice)),
  'frame comes twice': onLine('a frame comes twice', (connection, { dice }) => connection.repeat(dice)),
  'frame is overtaken': onLine('a frame is overtaken', (connection, { dice }) => connection.overtake(dice)),
  'snapshot is torn': (world) => {
    world.tornSnapshots += 1;
  },
  'server dies': atServer((world, index) => {
    world.say(() => `server ${index + 1} dies`);
    world.crashProcess(index);
  }),
  'server will die at a stage': atServer(({ processes, dice }, index) => {
    const process = processes[index];
    if (process !== undefined) process.diesAt = dice.pick(stages) ?? null;
  }),
  'server is paused': atServer(({ processes, say }, index) => {
    const process = processes[index];
    if (process !== undefined) process.isPaused = true;
    say(() => `server ${index + 1} is paused`);
  }),
  'server goes on': atServer(({ processes }, index) => {
    const process = processes[index];
    if (process !== undefined) process.isPaused = false;
  }),
  'server loses its leader lock': (world) => {
    world.leader = null;
  },
  'database dies': (world) => {
    world.say(() => 'the database dies');
    world.crashDatabase();
  },
} as const satisfies Partial<Record<Act, Deed>>;

