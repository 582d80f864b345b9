import { minute, type Duration } from '#kernel/instant';
import { setTimeout as pause } from 'node:timers/promises';
import { mailboxOf } from '../make-past';
import { spokenByCustomer, talkByChat, talkByMail } from '../make-talk';
import { visitorToken } from '../found-company';
import type { CompanyText } from '../company-text';
import type { Founded } from '../credentials';
import { Dice } from '../dice';
import type { Purchase } from '../fill-slots';
import type { DemoCustomer } from '../make-customers';
import type { OrderNumbers } from '../order-numbers';
import { planTalk } from '../plan-talk';
import { subjectOf } from '../subject-of';
import type { Agenda } from './agenda';
import { openChatPage, type ChatPage } from './chat-page';
import type { Letter, Mailbox } from './mailbox';
import { enoughWaiting, type Pace } from './pace';
import type { Arrival } from './plan-day';
import type { Posting, Sent } from './post-office';
import { Story } from './story';
import type { Words } from '../words';

export type Crowd = {
  readonly company: CompanyText;
  readonly founded: Founded;
  readonly customers: readonly DemoCustomer[];
  readonly numbers: OrderNumbers;
  readonly words: Words;
  readonly pace: Pace;
  readonly agenda: Agenda;
  readonly url: string;
  readonly mailbox: Mailbox;
  readonly post: (posting: Posting) => Promise<Sent>;
  /** Conversations that nobody has taken. */
  readonly waiting: () => Promise<number>;
  /** Of the bot, if somebody has set one up. */
  readonly botName: () => Promise<string | null>;
  /** Puts what somebody will ask about among their orders; false where the number is taken. */
  readonly sell: (customer: DemoCustomer, purchase: Purchase) => Promise<boolean>;
};

/** Of those who write a letter and get no answer for long. */
const comesBack = 0.7;
/** Of those, who writes once more; the others try the chat. */
const writesAgain = 0.4;

/** Numbers of orders that are tried. */
const tries = 5;

type Writer = { readonly story: Story; callOff: () => void };
type Visitor = Writer & { page: ChatPage | null; isAnswered: boolean };

/** Customers who write, read what they are answered, and answer in turn: through the channels, as anybody would. */
export class LivingCrowd {
  readonly #crowd: Crowd;
  readonly #byAddress: ReadonlyMap<string, DemoCustomer>;
  readonly #stories = new Map<DemoCustomer, Story>();
  readonly #writers = new Map<DemoCustomer, Writer>();
  readonly #visitors = new Map<DemoCustomer, Visitor>();

