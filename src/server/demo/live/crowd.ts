import type { Duration } from '#kernel/instant';
import { setTimeout as pause } from 'node:timers/promises';
import type { CompanyText } from '../company-text';
import { visitorToken } from '../found-company';
import type { Founded } from '../credentials';
import type { Dice } from '../dice';
import type { Purchase } from '../fill-slots';
import type { DemoCustomer } from '../make-customers';
import { mailboxOf } from '../make-past';
import { spokenByCustomer, talkByChat, talkByMail } from '../make-talk';
import { OrderNumbers } from '../order-numbers';
import { Causes, planTalk, type Kind, type Talk } from '../plan-talk';
import { subjectOf } from '../subject-of';
import type { Agenda } from './agenda';
import { openChatPage, type ChatPage } from './chat-page';
import type { Letter, Mailbox } from './mailbox';
import { freshMood, react, type Mood } from './mood';
import { enoughOpen, type Pace } from './pace';
import type { Posting } from './post-office';

export type Crowd = {
  readonly company: CompanyText;
  readonly founded: Founded;
  readonly customers: readonly DemoCustomer[];
  readonly dice: Dice;
  readonly pace: Pace;
  readonly agenda: Agenda;
  readonly url: string;
  readonly mailbox: Mailbox;
  readonly post: (posting: Posting) => Promise<void>;
  readonly openCases: () => Promise<number>;
  /** Puts what somebody will ask about among their orders. */
  readonly sell: (customer: DemoCustomer, purchase: Purchase) => Promise<void>;
};

/** Of those who write a letter and get no answer. */
const comesBack = 0.4;

/** How the numbers of orders begin that are asked about now; no imported one begins so. */
const numbersOfToday = [59, 68] as const;

type Writer = { readonly customer: DemoCustomer; readonly talk: Talk | null; mood: Mood; callOff: () => void };

/** Customers who write, read what they are answered, and answer in turn: through the channels, as anybody would. */
export class LivingCrowd {
  readonly #crowd: Crowd;
  readonly #causes: Causes;
  readonly #numbers: OrderNumbers;
  /** By mail address. */
  readonly #writers = new Map<string, Writer>();
  readonly #visitors = new Map<string, Writer & { page: ChatPage | null }>();

