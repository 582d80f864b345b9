import { day, hour, minute, type Duration, type Instant } from '#kernel/instant';

/** When the day of a demonstration begins: the mail of the night is read, and the late morning comes. */
const livelyHour: Duration = 10 * hour + 20 * minute;

/** The time of day that the simulated customers live in: it begins at a lively hour of a working day, and passes faster or slower. */
export class DemoClock {
  readonly #began: Instant;
  readonly #first: Instant;
  readonly #speed: number;

  constructor(began: Instant, speed: number) {
    this.#began = began;
    this.#first = workingDay(began) + livelyHour;
    this.#speed = speed;
  }

  at(now: Instant): Instant {
    return this.#first + (now - this.#began) * this.#speed;
  }

  /** How long it takes until then. */
  until(demo: Instant, now: Instant): Duration {
    return Math.max(0, (demo - this.at(now)) / this.#speed);
  }
}

/** The beginning of this day, or of Monday where it is a weekend. */
function workingDay(at: Instant): Instant {
  const weekday = new Date(at).getUTCDay();
  const isFree = weekday === 0 || weekday === 6;
  return dayOf(at) + (isFree ? (weekday === 0 ? 1 : 2) : 0) * day;
}

export function dayOf(at: Instant): Instant {
  return Math.floor(at / day) * day;
}
