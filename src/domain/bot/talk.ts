import type { HandOverReason } from '../conversation/message';
import type { CustomerFact } from '../customer/customer';
import type { Instant } from '#kernel/instant';
import { isOpenBy } from '../hours/calendar';
import type { Matcher } from './matcher';
import { weekCalendar } from './week-calendar';
import { plainText, says } from './plain-text';
import { asksForPeople } from './phrases/people';
import { greetings } from './phrases/greetings';
import { thanks } from './phrases/thanks';
import { complaint, criesOut, upset } from './phrases/upset';
import type { BotAction, BotIntent, BotPlan, FlowBranch, FlowStep, FlowTarget } from './plan';

/** Where the bot is in a conversation. `misses`: how often in a row it did not understand. `about`: the title of the last topic. */
export type BotState = {
  readonly misses: number;
  readonly about: string | null;
  readonly flow: { readonly flow: string; readonly step: string; readonly asked: number } | null;
  readonly awaitsOrder: string | null;
};

export const beginning: BotState = { misses: 0, about: null, flow: null, awaitsOrder: null };

export type Trained = { readonly plan: BotPlan; readonly matcher: Matcher };

/**
 * What the customer said, and what is known of them. `order`: the state of their own order with this number, if there is one.
 * `arePeopleIn`: as the hours of the team say that would take over; where it has none, the plan's own count.
 */
export type Said = { readonly text: string; readonly isFirst: boolean; readonly facts: readonly CustomerFact[]; readonly order: (number: string) => string | null; readonly now: Instant; readonly arePeopleIn: boolean | null };

export type BotTurn =
  | { readonly kind: 'answers'; readonly says: readonly string[]; readonly state: BotState; readonly isResolved: boolean }
  | { readonly kind: 'handsOver'; readonly says: readonly string[]; readonly why: HandOverReason; readonly about: string | null };

const missesBorne = 1;
/** Digits, or two groups of them as in 61-90975. */
const orderNumber = /(?<![\p{L}\p{N}-])(?:№\s*)?(\d{4,12}|\d{1,6}-\d{3,12})(?![\p{L}\p{N}-])/u;

/** One answer to one message. Whoever asks for people, is upset or complains gets people, wherever the bot is. */
export function takeTurn(bot: Trained, state: BotState, said: Said): BotTurn {
  const text = plainText(said.text);
  const why = reasonForPeople(bot.plan, text, said);
  if (why !== null) return handOver(bot, { state, why, said });
  const turn = answer(bot, state, { ...said, text, number: orderNumber.exec(said.text)?.[1] ?? null });
  return said.isFirst && turn.kind === 'answers' && bot.plan.greeting !== '' ? { ...turn, says: [bot.plan.greeting, ...turn.says] } : turn;
}

function reasonForPeople({ important }: BotPlan, text: string, { text: written, facts }: Said): HandOverReason | null {
  const heard = (phrases: readonly string[]): boolean => phrases.some((phrase) => says(text, phrase));
  if (heard(asksForPeople)) return 'asked';
  if (heard(complaint)) return 'complaint';
  if (heard(upset) || criesOut(written)) return 'upset';
  return important !== null && facts.some(({ label, value }) => label === important.label && value === important.value) ? 'important' : null;
}

/** In plain words; `number`: of an order, as it was written. */
type Heard = Said & { readonly number: string | null };

function answer(bot: Trained, state: BotState, said: Heard): BotTurn {
  if (state.flow !== null) return inFlow(bot, state, said);
  const { number } = said;
  const asked = orderIntent(bot.plan, state.awaitsOrder);
  if (number !== null && asked !== null) return ofOrder(bot, { state, intent: asked, number, said });
  // A bot that was taught no greeting has nothing to say to one, and nobody may be met with silence.
  if (bot.plan.greeting !== '' && greetings.includes(said.text)) return { kind: 'answers', says: said.isFirst ? [] : [bot.plan.greeting], state, isResolved: false };
  if (thanks.includes(said.text) && state.about !== null) return { kind: 'answers', says: [bot.plan.thanked], state: { ...beginning, about: state.about }, isResolved: true };
  const intent = understood(bot, said.text);
  return intent === null ? missed(bot, state, said) : act(bot, { state, intent, said });
}

/** The order rule that was asked for a number; a number alone means the first there is. */
function orderIntent({ intents }: BotPlan, awaited: string | null): BotIntent | null {
  const rules = intents.filter(({ does }) => does.kind === 'order');
  return rules.find(({ key }) => key === awaited) ?? rules[0] ?? null;
}

function understood({ plan, matcher }: Trained, text: string): BotIntent | null {
  const match = matcher.match(text);
  return match?.isSure !== true ? null : (plan.intents.find(({ key }) => key === match.key) ?? null);
}

type Acting = { readonly state: BotState; readonly intent: BotIntent; readonly said: Said };

