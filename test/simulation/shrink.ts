import { playSchedule, type Finding } from './play';
import type { Plant } from './plants';
import type { Company, Schedule, Step } from './schedule';

/** Worlds that shrinking may play. */
const mostTries = 3000;

export type Shrunk = { readonly schedule: Schedule; readonly finding: Finding; readonly tries: number };

/** The kind of a violation: what it says without its names and numbers, so that shrinking does not wander off to another one. */
function kindOf({ what }: Finding): string {
  return what.replaceAll(/\S*[\d_/]\S*/g, '…');
}

/**
 * Makes a failing schedule small: cuts what comes after the failure, takes steps away in ever smaller pieces, then people,
 * computers, teams and processes, then pieces of the machinery's work. Whatever still fails in the same way stays.
 */
export async function shrink(failing: Schedule, plant: Plant | null): Promise<Shrunk> {
  const first = await playSchedule(failing, plant);
  if (first === null) throw new Error('this schedule does not fail');
  const search = new Search({ schedule: { ...failing, steps: failing.steps.slice(0, first.steps) }, finding: first, tries: 0 }, plant);
  for (let size = Infinity; search.size < size && search.hasTries; ) {
    size = search.size;
    await search.takeStepsAway();
    await search.makeCompanySmaller();
    await search.workLess();
  }
  return search.best;
}

class Search {
  best: Shrunk;
  readonly #plant: Plant | null;
  readonly #kind: string;

  constructor(start: Shrunk, plant: Plant | null) {
    this.best = start;
    this.#plant = plant;
    this.#kind = kindOf(start.finding);
  }

  get hasTries(): boolean {
    return this.best.tries < mostTries;
  }

  get size(): number {
    const { company, steps } = this.best.schedule;
    return steps.length * 100 + steps.reduce((sum, { work }) => sum + work, 0) + company.people + company.computers + company.teams + company.processes;
  }

  async takeStepsAway(): Promise<void> {
    for (let piece = Math.ceil(this.best.schedule.steps.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
      for (let start = 0; start < this.best.schedule.steps.length && this.hasTries; ) {
        const { steps } = this.best.schedule;
        const isGone = await this.#accepts({ ...this.best.schedule, steps: [...steps.slice(0, start), ...steps.slice(start + piece)] });
        if (!isGone) start += piece;
      }
    }
  }

  async makeCompanySmaller(): Promise<void> {
    for (const what of ['computers', 'people', 'processes', 'teams'] as const) {
      for (let count = 1; count < this.best.schedule.company[what] && this.hasTries; count += 1) {
        const company: Company = { ...this.best.schedule.company, [what]: count };
        if (await this.#accepts({ ...this.best.schedule, company })) break;
      }
    }
  }

  async workLess(): Promise<void> {
    for (let index = 0; index < this.best.schedule.steps.length && this.hasTries; index += 1) {
      for (const work of [0, 1, 2, 4, 8, 12]) {
        const step = this.best.schedule.steps[index];
        if (step === undefined || work >= step.work) break;
        if (await this.#accepts({ ...this.best.schedule, steps: replaced(this.best.schedule.steps, index, { ...step, work }) })) break;
      }
    }
  }

  async #accepts(schedule: Schedule): Promise<boolean> {
    this.best = { ...this.best, tries: this.best.tries + 1 };
    const finding = await playSchedule(schedule, this.#plant);
    if (finding === null || kindOf(finding) !== this.#kind) return false;
    this.best = { schedule: { ...schedule, steps: schedule.steps.slice(0, finding.steps) }, finding, tries: this.best.tries };
    return true;
  }
}

function replaced(steps: readonly Step[], index: number, step: Step): readonly Step[] {
  return steps.map((one, place) => (place === index ? step : one));
}
