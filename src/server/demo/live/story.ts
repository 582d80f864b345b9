import type { Colleague } from '../company-text';
import { Dice } from '../dice';
import { answerOf, colleagueChat, colleagueLetter, spokenByAgent } from '../make-talk';
import type { Kind, Talk } from '../plan-talk';
import type { More } from '../topic';
import { freshMood, react, type Mood, type Reaction } from './mood';

/** What somebody wants who writes now, how far it got, and what would be said to it. */
export class Story {
  readonly talk: Talk;
  readonly dice: Dice;
  #mood: Mood = freshMood;
  /** They asked by mail, and now in the chat. */
  cameBack = false;
  /** The bot answered them first. */
  hasAskedForPeople = false;
  /** Whoever answers has said that they are looking, and not yet what they found. */
  goesOn = false;
  #question: More | null = null;
  #answeredIn: Kind | null = null;

  constructor(talk: Talk, seed: number) {
    this.talk = talk;
    this.dice = new Dice(seed);
  }

  /** They left their letter for the chat, and nobody has answered them there. */
  get isAwaitedInChat(): boolean {
    return this.cameBack && this.#answeredIn === null;
  }

  get isContent(): boolean {
    return this.#mood.content;
  }

  /** What the customer says to an answer; null: nothing. */
  reaction(): Reaction | null {
    const { company, topic, words } = this.talk;
    // Else it was somebody at a window, in words of their own.
    const answer = this.#answeredIn === null ? null : answerOf(this.talk);
    const reaction = react(this.#mood, this.dice, { company, words, topic, answer });
    this.#mood = reaction?.mood ?? { ...this.#mood, content: true };
    this.#question = reaction?.question ?? null;
    return reaction;
  }

  /** What this colleague says to what the customer said last; nothing where nothing is to be said. */
  answer(colleague: Colleague, kind: Kind): readonly string[] {
    const talk: Talk = { ...this.talk, agent: colleague, dice: this.dice };
    if (this.#question !== null) {
      const [, text] = this.#question;
      this.#question = null;
      return [kind === 'mail' ? spokenByAgent(talk, `${text}\n\n${colleague.name.split(' ')[0] ?? ''}`) : spokenByAgent(talk, text)];
    }
    if (this.#mood.content) return kind === 'chat' && this.dice.chance(0.6) ? [spokenByAgent(talk, talk.words.pick(this.dice, talk.company.phrases.welcome))] : [];
    if (this.#answeredIn !== null) return kind === 'mail' && this.#answeredIn === 'chat' ? [colleagueLetter(talk, talk.words.pick(this.dice, talk.company.phrases.answeredByChat))] : [];
    this.#answeredIn = kind;
    return kind === 'mail' ? [colleagueLetter(talk)] : colleagueChat(talk, this.cameBack);
  }
}
