import { Dice } from './dice';

/** Who and what there is in a world. */
export type Company = {
  readonly people: number;
  readonly computers: number;
  readonly teams: number;
  readonly processes: number;
  /** How commits get their order: numbered by one leader afterwards, or under a lock as the last thing before COMMIT. */
  readonly order: 'leader' | 'lock';
};

/** What people, the administrator and time do, and what goes wrong; with how often. */
const weights = {
  'customer writes': 80,
  'person writes': 280,
  'person claims': 170,
  'person looks into the past': 110,
  'person leaves the computer': 8,
  'teams change': 14,
  'roles change': 4,
  'person is disabled': 3,
  'person is enabled': 5,
  'session is revoked': 5,
  'case moves': 90,
  'agent goes out of reach': 40,
  'person offers': 60,
  'offer runs out': 20,
  'person sorts': 60,
  'person says a state': 30,
  'case ends with an outcome': 50,
  'case wakes': 40,
  'person keeps a card': 60,
  'cases are joined': 40,
  'customers merge': 24,
  'merge is undone': 16,
  'days pass': 4,
  'log is trimmed': 8,
  'backup is made': 6,
  'backup is restored': 3,
  'nothing new': 160,
  'desk dies': 8,
  'desk will die at a write': 14,
  'power cut': 6,
  'disk fills up': 6,
  'disk has space': 10,
  'computer sleeps': 6,
  'computer wakes': 10,
  'desk clock jumps': 4,
  'server clock jumps': 2,
  'connection breaks': 24,
  'line goes quiet': 12,
  'line is mended': 16,
  'frame is lost': 30,
  'frame comes twice': 12,
  'frame is overtaken': 12,
  'snapshot is torn': 6,
  'server dies': 5,
  'server will die at a stage': 12,
  'server is paused': 5,
  'server goes on': 8,
  'server loses its leader lock': 5,
  'database dies': 4,
} as const;

export type Act = keyof typeof weights;

/** Worlds of every day, and ones in which who may see what changes all the time. */
const worlds = {
  everyday: weights,
  permissions: {
    ...weights,
    'person looks into the past': 220,
    'person leaves the computer': 40,
    'teams change': 240,
    'roles change': 40,
    'person is disabled': 30,
    'person is enabled': 60,
    'session is revoked': 30,
    'case moves': 180,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Act, number>>>>;

export type Kind = keyof typeof worlds;

/**
 * One step: an act upon `who`, then `work` pieces of the machinery's own work. All chance in it comes from `roll`, so a step
 * does the same thing when others are taken away: this is what makes a failing run shrink.
 */
export type Step = { readonly act: Act; readonly who: number; readonly roll: number; readonly work: number };

export type Schedule = { readonly company: Company; readonly steps: readonly Step[] };

/** Pieces of the machinery's own work between two acts, at most. */
const mostWork = 24;

/** Everything that a seed decides, drawn before anything happens. */
export function drawSchedule(seed: number, count: number, kind: Kind = 'everyday'): Schedule {
  const dice = new Dice(seed);
  const company: Company = {
    people: 1 + dice.below(6),
    computers: 1 + dice.below(6),
    teams: 1 + dice.below(3),
    processes: 1 + dice.below(4),
    order: dice.chance(0.7) ? 'leader' : 'lock',
  };
  return { company, steps: Array.from({ length: count }, () => drawStep(dice, kind)) };
}

function drawnFrom(kind: Kind): { readonly acts: readonly [string, number][]; readonly total: number } {
  const acts = Object.entries<number>(worlds[kind]);
  return { acts, total: acts.reduce((sum, [, weight]) => sum + weight, 0) };
}

const drawn = { everyday: drawnFrom('everyday'), permissions: drawnFrom('permissions') } as const satisfies Record<Kind, unknown>;

function drawStep(dice: Dice, kind: Kind): Step {
  const { acts, total } = drawn[kind];
  let rest = dice.below(total);
  const found = acts.find(([, weight]) => (rest -= weight) < 0)?.[0];
  // checked: the weights are the acts
  return { act: (found ?? 'nothing new') as Act, who: dice.below(720720), roll: dice.seed(), work: dice.below(mostWork) };
}

/** A schedule as one line of text, to keep with a test, and back. */
export function writtenSchedule({ company, steps }: Schedule): string {
  return JSON.stringify([company, ...steps.map(({ act, who, roll, work }) => [act, who, roll, work])]);
}

export function readSchedule(text: string): Schedule {
  // checked: written by `writtenSchedule`, and kept in this project's own files
  const [company, ...rows] = JSON.parse(text) as [Company, ...[Act, number, number, number][]];
  return { company, steps: rows.map(([act, who, roll, work]) => ({ act, who, roll, work })) };
}
