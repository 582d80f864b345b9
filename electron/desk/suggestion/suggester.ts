import { readConversation } from '#db/cache/conversation';
import { precedentsLike, timesUsed } from '#db/cache/precedents';
import { readDirectory } from '#db/cache/directory';
import type { ShownSuggestion } from '#contract/suggestion';
import type { Me } from '#contract/session';
import type { Precedent } from '#domain/suggestion/passage';
import { firstModel } from '#domain/suggestion/model';
import { openQuestion, orderNamed, type Question } from '#domain/suggestion/question';
import type { Filling, Fillings } from '#domain/suggestion/slots';
import { suggest, type Suggestion } from '#domain/suggestion/suggest';
import type { OpenConversation } from '#db/cache/conversation';
import type { ConversationId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { minute } from '#kernel/instant';
import type { Topic } from '../live/topic';
import type { Picture } from '../replica/picture';
import { PrecedentWalk } from './precedent-walk';
import { emptyShelf, fillShelf, origin, signOf, type Shelf } from './shelf';

export type SuggesterPorts = { readonly me: () => Me; readonly now: () => Instant; readonly changed: () => void };

type Answered = { readonly sign: string; readonly until: Instant; readonly to: string; readonly suggestions: readonly Suggestion[] };

const lookedAt = 30;
const precedentsAsked = 40;
/** Facts and slots run out: an answer is thought over again after this. */
const thinkAgain = minute;
const mostKept = 50;

/**
 * Suggests replies from what this copy holds: articles, macros and what the team answered before. It reads and never writes
 * anything but its own index; what a customer wrote is a question to it and nothing else.
 */
export class Suggester {
  readonly #picture: Picture;
  readonly #ports: SuggesterPorts;
  readonly #walk: PrecedentWalk;
  readonly #names = new Map<PersonId, string>();
  readonly #answers = new Map<ConversationId, Answered>();
  readonly #closed = new Map<ConversationId, { readonly to: string; readonly keys: Set<string> }>();
  #shelf: Shelf = emptyShelf;
  #filling: Promise<Shelf> | null = null;
  #used: ReadonlyMap<string, number> = new Map();
  #learned = 0;
  #isStirred = true;

  constructor(picture: Picture, ports: SuggesterPorts) {
    this.#picture = picture;
    this.#ports = ports;
    this.#walk = new PrecedentWalk(picture, { nameOf: (person) => this.#names.get(person) ?? '', answerOf: (reply) => origin(this.#shelf, reply)?.key ?? null });
  }

  /** Rows of these tables changed. */
  seen(topics: ReadonlySet<Topic>): void {
    if (topics.has('cases') || topics.has('conversations')) this.#isStirred = true;
  }

  /** Call when idle: learns from what was finished meanwhile. */
  async rest(): Promise<void> {
    await this.#shelfNow();
    await this.#readNames();
    if (this.#isStirred) this.#walk.begin();
    this.#isStirred = false;
    if (!(await this.#walk.go())) return;
    this.#used = await this.#picture.read(timesUsed);
    this.#learned += 1;
    this.#ports.changed();
  }

  async answersTo(conversation: ConversationId): Promise<{ readonly to: string; readonly suggestions: readonly ShownSuggestion[] } | null> {
    const open = await this.#picture.read((db) => readConversation(db, conversation, { limit: lookedAt }));
    const question = open === null ? null : openQuestion(open.messages);
    if (open === null || question === null) return null;
    const { to, suggestions } = await this.#answer(open, question);
    const closed = this.#closed.get(conversation);
    const left = suggestions.filter(({ key }) => closed?.to !== to || !closed.keys.has(key));
    return left.length === 0 ? null : { to, suggestions: left.map(({ evidence: _evidence, ...one }) => one) };
  }

  /** The person wants this one no more for these words; without a key, none. */
  dismiss(conversation: ConversationId, key: string | null): void {
    const answered = this.#answers.get(conversation);
    if (answered === undefined) return;
    const before = this.#closed.get(conversation);
    const keys = before?.to === answered.to ? before.keys : new Set<string>();
    for (const one of answered.suggestions) if (key === null || one.key === key) keys.add(one.key);
    this.#closed.set(conversation, { to: answered.to, keys });
    bound(this.#closed);
    this.#ports.changed();
  }

  async #answer(open: OpenConversation, question: Question): Promise<Answered> {
    const shelf = await this.#shelfNow();
    const sign = `${question.to} ${question.text.length} ${shelf.sign} ${this.#learned} ${open.customer?.version ?? 0}`;
    const { id, team } = open.conversation;
    const known = this.#answers.get(id);
    const now = this.#ports.now();
    if (known?.sign === sign && now < known.until) return known;
    const found = await this.#picture.read((db) => precedentsLike(db, { question: question.text, team, most: precedentsAsked }));
    const precedents = found.filter((one) => one.conversation !== id).map(({ question: asked, reply, answer, conversation, at }): Precedent => ({
      question: asked,
      answer: answer !== null && shelf.index.placeOf(answer) !== undefined ? answer : { key: conversation, source: 'past', group: conversation, title: asked, text: reply, tags: [], updatedAt: at },
    }));
    const suggestions = suggest({
      question: question.text, index: shelf.index, precedents, model: firstModel, now,
      known: { used: (key) => this.#used.get(key) ?? 0, accepted: () => 0 },
      fillings: this.#fillings(open),
      factsOf: (group) => shelf.facts.get(group) ?? [],
    });
    const answered: Answered = { sign, until: now + thinkAgain, to: question.to, suggestions };
    this.#answers.delete(id);
    this.#answers.set(id, answered);
    bound(this.#answers);
    return answered;
  }

  #fillings({ customer, case: { number }, messages }: OpenConversation): Fillings {
    const values: readonly (readonly [string, string | null])[] = [['name', customer?.name ?? null], ['agent', this.#ports.me().name], ['case', String(number)], ['order', orderNamed(messages)]];
    return new Map(values.flatMap(([slot, value]): (readonly [string, Filling])[] => (value === null ? [] : [[slot, { value, validUntil: null }]])));
  }

  async #shelfNow(): Promise<Shelf> {
    const sign = await this.#picture.read(signOf);
    if (sign === this.#shelf.sign) return this.#shelf;
    this.#filling ??= this.#picture.read((db) => fillShelf(db, sign, this.#ports.me().teams)).finally(() => {
      this.#filling = null;
    });
    this.#shelf = await this.#filling;
    return this.#shelf;
  }

  async #readNames(): Promise<void> {
    const { people } = await this.#picture.read(readDirectory);
    this.#names.clear();
    for (const { id, name } of people) this.#names.set(id, name);
  }
}

function bound(kept: Map<ConversationId, unknown>): void {
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}
