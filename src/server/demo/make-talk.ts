import type { PastMessage } from '#contract/import-record';
import { minute, second, type Duration, type Instant } from '#kernel/instant';
import type { Colleague, CompanyText } from './company-text';
import type { Dice } from './dice';
import { fillSlots } from './fill-slots';
import type { Cause, Talk } from './plan-talk';
import type { More } from './topic';
import { withTypos } from './typos';

/** How far a talk got before it was left. */
export type Reach = 'opened' | 'answered' | 'whole';

/** A conversation by mail, from the first letter to the thanks. */
export function talkByMail(talk: Talk, reach: Reach): readonly PastMessage[] {
  const { dice, company, topic } = talk;
  const more = moreOf(talk);
  const said = new Said(talk);
  said.customer(firstLetter(talk), 0);
  if (reach === 'opened') return said.messages;
  said.agent(answerLetter(talk), dice.span(dice.chance(0.85) ? 50 * minute : 170 * minute));
  if (reach === 'answered') return said.messages;
  if (more !== undefined) {
    said.customer(more[0], dice.span(90 * minute));
    if (dice.chance(0.15)) said.note(talk.words.pick(dice, company.phrases.notes), 6 * minute);
    said.agent(letter([more[1], talk.agent.name.split(' ')[0]]), dice.span(40 * minute));
  }
  if (topic.more.length > 0 && dice.chance(0.55)) said.customer(talk.words.pick(dice, company.phrases.thanks), dice.span(120 * minute));
  return said.messages;
}

/** A conversation in the chat: short lines, quick answers. */
export function talkByChat(talk: Talk, reach: Reach): readonly PastMessage[] {
  const { dice, company, topic } = talk;
  const more = moreOf(talk);
  const said = new Said(talk);
  const request = [greetingFor(talk), topic.openings[talk.opening], dice.chance(0.1) ? impatienceIn(talk) : ''].filter((part) => part !== '').join(' ');
  for (const [index, line] of chatLines(request, dice).entries()) said.customer(line, index === 0 ? 0 : dice.span(9 * second));
  if (reach === 'opened') return said.messages;
  const isQuestion = topic.more.length > 0;
  if (isQuestion && dice.chance(0.4)) said.agent(talk.words.pick(dice, company.phrases.holdOn), dice.span(25 * second));
  said.agent(topic.answers[answerOf(talk)] ?? '', dice.span(dice.chance(0.8) ? 35 * second : 110 * second));
  if (reach === 'answered') return said.messages;
  if (more !== undefined) {
    said.customer(chatStyle(more[0], dice), dice.span(30 * second));
    said.agent(more[1], dice.span(40 * second));
  }
  if (isQuestion && dice.chance(0.75)) {
    said.customer(chatStyle(talk.words.pick(dice, company.phrases.thanks), dice), dice.span(20 * second));
    if (dice.chance(0.6)) said.agent(talk.words.pick(dice, company.phrases.welcome), dice.span(15 * second));
  }
  return said.messages;
}

/** Somebody who wrote by mail, did not wait and asks in the chat: one case, two conversations. */
export function talkByBoth(talk: Talk): { readonly mail: readonly PastMessage[]; readonly chat: readonly PastMessage[] } {
  const { dice, company, topic } = talk;
  const mail = new Said(talk);
  mail.customer(firstLetter(talk), 0);
  const chat = new Said({ ...talk, start: talk.start + dice.span(100 * minute) });
  chat.customer(chatStyle(talk.words.pick(dice, company.phrases.backByChat), dice), 0);
  chat.agent(talk.words.pick(dice, company.phrases.seenByChat), dice.span(30 * second));
  chat.agent(topic.answers[answerOf(talk)] ?? '', dice.span(50 * second));
  chat.customer(chatStyle(talk.words.pick(dice, company.phrases.thanks), dice), dice.span(40 * second));
  const chatEnd = chat.messages.at(-1)?.at ?? talk.start;
  mail.agent(answerLetter(talk, talk.words.pick(dice, company.phrases.answeredByChat)), chatEnd - talk.start + dice.span(5 * minute));
  return { mail: mail.messages, chat: chat.messages };
}

function firstLetter(talk: Talk): string {
  const { dice, company, customer, topic } = talk;
  const { greetings, customerClosings, askingClosings } = company.phrases;
  const request = topic.openings[talk.opening];
  const closings = request?.includes('?') === true ? [...customerClosings, ...askingClosings] : customerClosings;
  if (customer.manner === 'hasty' && dice.chance(0.6)) return [request, dice.chance(0.3) ? aside(talk) : ''].filter((part) => part !== '').join(' ');
  return letter([talk.words.pick(dice, greetings), dice.chance(0.3) ? `${request ?? ''} ${aside(talk)}`.trim() : request, talk.words.pick(dice, closings)]);
}

/** Nobody asks for haste, or says whose order it is, where no order is spoken of; who only thanks adds nothing. */
function aside({ dice, words, company, customer, topic, opening }: Talk): string {
  const { asides, orderAsides } = company.phrases;
  if (topic.more.length === 0) return '';
  if (topic.openings[opening]?.includes('{order}') !== true) return words.pick(dice, asides);
  return dice.chance(customer.manner === 'polite' ? 0.1 : 0.35) ? impatienceIn({ dice, words, company, topic, opening }) : words.pick(dice, [...asides, ...orderAsides]);
}