  constructor(crowd: Crowd) {
    this.#crowd = crowd;
    this.#byAddress = new Map(crowd.customers.map((customer) => [customer.email, customer]));
    crowd.mailbox.onLetter((letter) => this.#read(letter));
  }

  leave(): void {
    for (const { page } of this.#visitors.values()) page?.leave();
  }

  /** What somebody wanted who wrote last. */
  storyOf(customer: DemoCustomer): Story | undefined {
    return this.#stories.get(customer);
  }

  async arrive({ customer, kind, cause, seed }: Arrival): Promise<void> {
    const { company, waiting, sell, numbers, words } = this.#crowd;
    if (this.#writers.has(customer) || this.#visitors.has(customer) || (await waiting()) >= enoughWaiting) return;
    const [agent] = company.colleagues;
    if (agent === undefined) throw new Error('a company without people');
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const talk = planTalk({ company, dice: new Dice(seed), words, customer, agent, start: Date.now(), numbers }, cause);
      if (!(await sell(customer, talk.purchase))) continue;
      const story = new Story(talk, seed);
      this.#stories.set(customer, story);
      await (kind === 'mail' ? this.#writeMail(story) : this.#openChat(story, talkByChat(talk, 'opened').map(({ text }) => text)));
      return;
    }
  }

  async #writeMail(story: Story): Promise<void> {
    const { company, agenda, pace, post } = this.#crowd;
    const { talk, dice } = story;
    const [letter] = talkByMail(talk, 'opened');
    const writer: Writer = { story, callOff: () => undefined };
    this.#writers.set(talk.customer, writer);
    const to = mailboxOf(company, talk.topic.team);
    const subject = subjectOf(talk);
    const sent = await post({ from: talk.customer, to, subject, text: letter?.text ?? '', inReplyTo: null });
    if (talk.topic.more.length === 0 || !dice.chance(comesBack)) return;
    writer.callOff = agenda.later(within(dice, pace.comeBack), () => (dice.chance(writesAgain) || talk.topic.team !== 'support' ? this.#writeAgain(story, { to, subject, sent }) : this.#askInChat(story)));
  }

  /** Nobody has answered the letter yet. */
  async #writeAgain(story: Story, { to, subject, sent }: { readonly to: string; readonly subject: string; readonly sent: Sent }): Promise<void> {
    const { talk, dice } = story;
    const text = spokenByCustomer(talk, talk.words.pick(dice, this.#crowd.company.phrases.mailNudges));
    await this.#crowd.post({ from: talk.customer, to, subject: asReply(subject), text, inReplyTo: sent });
  }

  async #askInChat(story: Story): Promise<void> {
    if (this.#visitors.has(story.talk.customer)) return;
    story.cameBack = true;
    const { backByChat } = this.#crowd.company.phrases;
    const names = story.talk.topic.openings[story.talk.opening]?.includes('{order}') === true;
    const fitting = backByChat.filter((text) => names || !text.includes('{order}'));
    await this.#openChat(story, [spokenByCustomer(story.talk, story.talk.words.pick(story.dice, fitting))]);
  }

  /** Several answers in a row get one reaction. */
  #read(letter: Letter): void {
    const { agenda, pace } = this.#crowd;
    const customer = this.#byAddress.get(letter.to);
    const story = customer === undefined ? undefined : this.#stories.get(customer);
    // Who wrote before the server was last started has had their say.
    if (customer === undefined || story === undefined) return;
    const writer = this.#writers.get(customer) ?? { story, callOff: () => undefined };
    this.#writers.set(customer, writer);
    writer.callOff();
    writer.callOff = agenda.later(within(story.dice, pace.mailReaction), async () => {
      const reaction = story.reaction();
      if (reaction === null || story.isContent) this.#writers.delete(customer);
      if (reaction === null) return;
      await this.#crowd.post({ from: customer, to: letter.replyTo, subject: asReply(letter.subject), text: spokenByCustomer(story.talk, reaction.text), inReplyTo: letter });
    });
  }

  async #openChat(story: Story, lines: readonly string[]): Promise<void> {
    const { company, founded, url } = this.#crowd;
    const { customer } = story.talk;
    const visitor: Visitor = { story, callOff: () => undefined, page: null, isAnswered: false };
    this.#visitors.set(customer, visitor);
    visitor.page = await openChatPage({
      url,
      site: company.site,
      token: visitorToken(founded, customer),
      language: company.language,
      name: customer.firstName,
      onAnswer: (name) => this.#crowd.agenda.now(() => this.#answered(visitor, name)),
      onLeft: () => {
        visitor.callOff();
        this.#visitors.delete(customer);
      },
    });
    if (this.#crowd.agenda.isStopped) return visitor.page.leave();
    for (const text of lines) await this.#type(visitor.page, text);
    if (!visitor.isAnswered) this.#waitForAnswer(visitor, company.phrases.nudges);
  }

  /** Asks whether anybody is there, in other words each time, and gives up in the end. */
  #waitForAnswer(visitor: Visitor, words: readonly string[]): void {
    const { agenda, pace } = this.#crowd;
    const { dice } = visitor.story;
    visitor.callOff();
    visitor.callOff = agenda.later(within(dice, pace.nudge), async () => {
      if (visitor.page === null || words.length === 0) return;
      const nudge = visitor.story.talk.words.pick(dice, words);
      visitor.isAnswered = false;
      await this.#type(visitor.page, nudge);
      if (!visitor.isAnswered) this.#waitForAnswer(visitor, words.filter((one) => one !== nudge));
    });
  }

  async #answered(visitor: Visitor, name: string): Promise<void> {
    const { agenda, pace, botName } = this.#crowd;
    const { story } = visitor;
    visitor.isAnswered = true;
    visitor.callOff();
    if (name === (await botName())) return this.#askForPeople(visitor);
    visitor.callOff();
    if (story.goesOn) return;
    visitor.callOff = agenda.later(within(story.dice, pace.chatReaction), async () => {
      const reaction = story.reaction();
      if (reaction === null || visitor.page === null) return visitor.page?.leave();
      await this.#type(visitor.page, spokenByCustomer(story.talk, reaction.text));
      // Whoever has what they wanted reads what is still said, and closes the page.
      if (story.isContent) visitor.callOff = agenda.later(readsOn, async () => visitor.page?.leave());
    });
  }

  /** Nobody here wants to talk to a bot, whatever it says. */
  #askForPeople(visitor: Visitor): void {
    const { agenda, pace, company } = this.#crowd;
    const { story } = visitor;
    if (story.hasAskedForPeople) return this.#waitForAnswer(visitor, company.phrases.nudges);
    visitor.callOff();
    visitor.callOff = agenda.later(within(story.dice, pace.chatReaction), async () => {
      story.hasAskedForPeople = true;
      if (visitor.page !== null) await this.#type(visitor.page, story.talk.words.pick(story.dice, company.phrases.wantsPeople));
      this.#waitForAnswer(visitor, company.phrases.nudges);
    });
  }

  async #type(page: ChatPage, text: string): Promise<void> {
    const { pace, agenda } = this.#crowd;
    page.typing();
    await pause(Math.min(text.length * pace.perLetter, pace.longestTyping));
    if (!agenda.isStopped) await page.say(text);
  }
}

const readsOn: Duration = minute;

function asReply(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}

function within(dice: Dice, [least, most]: readonly [Duration, Duration]): Duration {
  return dice.between(Math.round(least), Math.round(most));
}

