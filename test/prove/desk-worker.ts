import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '#contract/failures';
import type { WatchOutput } from '#contract/requests';
import { id, type ConversationId, type PersonId } from '#kernel/id';
import type { Dice } from '../simulation/dice';
import { password } from '../support/central-server';
import type { CuttableProxy } from '../support/cuttable-proxy';
import type { DeskProgram } from '../support/desk-program';
import type { Ledger } from './ledger';

export type WorkerPorts = {
  readonly desk: DeskProgram;
  readonly email: string;
  readonly person: PersonId;
  readonly conversations: readonly ConversationId[];
  readonly road: CuttableProxy;
  readonly ledger: Ledger;
  readonly dice: Dice;
};

/** What one conversation was promised to keep: texts that were answered as done, and what may stand in its composer. */
type Promised = { readonly texts: string[]; draft: string; readonly maybe: string[] };

/** How long what a desk promised may take to be seen, in milliseconds. */
const patience = 60_000;

/** A person at a real desk, who writes and notes outside of it what the desk answered. */
export class DeskWorker {
  readonly desk: DeskProgram;
  readonly email: string;
  readonly person: PersonId;
  readonly conversations: readonly ConversationId[];
  readonly road: CuttableProxy;
  readonly dice: Dice;
  /** Texts of answers that were sent with a file, kept or not. */
  readonly withFiles = new Set<string>();
  /** How often the desk said that it could not keep something, by its word. */
  readonly said = new Map<Failure, number>();
  /** Looks that found a first copy still being fetched. */
  late = 0;
  readonly #ledger: Ledger;
  readonly #promised: ReadonlyMap<ConversationId, Promised>;

  constructor({ desk, email, person, conversations, road, ledger, dice }: WorkerPorts) {
    this.desk = desk;
    this.email = email;
    this.person = person;
    this.conversations = conversations;
    this.road = road;
    this.dice = dice;
    this.#ledger = ledger;
    this.#promised = new Map(conversations.map((one) => [one, { texts: [], draft: '', maybe: [] }]));
  }

  /** Writes in a random conversation: mostly a note, sometimes an answer to the customer or a draft. False when the desk did not keep it. */
  async write(): Promise<boolean> {
    const conversation = this.dice.pick(this.conversations);
    if (conversation === undefined) return false;
    return this.dice.chance(0.2) ? this.#draft(conversation) : this.#message(conversation);
  }

