import { readConversation } from '#db/cache/conversation';
import { precedentsLike, timesUsed } from '#db/cache/precedents';
import { readDirectory } from '#db/cache/directory';
import { readById } from '#db/cache/read-rows';
import type { RequestInput, WatchOutput } from '#contract/requests';
import type { Me } from '#contract/session';
import type { Precedent } from '#domain/suggestion/passage';
import { aliasOf, chanceBy, companyModel, modelOf, unlearned, type ModelRow } from '#domain/suggestion/company-model';
import type { Deed, Rejection, SuggestionEvent } from '#domain/suggestion/feedback';
import { openQuestion, orderNamed, type Question } from '#domain/suggestion/question';
import { fillingsOf, type Fillings } from '#domain/knowledge/slots';
import { mostSuggestions, suggest, suggestionOfDraft, type Suggestion } from '#domain/suggestion/suggest';
import type { OpenConversation } from '#db/cache/conversation';
import type { ConversationId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { minute } from '#kernel/instant';
import type { Topic } from '../live/topic';
import type { Picture } from '../replica/picture';
import type { Feedback } from './feedback';
import { PrecedentWalk } from './precedent-walk';
import { emptyShelf, fillShelf, origin, signOf, type Shelf } from './shelf';

export type SuggesterPorts = { readonly me: () => Me; readonly now: () => Instant; readonly changed: () => void; readonly feedback: Feedback };

export type Fate = RequestInput<'suggestion.fate'>;

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
  readonly #drafts = new Map<ConversationId, { readonly to: string; readonly suggestion: Suggestion }>();
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

  get feedback(): Feedback {
    return this.#ports.feedback;
  }

  async answersTo(conversation: ConversationId): Promise<WatchOutput<'suggestions'>> {
    const model = await this.#model();
    if (!model.isOn) return null;
    const open = await this.#picture.read((db) => readConversation(db, conversation, { limit: lookedAt }));
    const question = open === null ? null : openQuestion(open.messages);
    if (open === null || question === null) return null;
    const answered = await this.#answer(open, question, model);
    const left = this.#left(conversation, answered);
    const shown = left.map(({ evidence: _evidence, explored: _explored, ...one }) => one);
    return shown.length === 0 && !model.drafts ? null : { to: answered.to, suggestions: shown, drafts: model.drafts };
  }

  /** What the person did with what they see: the server learns of it, and what they do not want is gone for these words. */
  heard({ conversation, key, fate, reason }: Fate): void {
    const answered = this.#answers.get(conversation);
    if (answered === undefined) return;
    const seen = this.#left(conversation, answered).map((one, place) => ({ one, place: place + 1 }));
    const about = (deed: Deed, why: Rejection | null = null) => ({ one, place }: (typeof seen)[number]): SuggestionEvent => ({
      question: answered.to, key: one.key, deed, conversation, source: one.source, place, at: Math.max(0, Math.round(this.#ports.now())), kept: null, reason: why, explored: one.explored, evidence: deed === 'shown' ? one.evidence : null,
    });
    if (fate !== 'dismissed') this.feedback.note(seen.map(about('shown')));
    const meant = seen.filter(({ one }) => one.key === key);
    if (fate === 'inserted') for (const one of meant) this.feedback.inserted(about('inserted')(one), one.one.text);
    if (fate === 'rejected') this.feedback.note(meant.map(about('rejected', reason ?? null)));
    if (fate === 'rejected' || fate === 'dismissed') this.#dismiss(conversation, answered, key);
  }

  #left(conversation: ConversationId, { to, suggestions }: Answered): readonly Suggestion[] {
    const closed = this.#closed.get(conversation);
    const draft = this.#drafts.get(conversation);
    const all = draft?.to === to ? [draft.suggestion, ...suggestions] : suggestions;
    return all.filter(({ key }) => closed?.to !== to || !closed.keys.has(key)).slice(0, mostSuggestions);
  }

  /** What a model outside drafted as an answer to these words: text that nobody of the company wrote, held to more than theirs. */
  async drafted(conversation: ConversationId, { text, to }: { readonly text: string; readonly to: string }): Promise<void> {
    const open = await this.#picture.read((db) => readConversation(db, conversation, { limit: lookedAt }));
    const question = open === null ? null : openQuestion(open.messages);
    if (open === null || question?.to !== to) return;
    const suggestion = suggestionOfDraft(text, { question: question.text, fillings: this.#fillings(open), now: this.#ports.now() });
    this.#drafts.set(conversation, { to, suggestion });
    // One that was put aside was another text.
    this.#closed.get(conversation)?.keys.delete(suggestion.key);
    bound(this.#drafts);
    this.#ports.changed();
  }

  /** Without a key, all of them. */
  #dismiss(conversation: ConversationId, answered: Answered, key: string | null): void {
    const before = this.#closed.get(conversation);
    const keys = before?.to === answered.to ? before.keys : new Set<string>();
    for (const one of this.#left(conversation, answered)) if (key === null || one.key === key) keys.add(one.key);
    this.#closed.set(conversation, { to: answered.to, keys });
    bound(this.#closed);
    this.#ports.changed();
  }

  async #answer(open: OpenConversation, question: Question, model: ModelRow): Promise<Answered> {
    const shelf = await this.#shelfNow();
    const sign = `${question.to} ${question.text.length} ${shelf.sign} ${this.#learned} ${model.version} ${open.customer?.version ?? 0}`;
    const { id, team } = open.conversation;
    const known = this.#answers.get(id);
    const now = this.#ports.now();
    if (known?.sign === sign && now < known.until) return known;
    const found = await this.#picture.read((db) => precedentsLike(db, { question: question.text, team, most: precedentsAsked }));
    const precedents = found.filter((one) => one.conversation !== id).map(({ question: asked, reply, answer, conversation, at }): Precedent => ({
      question: asked,
      answer: answer !== null && shelf.index.placeOf(answer) !== undefined ? answer : { key: conversation, source: 'past', group: conversation, title: asked, text: reply, tags: [], updatedAt: at },
    }));
    const accepted = new Map(model.accepted);
    const suggestions = suggest({
      question: question.text, index: shelf.index, precedents, model: modelOf(model), now,
      known: { used: (key) => this.#used.get(key) ?? 0, accepted: (key) => accepted.get(aliasOf(key)) ?? 0 },
      exploring: { dice: chanceBy(`${this.#ports.me().id} ${question.to}`), isKnown: (key) => accepted.has(aliasOf(key)) },
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
    return fillingsOf({ name: customer?.name, agent: this.#ports.me().name, city: customer?.city, case: String(number), order: orderNamed(messages) });
  }

  #model(): Promise<ModelRow> {
    return this.#picture.read(async (db) => (await readById(db, 'models', companyModel)) ?? unlearned);
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
