import type { CaseRecord, PastMessage } from '#contract/import-record';
import { day, hour, minute, type Instant } from '#kernel/instant';
import { excerpt } from '#kernel/text';
import type { Colleague, CompanyText } from './company-text';
import type { Dice } from './dice';
import type { Purchase } from './fill-slots';
import type { DemoCustomer } from './make-customers';
import { isReplyDue, loginOf, talkByBoth, talkByChat, talkByMail, type Reach } from './make-talk';
import type { OrderNumbers } from './order-numbers';
import { Causes, planTalk, type Kind, type Talk } from './plan-talk';
import { busyAt } from './day-curve';
import { subjectOf } from './subject-of';
import type { Topic } from './topic';
import type { Words } from './words';

export type Past = {
  readonly company: CompanyText;
  readonly dice: Dice;
  readonly words: Words;
  readonly customers: readonly DemoCustomer[];
  readonly now: Instant;
  readonly numbers: OrderNumbers;
  /** That the past reaches back. */
  readonly days: number;
};

/** Hours in which colleagues answer. */
const [opens, closes] = [8, 22];

/** A chat is called by its first words. */
const subjectLength = 80;

/** Older finished cases are closed: nothing reopens them. */
const closedAfter = 14 * day;

/** A case, and the order that it speaks of. */
export type PastCase = { readonly record: CaseRecord; readonly purchase: Purchase };

/** Cases in which somebody came back through the other door. */
const byBothDoors = 0.06;

/** Under this key a finished case is imported; counted from 1. */
export function caseKey(count: number): string {
  return `past-${count}`;
}

/** Finished cases, oldest first. */
export function finishedCases(past: Past, count: number): readonly PastCase[] {
  const causes = new Causes(past.company.topics, past.dice);
  const moments = Array.from({ length: count }, () => workingMoment(past)).toSorted((a, b) => a - b);
  return moments.map((start, index) => {
    const { talk, kind } = talkAt(past, start, causes);
    const said = conversationsOf(talk, kind, past.dice.chance(byBothDoors));
    const finishedAt = Math.min(Math.max(start, ...said.map(({ messages }) => messages.at(-1)?.at ?? start)) + past.dice.span(12 * minute), past.now - hour);
    const settled = said.map((one) => ({ ...one, messages: one.messages.filter(({ at }) => at <= finishedAt) })).filter(({ messages }) => messages.length > 0);
    const status = past.now - finishedAt > closedAfter ? 'closed' : 'resolved';
    return record(past, { key: caseKey(index + 1), talk, said: settled, status, finishedAt, owner: loginOf(past.company, talk.agent) });
  });
}

type Part = { readonly kind: Kind; readonly messages: readonly PastMessage[] };

function conversationsOf(talk: Talk, kind: Kind, byBoth: boolean): readonly Part[] {
  if (kind === 'chat') return [{ kind, messages: talkByChat(talk, 'whole') }];
  // The chat is the support team's, and a case has one team.
  if (!byBoth || talk.topic.team !== 'support' || isReplyDue(talk)) return [{ kind, messages: talkByMail(talk, 'whole') }];
  const { mail, chat } = talkByBoth(talk);
  return [{ kind, messages: mail }, { kind: 'chat', messages: chat }];
}

const unfinished: readonly { readonly reach: Reach; readonly mine: boolean; readonly kind: Kind; readonly ago: number }[] = [
  { reach: 'opened', mine: true, kind: 'mail', ago: 64 * minute },
  { reach: 'answered', mine: true, kind: 'mail', ago: 5 * hour },
  { reach: 'answered', mine: true, kind: 'chat', ago: 22 * minute },
  { reach: 'opened', mine: true, kind: 'mail', ago: 98 * minute },
  { reach: 'opened', mine: false, kind: 'mail', ago: 31 * minute },
  { reach: 'opened', mine: false, kind: 'mail', ago: 12 * minute },
  { reach: 'opened', mine: false, kind: 'mail', ago: 112 * minute },
  { reach: 'opened', mine: false, kind: 'mail', ago: 140 * minute },
  { reach: 'opened', mine: false, kind: 'mail', ago: 4 * minute },
];

