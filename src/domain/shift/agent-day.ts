import type { PersonId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import type { AgentState } from './agent-state';

/** One day of one person, for themselves: by the clock of the company's zone. */
export type AgentDayRow = {
  /** `<person>.<date>` */
  readonly id: string;
  readonly person: PersonId;
  readonly date: string;
  /** Cases that the person resolved, each once. */
  readonly handled: number;
  /** First responses that the person gave, and the median of what they took. */
  readonly answered: number;
  readonly firstResponse: Duration | null;
  /** Ratings of what the person finished, and how many of them were the two best. */
  readonly rated: number;
  readonly satisfied: number;
  readonly spent: Readonly<Partial<Record<AgentState, Duration>>>;
  /** Until when the states are counted. */
  readonly upTo: Instant;
  readonly version: number;
};