function act(bot: Trained, { state, intent, said }: Acting): BotTurn {
  const { does } = intent;
  const next: BotState = { ...beginning, about: intent.title };
  switch (does.kind) {
    case 'say':
      return { kind: 'answers', says: [does.text], state: next, isResolved: false };
    case 'people':
      return handOver(bot, { state: next, why: 'flow', said });
    case 'order':
      return { kind: 'answers', says: [does.ask], state: { ...next, awaitsOrder: intent.key }, isResolved: false };
    case 'flow': {
      const [first] = bot.plan.flows.find(({ key }) => key === does.flow)?.steps ?? [];
      return first === undefined ? missed(bot, state, said) : enter(does.flow, first, next);
    }
  }
}

type OrderAsked = { readonly state: BotState; readonly intent: BotIntent; readonly number: string; readonly said: Said };

function ofOrder(bot: Trained, { state, intent, number, said }: OrderAsked): BotTurn {
  const does: BotAction = intent.does;
  if (does.kind !== 'order') return missed(bot, state, said);
  const found = said.order(number);
  const about = intent.title;
  if (found !== null) return { kind: 'answers', says: [filled(does.found, { number, status: found })], state: { ...beginning, about }, isResolved: false };
  if (state.misses >= missesBorne) return handOver(bot, { state: { ...state, about }, why: 'notUnderstood', said });
  return { kind: 'answers', says: [filled(does.unknown, { number, status: '' })], state: { ...beginning, about, awaitsOrder: intent.key, misses: state.misses + 1 }, isResolved: false };
}

function filled(text: string, { number, status }: { readonly number: string; readonly status: string }): string {
  return text.replaceAll('{number}', () => number).replaceAll('{status}', () => status);
}

function missed(bot: Trained, state: BotState, said: Said): BotTurn {
  if (state.misses >= missesBorne) return handOver(bot, { state, why: 'notUnderstood', said });
  return { kind: 'answers', says: [bot.plan.notUnderstood], state: { ...state, misses: state.misses + 1 }, isResolved: false };
}

function inFlow(bot: Trained, state: BotState, said: Heard): BotTurn {
  const { flow: at } = state;
  const steps = bot.plan.flows.find(({ key }) => key === at?.flow)?.steps ?? [];
  const step = steps.find(({ key }) => key === at?.step);
  // It was taught otherwise meanwhile.
  if (at === null || step === undefined) return answer(bot, { ...state, flow: null }, said);
  const branch = chosen(step.branches, said.text);
  if (branch !== null) return follow(bot, { state, to: branch.to, flow: at.flow, steps, said });
  const other = understood(bot, said.text);
  if (other !== null) return act(bot, { state, intent: other, said });
  if (at.asked >= missesBorne) return handOver(bot, { state, why: 'notUnderstood', said });
  return { kind: 'answers', says: [asked(step)], state: { ...state, flow: { ...at, asked: at.asked + 1 } }, isResolved: false };
}

type Following = { readonly state: BotState; readonly to: FlowTarget; readonly flow: string; readonly steps: readonly FlowStep[]; readonly said: Said };

function follow(bot: Trained, { state, to, flow, steps, said }: Following): BotTurn {
  if (to.kind === 'people') return handOver(bot, { state, why: 'flow', said });
  if (to.kind === 'resolved') return { kind: 'answers', says: [bot.plan.thanked], state: { ...beginning, about: state.about }, isResolved: true };
  const next = steps.find(({ key }) => key === to.step);
  return next === undefined ? missed(bot, { ...state, flow: null }, said) : enter(flow, next, state);
}

function enter(flow: string, step: FlowStep, state: BotState): BotTurn {
  const goesOn = step.branches.length > 0;
  return { kind: 'answers', says: [asked(step)], state: { ...state, misses: 0, flow: goesOn ? { flow, step: step.key, asked: 0 } : null }, isResolved: false };
}

/** The question with its answers, numbered: a number is the shortest way to choose. */
function asked({ say, branches }: FlowStep): string {
  return [say, ...branches.map(({ label }, place) => `${place + 1}. ${label}`)].join('\n');
}

function chosen(branches: readonly FlowBranch[], text: string): FlowBranch | null {
  const [first = ''] = text.split(' ');
  const byNumber = /^\d{1,2}$/.test(first) ? branches[Number(first) - 1] : undefined;
  if (byNumber !== undefined) return byNumber;
  const fitting = branches.filter(({ label, words }) => [label, ...words].some((word) => plainWords(word) !== '' && says(text, plainWords(word))));
  const [only] = fitting;
  return only !== undefined && fitting.length === 1 ? only : null;
}

/** As an administrator writes words, a star at the end included. */
function plainWords(words: string): string {
  return words.split(/\s+/).map((word) => plainText(word) + (word.endsWith('*') ? '*' : '')).filter((word) => word !== '' && word !== '*').join(' ');
}

type HandingOver = { readonly state: BotState; readonly why: HandOverReason; readonly said: Said };

function handOver({ plan }: Trained, { state, why, said }: HandingOver): BotTurn {
  const text = (said.arePeopleIn ?? isOpenBy(weekCalendar(plan.hours), said.now)) ? plan.handingOver : plan.closed;
  return { kind: 'handsOver', says: text === '' ? [] : [text], why, about: state.about };
}
