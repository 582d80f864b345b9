import { minute, second, type Duration } from '#kernel/instant';

type Span = readonly [least: Duration, most: Duration];

/** The times of the simulated customers and colleagues. */
export type Pace = {
  /** How fast the day of the customers passes. */
  readonly speed: number;
  readonly firstArrival: Duration;
  readonly chatReaction: Span;
  readonly mailReaction: Span;
  readonly perLetter: Duration;
  readonly longestTyping: Duration;
  /** After this long without an answer a visitor of the chat asks whether anybody is there. */
  readonly nudge: Span;
  /** After this long without an answer to their letter somebody writes again, or asks in the chat. */
  readonly comeBack: Span;
  /** How often a colleague looks for work. */
  readonly look: Duration;
  /** How long a colleague reads and writes. */
  readonly chatAnswer: Span;
  readonly mailAnswer: Span;
  /** A chat that waits longer is taken, even if it is the last one. */
  readonly longestWait: Duration;
  /** A customer who has said nothing for so long after an answer is content. */
  readonly silence: Duration;
};

const humanPace: Pace = {
  speed: 1,
  firstArrival: 2.5 * second,
  chatReaction: [6 * second, 18 * second],
  mailReaction: [25 * second, 90 * second],
  perLetter: 45,
  longestTyping: 7 * second,
  nudge: [70 * second, 130 * second],
  comeBack: [4 * minute, 15 * minute],
  look: 2 * second,
  chatAnswer: [9 * second, 30 * second],
  mailAnswer: [50 * second, 170 * second],
  longestWait: 42 * second,
  silence: 4 * minute,
};

/** Everybody lives so many times as fast; nobody looks for work more often than a server bears. */
export function paceAt(speed: number): Pace {
  const faster = ([least, most]: Span): Span => [least / speed, most / speed];
  return {
    speed,
    firstArrival: humanPace.firstArrival,
    chatReaction: faster(humanPace.chatReaction),
    mailReaction: faster(humanPace.mailReaction),
    perLetter: humanPace.perLetter / speed,
    longestTyping: humanPace.longestTyping / speed,
    nudge: faster(humanPace.nudge),
    comeBack: faster(humanPace.comeBack),
    look: Math.max(second / 2, humanPace.look / speed),
    chatAnswer: faster(humanPace.chatAnswer),
    mailAnswer: faster(humanPace.mailAnswer),
    longestWait: humanPace.longestWait,
    silence: humanPace.silence / speed,
  };
}

/** More conversations that nobody has taken, and nobody new writes. */
export const enoughWaiting = 40;
