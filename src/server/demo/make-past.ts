import type { CaseRecord } from '#contract/import-record';
import { day, hour, minute, type Instant } from '#kernel/instant';
import { excerpt } from '#kernel/text';
import type { Colleague, CompanyText } from './company-text';
import type { Dice } from './dice';
import { fillSlots, inventSlots } from './fill-slots';
import type { DemoCustomer } from './make-customers';
import { loginOf, talkByChat, talkByMail, type Reach, type Talk } from './make-talk';
import type { Topic } from './topic';

export type Past = { readonly company: CompanyText; readonly dice: Dice; readonly customers: readonly DemoCustomer[]; readonly now: Instant };

/** Days that the past reaches back. */
const pastDays = 80;

/** A chat is called by its first words. */
const subjectLength = 80;

/** Older finished cases are closed: nothing reopens them. */
const closedAfter = 14 * day;

/** Finished cases of the last weeks, oldest first. */
export function finishedCases(past: Past, count: number): readonly CaseRecord[] {
  const moments = Array.from({ length: count }, () => workingMoment(past)).toSorted((a, b) => a - b);
  return moments.map((start, index) => {
    const { talk, kind } = talkAt(past, start);
    const messages = kind === 'chat' ? talkByChat(talk, 'whole') : talkByMail(talk, 'whole');
    const finishedAt = Math.min((messages.at(-1)?.at ?? start) + past.dice.span(12 * minute), past.now - hour);
    const settled = messages.filter(({ at }) => at <= finishedAt);
    const status = past.now - finishedAt > closedAfter ? 'closed' : 'resolved';
    return record(past, { key: `past-${index + 1}`, talk, kind, messages: settled, status, finishedAt, owner: loginOf(past.company, talk.agent) });
  });
}

/** What the shift finds when it comes in: some in the queue, some already in the demonstration agent's hands. */
export function openCases(past: Past, agent: Colleague): readonly CaseRecord[] {
  const plan: readonly { readonly reach: Reach; readonly mine: boolean; readonly kind: Kind; readonly ago: number }[] = [
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
  return plan.map(({ reach, mine, kind, ago }, index) => {
    const topic = past.dice.pick(past.company.topics.filter(({ team }) => team === 'support'));
    const talk = { ...talkAt(past, past.now - ago).talk, agent, topic };
    const said = (kind === 'chat' ? talkByChat(talk, reach) : talkByMail(talk, reach)).map((message) => ({ ...message, at: Math.min(message.at, past.now - minute) }));
    const status = reach === 'answered' ? 'waiting' : mine ? 'open' : 'new';
    return record(past, { key: `open-${index + 1}`, talk, kind, messages: said, status, finishedAt: null, owner: mine ? loginOf(past.company, agent) : null });
  });
}

type Kind = 'mail' | 'chat';

function talkAt(past: Past, start: Instant): { readonly talk: Talk; readonly kind: Kind } {
  const { company, dice } = past;
  const customer = someCustomer(past);
  const topic: Topic = dice.pick(company.topics);
  const kind = dice.chance(customer.prefersChat ? 0.75 : 0.15) ? 'chat' : 'mail';
  const team = kind === 'chat' ? 'support' : topic.team;
  const agent = dice.pick(company.colleagues.filter(({ teams, roles }) => teams.includes(team) && roles.includes('agent')));
  return { talk: { company, dice, customer, agent, topic, slots: inventSlots(company, dice, customer), start }, kind };
}

/** Few write often, many write once. */
function someCustomer({ customers, dice }: Past): DemoCustomer {
  const customer = customers[Math.floor(dice.next() ** 1.7 * customers.length)];
  if (customer === undefined) throw new Error('nobody to write');
  return customer;
}

/** More in the late morning and in the evening, less on Sundays, none at night. */
function workingMoment({ company, dice, now }: Past): Instant {
  for (;;) {
    const at = now - Math.floor(dice.next() * pastDays * day) - 3 * hour;
    const local = new Date(at + company.hoursAhead * hour);
    const busy = [0.1, 0.1, 0.5, 0.8, 1, 1, 0.8, 0.8, 0.7, 0.7, 0.8, 0.9, 0.9, 0.6][local.getUTCHours() - 8] ?? 0;
    if (dice.chance(local.getUTCDay() === 0 ? busy * 0.5 : busy)) return at;
  }
}

type Made = {
  readonly key: string;
  readonly talk: Talk;
  readonly kind: Kind;
  readonly messages: CaseRecord['conversations'][number]['messages'];
  readonly status: CaseRecord['status'];
  readonly finishedAt: Instant | null;
  readonly owner: string | null;
};

function record({ company, dice }: Past, { key, talk, kind, messages, status, finishedAt, owner }: Made): CaseRecord {
  const slots = { slots: talk.slots, gender: talk.customer.gender, date: '' };
  const subject = kind === 'mail' ? fillSlots(dice.pick(talk.topic.subjects), slots) : excerpt(messages[0]?.text ?? '', subjectLength);
  const channel = kind === 'chat' ? company.site : mailboxOf(company, talk.topic.team);
  return { kind: 'case', key, customer: talk.customer.key, topic: talk.topic.name, status, finishedAt, owner, conversations: [{ channel, subject, messages: [...messages] }] };
}

const mailboxes: Readonly<Record<Topic['team'], string>> = { support: 'hello', delivery: 'delivery', business: 'business' };

export function mailboxOf(company: CompanyText, team: Topic['team']): string {
  return `${mailboxes[team]}@${company.domain}`;
}