  /** Tries until the desk kept something: a person who has just come back is not signed in yet. False when it never did. */
  async writeOnce(): Promise<boolean> {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      if (await this.write()) return true;
      await sleep(10);
    }
    return false;
  }

  /** Writes without a pause, a few at once, until the desk is gone or `isOver`. */
  async writeOn(isOver: () => boolean): Promise<void> {
    const hand = async (): Promise<void> => {
      while (!isOver() && this.desk.isRunning) if (!(await this.write())) await sleep(5);
    };
    await Promise.all([hand(), hand()]);
  }

  writeDraft(): Promise<boolean> {
    return this.#draft(this.dice.pick(this.conversations) ?? id('conversation', ''));
  }

  /** Online again, without a restart; where the desk let go of the place meanwhile, the person signs in as they would. */
  async comeBack(): Promise<void> {
    const end = performance.now() + patience;
    for (;;) {
      const { state } = await this.desk.until({ name: 'session', input: {} }, (session) => session.state !== 'starting');
      if (state === 'signedOut') await this.desk.ask('session.signIn', { email: this.email, password });
      else if (await this.desk.online(5000).then(() => true, () => false)) return;
      if (performance.now() > end) return this.desk.online(5000);
      await sleep(100);
    }
  }

  /** Looks at the screen: everything that was answered as done since the last look is there. Answers what is not. */
  async missing(): Promise<readonly string[]> {
    const missed: string[] = [];
    for (const [conversation, promised] of this.#promised) missed.push(...(await this.#missingIn(conversation, promised)));
    return missed;
  }

  async #missingIn(conversation: ConversationId, promised: Promised): Promise<readonly string[]> {
    const { texts, maybe } = promised;
    const look: { absent: readonly string[] | null } = { absent: null };
    await this.desk
      .until({ name: 'conversation', input: { conversation, limit: Math.min(5000, texts.length + 100) } }, (shown) => {
        look.absent = shown === null ? null : absentFrom(shown, promised);
        return look.absent?.length === 0;
      }, patience)
      .catch(() => undefined);
    if (look.absent === null) {
      // The first copy is still on its way: nothing can be said, and the next look says it.
      this.late += 1;
      return [];
    }
    texts.length = 0;
    maybe.length = 0;
    return look.absent;
  }

  #message(conversation: ConversationId): Promise<boolean> {
    return this.dice.chance(0.7) ? this.#say('note.add', conversation) : this.answer(conversation, this.dice.chance(0.5));
  }

  /** To the customer, with a file or without. */
  answer(conversation: ConversationId, isWithFile: boolean): Promise<boolean> {
    return this.#say('message.send', conversation, isWithFile);
  }

  async #say(name: 'note.add' | 'message.send', conversation: ConversationId, isWithFile = false): Promise<boolean> {
    const text = this.#ledger.words(name);
    const attachments = isWithFile ? await this.#attached(conversation, text) : [];
    if (attachments.length > 0) this.withFiles.add(text);
    const deed = this.#ledger.invoke({ mark: { text }, mutation: null, key: null });
    const outcome = await (name === 'note.add' ? this.desk.ask(name, { conversation, text }) : this.desk.ask(name, { conversation, text, attachments: [...attachments] }));
    if (outcome?.ok === true) {
      this.#ledger.acknowledge(deed);
      this.#promised.get(conversation)?.texts.push(text);
      return true;
    }
    if (outcome !== null) {
      this.#ledger.refuse(deed);
      this.#hear(outcome.code);
    }
    return false;
  }

  /** Puts a file of its own into the composer; none where the composer does not take it. */
  async #attached(conversation: ConversationId, words: string): Promise<readonly string[]> {
    const bytes = new TextEncoder().encode(words.repeat(1 + this.dice.below(2000)));
    const outcome = await this.desk.ask('attachment.add', { conversation, transfer: randomUUID(), name: 'words.txt', size: bytes.byteLength, from: 0, bytes });
    if (outcome?.ok === false) this.#hear(outcome.code);
    return outcome?.ok === true ? [createHash('sha256').update(bytes).digest('hex')] : [];
  }

  async #draft(conversation: ConversationId): Promise<boolean> {
    const text = this.#ledger.words('draft');
    const promised = this.#promised.get(conversation);
    promised?.maybe.push(text);
    const outcome = await this.desk.ask('draft.save', { conversation, mode: 'note', text });
    if (outcome?.ok === true && promised !== undefined) {
      // Of two hands that write at once, either may be last: what was asked for before this answer may not come back.
      promised.draft = text;
    }
    if (outcome?.ok === false) this.#hear(outcome.code);
    return outcome?.ok === true;
  }

  #hear(code: Failure): void {
    this.said.set(code, (this.said.get(code) ?? 0) + 1);
  }
}

type ShownConversation = NonNullable<WatchOutput<'conversation'>>;

/** What was promised and is not to be seen. The draft is one of those that may stand. */
function absentFrom({ messages, returned, drafts }: ShownConversation, promised: Promised): readonly string[] {
  const seen = new Set([...messages.map(({ row }) => row.text), ...returned.map(({ text }) => text)]);
  const absent = promised.texts.filter((text) => !seen.has(text));
  const standing = drafts[0]?.text ?? '';
  if (standing !== promised.draft && !promised.maybe.includes(standing)) return [...absent, `draft ${promised.draft}, found ${standing}`];
  if (absent.length === 0) promised.draft = standing;
  return absent;
}