  constructor(crowd: Crowd) {
    this.#crowd = crowd;
    this.#causes = new Causes(crowd.company.topics, crowd.dice);
    this.#numbers = new OrderNumbers(crowd.dice);
    crowd.mailbox.onLetter((letter) => this.#read(letter));
    crowd.agenda.later(crowd.pace.firstArrival, () => this.#arrive());
  }

  leave(): void {
    for (const { page } of this.#visitors.values()) page?.leave();
  }

  async #arrive(): Promise<void> {
    const { agenda, pace, openCases } = this.#crowd;
    agenda.later(this.#within(pace.betweenArrivals), () => this.#arrive());
    if ((await openCases()) >= enoughOpen) return;
    const customer = this.#crowd.dice.pick(this.#crowd.customers);
    if (this.#writers.has(customer.email) || this.#visitors.has(customer.key)) return;
    const kind = this.#crowd.dice.chance(0.55) ? 'mail' : 'chat';
    const talk = this.#talkOf(customer, kind);
    await this.#crowd.sell(customer, talk.purchase);
    await (kind === 'mail' ? this.#writeMail(talk) : this.#openChat(talk, talkByChat(talk, 'opened').map(({ text }) => text)));
  }

  #talkOf(customer: DemoCustomer, kind: Kind): Talk {
    const { company, dice } = this.#crowd;
    const [agent] = company.colleagues;
    if (agent === undefined) throw new Error('a company without people');
    return planTalk({ company, dice, customer, agent, start: Date.now(), number: this.#numbers.next(numbersOfToday) }, this.#causes.next(kind, customer));
  }

  async #writeMail(talk: Talk): Promise<void> {
    const { company, dice, post, agenda, pace } = this.#crowd;
    const [letter] = talkByMail(talk, 'opened');
    const writer: Writer = { customer: talk.customer, talk, mood: freshMood, callOff: () => undefined };
    this.#writers.set(talk.customer.email, writer);
    if (talk.topic.more.length > 0 && dice.chance(comesBack)) writer.callOff = agenda.later(this.#within(pace.comeBack), () => this.#askInChat(talk));
    await post({ from: talk.customer, to: mailboxOf(company, talk.topic.team), subject: subjectOf(talk), text: letter?.text ?? '', inReplyTo: null });
  }

  /** Nobody has answered the letter yet. */
  async #askInChat(talk: Talk): Promise<void> {
    if (this.#visitors.has(talk.customer.key)) return;
    const question = this.#crowd.dice.pick(this.#crowd.company.phrases.backByChat);
    await this.#openChat(talk, [spokenByCustomer(talk, question)]);
  }

  /** Several answers in a row get one reaction. */
  #read(letter: Letter): void {
    const { customers, agenda, pace } = this.#crowd;
    const customer = customers.find(({ email }) => email === letter.to);
    if (customer === undefined) return;
    const writer = this.#writers.get(customer.email) ?? { customer, talk: null, mood: freshMood, callOff: () => undefined };
    this.#writers.set(customer.email, writer);
    writer.callOff();
    writer.callOff = agenda.later(this.#within(pace.mailReaction), async () => {
      const text = this.#reaction(writer);
      if (writer.mood.content) this.#writers.delete(customer.email);
      if (text === null) return;
      const subject = /^re:/i.test(letter.subject) ? letter.subject : `Re: ${letter.subject}`;
      await this.#crowd.post({ from: customer, to: letter.replyTo, subject, text, inReplyTo: letter });
    });
  }

  async #openChat(talk: Talk, lines: readonly string[]): Promise<void> {
    const { company, founded, url } = this.#crowd;
    const { customer } = talk;
    const visitor: Writer & { page: ChatPage | null } = { customer, talk, mood: freshMood, callOff: () => undefined, page: null };
    this.#visitors.set(customer.key, visitor);
    visitor.page = await openChatPage({
      url,
      site: company.site,
      token: visitorToken(founded, customer),
      language: company.language,
      name: customer.firstName,
      onAnswer: () => this.#answered(visitor),
      onLeft: () => {
        visitor.callOff();
        this.#visitors.delete(customer.key);
      },
    });
    if (this.#crowd.agenda.isStopped) return visitor.page.leave();
    for (const text of lines) await this.#type(visitor.page, text);
    this.#waitForAnswer(visitor);
  }

  #waitForAnswer(visitor: Writer & { readonly page: ChatPage | null }): void {
    const { agenda, pace, dice, company } = this.#crowd;
    visitor.callOff = agenda.later(this.#within(pace.nudge), async () => {
      if (visitor.page !== null) await this.#type(visitor.page, dice.pick(company.phrases.nudges));
    });
  }

  #answered(visitor: Writer & { readonly page: ChatPage | null }): void {
    const { agenda, pace } = this.#crowd;
    visitor.callOff();
    visitor.callOff = agenda.later(this.#within(pace.chatReaction), async () => {
      const text = this.#reaction(visitor);
      if (text === null || visitor.page === null) return visitor.page?.leave();
      await this.#type(visitor.page, text);
    });
  }

  #reaction(writer: Writer): string | null {
    const { company, dice } = this.#crowd;
    const talk = writer.talk ?? this.#talkOf(writer.customer, 'mail');
    const reaction = react(writer.mood, dice, { company, topic: writer.talk?.topic ?? null });
    if (reaction === null) return null;
    writer.mood = reaction.mood;
    return spokenByCustomer(talk, reaction.text);
  }

  async #type(page: ChatPage, text: string): Promise<void> {
    const { pace, agenda } = this.#crowd;
    page.typing();
    await pause(Math.min(text.length * pace.perLetter, pace.longestTyping));
    if (!agenda.isStopped) await page.say(text);
  }

  #within([least, most]: readonly [Duration, Duration]): Duration {
    return this.#crowd.dice.between(least, most);
  }
}
