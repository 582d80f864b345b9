/** A reason to write to a shop, in the words of customers and of those who answer them. */
export type Topic = {
  readonly team: 'support' | 'delivery' | 'business';
  /** What the case is called. */
  readonly name: string;
  /** About things that one person does not carry. */
  readonly large?: true;
  /** How long the customer has had the thing; a few days where nothing is said. */
  readonly boughtDaysAgo?: number;
  readonly subjects: readonly string[];
  readonly openings: readonly string[];
  readonly answers: readonly string[];
  /** Answers that ask something of the customer: they reply by what in `more` comes after it. */
  readonly due?: readonly number[];
  /** The answer to an opening stands at the same place, or is the last one. */
  readonly more: readonly More[];
};

/** What the customer may ask next, with a fitting answer; `after` names the only answer that it can follow. */
export type More = readonly [question: string, answer: string, after?: number];

/**
 * Texts hold slots (`{order}`, `{item}`, `{kit}` (an item that comes in parts), `{city}`, `{sum}`, `{date}`, `{promo}`, `{track}`, `{street}`; `{date}` is a day gone by for a
 * customer and a day to come for an agent, `{soon}` and `{ago}` are these days for both,
 * `{placed}` is the day of the order) and, where grammar
 * follows the speaker, `[for a man|for a woman]`.
 */
export type Phrases = {
  readonly greetings: readonly string[];
  readonly agentGreetings: readonly string[];
  readonly customerClosings: readonly string[];
  /** Only below a question. */
  readonly askingClosings: readonly string[];
  readonly agentClosings: readonly string[];
  /** The customer is content; nothing more is needed. */
  readonly thanks: readonly string[];
  /** What an agent says to that. */
  readonly welcome: readonly string[];
  /** The agent asks for a moment before the real answer. */
  readonly holdOn: readonly string[];
  /** The customer got an answer and will wait. */
  readonly patience: readonly string[];
  /** Nobody has answered for a while. */
  readonly nudges: readonly string[];
  /** The same by mail, in a second letter. */
  readonly mailNudges: readonly string[];
  /** To a bot. */
  readonly wantsPeople: readonly string[];
  /** What people add to what they ask, whatever it is. */
  readonly asides: readonly string[];
  /** What they add when they ask about an order. */
  readonly orderAsides: readonly string[];
  /** What they add when they have waited too long for it. */
  readonly impatience: readonly string[];
  /** Somebody who wrote by mail and now asks in the chat, what they are told there, and what then goes by mail. */
  readonly backByChat: readonly string[];
  readonly seenByChat: readonly string[];
  readonly answeredByChat: readonly string[];
  /** What agents note for each other. */
  readonly notes: readonly string[];
  /** What a supervisor says about the work on a case. */
  readonly remarks: readonly string[];
};