/** Under these keys unfinished cases are imported. */
export const openKeys: readonly string[] = unfinished.map((_one, index) => `open-${index + 1}`);

/** What the shift finds when it comes in: some in the queue, some already in the demonstration agent's hands. */
export function openCases(past: Past, agent: Colleague): readonly PastCase[] {
  const causes = new Causes(past.company.topics.filter(({ team }) => team === 'support'), past.dice);
  return unfinished.map(({ reach, mine, kind, ago }, index) => {
    const { company, dice, words, numbers } = past;
    const customer = someCustomer({ ...past, customers: past.customers.filter((one) => one.company === null) });
    const talk = planTalk({ company, dice, words, agent, customer, start: past.now - ago, numbers }, causes.next(customer));
    const messages = (kind === 'chat' ? talkByChat(talk, reach) : talkByMail(talk, reach)).map((message) => ({ ...message, at: Math.min(message.at, past.now - minute) }));
    const status = reach === 'answered' ? 'waiting' : mine ? 'open' : 'new';
    return record(past, { key: openKeys[index] ?? '', talk, said: [{ kind, messages }], status, finishedAt: null, owner: mine ? loginOf(company, agent) : null });
  });
}

function talkAt(past: Past, start: Instant, causes: Causes): { readonly talk: Talk; readonly kind: Kind } {
  const { company, dice, words, numbers } = past;
  const customer = someCustomer(past);
  const kind = dice.chance(customer.prefersChat ? 0.75 : 0.15) ? 'chat' : 'mail';
  const cause = causes.next(customer);
  const team = kind === 'chat' ? 'support' : cause.topic.team;
  const agent = dice.pick(company.colleagues.filter(({ teams, roles }) => teams.includes(team) && roles.includes('agent')));
  return { talk: planTalk({ company, dice, words, customer, agent, start, numbers }, cause), kind };
}

/** Few write often, many write once. */
function someCustomer({ customers, dice }: Past): DemoCustomer {
  const customer = customers[Math.floor(dice.next() ** 1.3 * customers.length)];
  if (customer === undefined) throw new Error('nobody to write');
  return customer;
}

/** The shop grows: there is more of it lately. By the curve of the day, and nobody answers at night. */
function workingMoment({ company, dice, now, days }: Past): Instant {
  for (;;) {
    const at = now - Math.floor(dice.next() ** 1.3 * days * day) - 3 * hour;
    const local = new Date(at + company.hoursAhead * hour);
    const isOpen = local.getUTCHours() >= opens && local.getUTCHours() < closes;
    if (isOpen && dice.chance(busyAt(local))) return at;
  }
}

type Made = {
  readonly key: string;
  readonly talk: Talk;
  readonly said: readonly Part[];
  readonly status: CaseRecord['status'];
  readonly finishedAt: Instant | null;
  readonly owner: string | null;
};

function record({ company }: Past, { key, talk, said, status, finishedAt, owner }: Made): PastCase {
  const { topic, customer } = talk;
  const conversations = said.map(({ kind, messages }) => ({
    channel: kind === 'chat' ? company.site : mailboxOf(company, topic.team),
    subject: kind === 'mail' ? subjectOf(talk) : excerpt(messages[0]?.text ?? '', subjectLength),
    messages: [...messages],
  }));
  return { record: { kind: 'case', key, customer: customer.key, topic: topic.name, status, finishedAt, owner, conversations }, purchase: talk.purchase };
}

const mailboxes: Readonly<Record<Topic['team'], string>> = { support: 'hello', delivery: 'delivery', business: 'business' };

export function mailboxOf(company: CompanyText, team: Topic['team']): string {
  return `${mailboxes[team]}@${company.domain}`;
}
