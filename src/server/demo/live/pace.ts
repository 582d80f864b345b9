import { minute, second, type Duration } from '#kernel/instant';

/** The times of the simulated customers. */
export type Pace = {
  readonly firstArrival: Duration;
  readonly betweenArrivals: readonly [least: Duration, most: Duration];
  readonly chatReaction: readonly [least: Duration, most: Duration];
  readonly mailReaction: readonly [least: Duration, most: Duration];
  readonly perLetter: Duration;
  readonly longestTyping: Duration;
  /** After this long without an answer a visitor of the chat asks whether anybody is there. */
  readonly nudge: readonly [least: Duration, most: Duration];
  /** After this long without an answer to their letter somebody asks in the chat. */
  readonly comeBack: readonly [least: Duration, most: Duration];
};

export const humanPace: Pace = {
  firstArrival: 2.5 * second,
  betweenArrivals: [10 * second, 25 * second],
  chatReaction: [6 * second, 18 * second],
  mailReaction: [20 * second, 55 * second],
  perLetter: 45,
  longestTyping: 7 * second,
  nudge: [70 * second, 130 * second],
  comeBack: [6 * minute, 25 * minute],
};

/** More unfinished cases than this and nobody new writes. */
export const enoughOpen = 40;