/** Of those who ask about an order. */
function impatienceIn({ dice, words, company, topic, opening }: Pick<Talk, 'dice' | 'words' | 'company' | 'topic' | 'opening'>): string {
  return topic.openings[opening]?.includes('{order}') === true && topic.more.length > 0 ? words.pick(dice, company.phrases.impatience) : '';
}

/** Which of the topic's answers fits what was asked. */
export function answerOf({ topic, opening }: Cause): number {
  return Math.min(opening, topic.answers.length - 1);
}

/** Whether the answer asks something in turn. */
export function isReplyDue({ topic, opening }: Cause): boolean {
  return topic.due?.includes(answerOf({ topic, opening })) === true;
}

function moreOf(talk: Talk): More | undefined {
  const { dice, topic } = talk;
  if (isReplyDue(talk)) return dice.pick(topic.more.filter(([, , after]) => after === answerOf(talk)));
  const fitting = topic.more.filter(([, , after]) => after === undefined || after === answerOf(talk));
  return fitting.length > 0 && dice.chance(0.6) ? dice.pick(fitting) : undefined;
}

/** The answer to what was asked, or this one, in the form of a letter. */
function answerLetter({ dice, words, company, topic, opening }: Talk, text = topic.answers[answerOf({ topic, opening })]): string {
  const { agentGreetings, agentClosings } = company.phrases;
  return letter([words.pick(dice, agentGreetings), text, words.pick(dice, agentClosings)]);
}

/** What a colleague writes now. */
export function colleagueLetter(talk: Talk, text?: string): string {
  return spokenByAgent(talk, answerLetter(talk, text));
}

/** What a colleague says now in the chat; `isLater`: the customer has written about it before. */
export function colleagueChat(talk: Talk, isLater: boolean): readonly string[] {
  const { dice, company, topic } = talk;
  const first = isLater ? [talk.words.pick(dice, company.phrases.seenByChat)] : dice.chance(0.35) ? [talk.words.pick(dice, company.phrases.holdOn)] : [];
  return [...first, topic.answers[answerOf(talk)] ?? ''].map((text) => spokenByAgent(talk, text));
}

/** The lines of a talk with their moments, in the voices of its two sides. */
class Said {
  readonly messages: PastMessage[] = [];
  readonly #talk: Talk;
  #at: Instant;

  constructor(talk: Talk) {
    this.#talk = talk;
    this.#at = talk.start;
  }

  customer(text: string, after: Duration): void {
    this.messages.push({ from: 'customer', at: this.#later(after), text: spokenByCustomer(this.#talk, text) });
  }

  agent(text: string, after: Duration): void {
    this.messages.push({ from: 'agent', at: this.#later(after), text: spokenByAgent(this.#talk, text), agent: loginOf(this.#talk.company, this.#talk.agent) });
  }

  note(text: string, after: Duration): void {
    this.messages.push({ from: 'note', at: this.#later(after), text: spokenByAgent(this.#talk, text), agent: loginOf(this.#talk.company, this.#talk.agent) });
  }

  #later(after: Duration): Instant {
    this.#at += Math.max(0, after);
    return this.#at;
  }
}

/** A text in the words of this customer, slips of the fingers included. */
export function spokenByCustomer({ slots, customer, dice, company }: Pick<Talk, 'slots' | 'customer' | 'dice' | 'company'>, text: string): string {
  const said = fillSlots(text, { slots, gender: customer.gender, date: slots.ago });
  return customer.manner === 'hasty' ? withTypos(said, dice, company.keyboard) : said;
}

export function spokenByAgent({ agent, slots }: Pick<Talk, 'agent' | 'slots'>, text: string): string {
  return fillSlots(text, { slots: { ...slots, agent: agent.name }, gender: agent.gender, date: slots.soon });
}

export function loginOf(company: CompanyText, { login }: Colleague): string {
  return `${login}@${company.domain}`;
}

function letter(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function greetingFor({ dice, words, company, customer }: Talk): string {
  return dice.chance(customer.manner === 'hasty' ? 0.25 : 0.65) ? words.pick(dice, company.phrases.greetings).replace(/,$/, '!') : '';
}

/** A first sentence below this length is a greeting. */
const shortHello = 24;

/** Sentences, sent one by one or in one go; the first line says more than hello. */
function chatLines(text: string, dice: Dice): readonly string[] {
  if (dice.chance(0.45)) return [chatStyle(text, dice)];
  const [first = '', second = '', ...rest] = text.match(/[^.!?…]+[.!?…]+["»)]?\s*|[^.!?…]+$/g) ?? [text];
  const lines = first.length < shortHello ? [`${first}${second}`, ...rest] : [first, second, ...rest];
  return lines.map((line) => chatStyle(line.trim(), dice)).filter((line) => line !== '');
}

/** People in a chat drop the full stop, and sometimes the capital. */
function chatStyle(text: string, dice: Dice): string {
  const open = text.endsWith('.') && dice.chance(0.7) ? text.slice(0, -1) : text;
  return dice.chance(0.25) ? `${open.slice(0, 1).toLowerCase()}${open.slice(1)}` : open;
}
