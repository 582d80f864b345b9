import type { BotPlan } from '#domain/bot/plan';
import { starterPlan } from '#server/channel/bot/text/starter-plan';
import { expect, test } from 'vitest';
import { faultOf } from '../../../renderer/settings/bot-plan-fault';

const plan = starterPlan('ru');
const [topic, ...topics] = plan.intents;
const [flow, ...flows] = plan.flows;
if (topic === undefined || flow === undefined) throw new Error('the starter has topics and flows');

test.each<[string, BotPlan, string | null]>([
  ['nothing', plan, null],
  ['no name', { ...plan, name: ' ' }, 'bot.fault.name'],
  ['no words for thanks', { ...plan, thanked: '' }, 'bot.fault.said'],
  ['a topic without a title', { ...plan, intents: [{ ...topic, title: '' }, ...topics] }, 'bot.fault.topicTitle'],
  ['a topic without phrases', { ...plan, intents: [{ ...topic, phrases: [] }, ...topics] }, 'bot.fault.phrases'],
  ['a topic without an answer', { ...plan, intents: [{ ...topic, does: { kind: 'say', text: '' } }, ...topics] }, 'bot.fault.answer'],
  ['a topic that leads to no flow', { ...plan, intents: [{ ...topic, does: { kind: 'flow', flow: '' } }, ...topics] }, 'bot.fault.answer'],
  ['a flow without a title', { ...plan, flows: [{ ...flow, title: '' }, ...flows] }, 'bot.fault.flowTitle'],
  ['a question without words', { ...plan, flows: [{ ...flow, steps: [...flow.steps, { key: 'new', say: '', branches: [] }] }, ...flows] }, 'bot.fault.step'],
  ['a phrase without an end', { ...plan, intents: [{ ...topic, phrases: ['а'.repeat(301)] }, ...topics] }, 'bot.fault.size'],
])('what is wrong in a plan is named before it is refused: %s', (_what, given, expected) => {
  expect(faultOf(given)?.text ?? null).toBe(expected);
});
