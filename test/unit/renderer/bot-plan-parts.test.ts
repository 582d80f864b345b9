import { isWhole } from '#domain/bot/plan';
import { starterPlan } from '#server/channel/bot/text/starter-plan';
import { expect, test } from 'vitest';
import { withoutFlow, withoutStep } from '../../../renderer/settings/bot-plan-parts';

const plan = starterPlan('ru');

test('a flow that was removed leaves no topic behind that leads into nothing', () => {
  const [flow] = plan.flows;
  const rest = withoutFlow(plan, flow?.key ?? '');
  expect([isWhole(rest), rest.flows.length, rest.intents.length]).toEqual([true, plan.flows.length - 1, plan.intents.length]);
});

test('a step that was removed leaves no answer behind that leads into nothing', () => {
  const flow = plan.flows.find(({ steps }) => steps.some(({ branches }) => branches.some(({ to }) => to.kind === 'step')));
  const target = flow?.steps.flatMap(({ branches }) => branches.flatMap(({ to }) => (to.kind === 'step' ? [to.step] : [])))[0];
  if (flow === undefined || target === undefined) throw new Error('no flow with a step');
  const rest = withoutStep(flow, target);
  expect(rest.steps.length).toBe(flow.steps.length - 1);
  expect(isWhole({ ...plan, flows: plan.flows.map((one) => (one === flow ? rest : one)) })).toBe(true);
});
