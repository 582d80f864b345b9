import type { PastMessage } from '#contract/import-record';
import { minute, second, type Duration, type Instant } from '#kernel/instant';
import type { Colleague, CompanyText } from './company-text';
import type { Dice } from './dice';
import { daysAgo, daysAhead, fillSlots, type Slots } from './fill-slots';
import type { DemoCustomer } from './make-customers';
import type { More, Topic } from './topic';

export type Talk = {
  readonly company: CompanyText;
  readonly dice: Dice;
  readonly customer: DemoCustomer;
  readonly agent: Colleague;
  readonly topic: Topic;
  readonly slots: Slots;
  readonly start: Instant;
};

/** How far a talk got before it was left. */
export type Reach = 'opened' | 'answered' | 'whole';

/** A conversation by mail, from the first letter to the thanks. */
export function talkByMail(talk: Talk, reach: Reach): readonly PastMessage[] {
  const { dice, company, topic } = talk;
  const { opening, answer, more } = plot(talk);
  const said = new Said(talk);
  said.customer(letter([dice.pick(company.phrases.greetings), topic.openings[opening], dice.pick(company.phrases.customerClosings)]), 0);
  if (reach === 'opened') return said.messages;
  const answered = letter([dice.pick(company.phrases.agentGreetings), topic.answers[answer], dice.pick(company.phrases.agentClosings)]);
  said.agent(answered, dice.span(dice.chance(0.85) ? 50 * minute : 170 * minute));
  if (reach === 'answered') return said.messages;
  if (more !== undefined) {
    said.customer(more[0], dice.span(90 * minute));
    if (dice.chance(0.15)) said.note(dice.pick(company.phrases.notes), 6 * minute);
    said.agent(letter([more[1], talk.agent.name.split(' ')[0]]), dice.span(40 * minute));
  }
  if (dice.chance(0.55)) said.customer(dice.pick(company.phrases.thanks), dice.span(120 * minute));
  return said.messages;
}

/** A conversation in the chat: short lines, quick answers. */
export function talkByChat(talk: Talk, reach: Reach): readonly PastMessage[] {
  const { dice, company, topic } = talk;
  const { opening, answer, more } = plot(talk);
  const said = new Said(talk);
  for (const [index, line] of chatLines(`${greetingFor(talk)} ${topic.openings[opening] ?? ''}`.trim(), dice).entries()) said.customer(line, index === 0 ? 0 : dice.span(9 * second));
  if (reach === 'opened') return said.messages;
  if (dice.chance(0.4)) said.agent(dice.pick(company.phrases.holdOn), dice.span(25 * second));
  said.agent(topic.answers[answer] ?? '', dice.span(dice.chance(0.8) ? 35 * second : 110 * second));
  if (reach === 'answered') return said.messages;
  if (more !== undefined) {
    said.customer(chatStyle(more[0], dice), dice.span(30 * second));
    said.agent(more[1], dice.span(40 * second));
  }
  if (dice.chance(0.75)) {
    said.customer(chatStyle(dice.pick(company.phrases.thanks), dice), dice.span(20 * second));
    if (dice.chance(0.6)) said.agent(dice.pick(company.phrases.welcome), dice.span(15 * second));
  }
  return said.messages;
}

type Plot = { readonly opening: number; readonly answer: number; readonly more: More | undefined };

function plot({ dice, topic }: Talk): Plot {
  const opening = dice.between(0, topic.openings.length - 1);
  const answer = Math.min(opening, topic.answers.length - 1);
  const fitting = topic.more.filter(([, , after]) => after === undefined || after === answer);
  return { opening, answer, more: fitting.length > 0 && dice.chance(0.6) ? dice.pick(fitting) : undefined };
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
    const { company, customer, dice } = this.#talk;
    const slots = { ...this.#talk.slots, name: customer.firstName };
    this.messages.push({ from: 'customer', at: this.#later(after), text: fillSlots(text, { slots, gender: customer.gender, date: daysAgo(company, this.#talk.start, dice) }) });
  }

  agent(text: string, after: Duration): void {
    this.messages.push({ from: 'agent', at: this.#later(after), text: this.#spokenByAgent(text), agent: loginOf(this.#talk.company, this.#talk.agent) });
  }

  note(text: string, after: Duration): void {
    this.messages.push({ from: 'note', at: this.#later(after), text: this.#spokenByAgent(text), agent: loginOf(this.#talk.company, this.#talk.agent) });
  }

  #spokenByAgent(text: string): string {
    const { company, agent, customer, dice } = this.#talk;
    const slots = { ...this.#talk.slots, name: customer.firstName, agent: agent.name };
    return fillSlots(text, { slots, gender: agent.gender, date: daysAhead(company, this.#talk.start, dice) });
  }

  #later(after: Duration): Instant {
    this.#at += Math.max(0, after);
    return this.#at;
  }
}

export function loginOf(company: CompanyText, { login }: Colleague): string {
  return `${login}@${company.domain}`;
}

function letter(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function greetingFor({ dice, company }: Talk): string {
  return dice.chance(0.6) ? dice.pick(company.phrases.greetings) : '';
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
