import type { BotFlow, BotPlan } from '#domain/bot/plan';

/** What led to the flow leads to people. */
export function withoutFlow(plan: BotPlan, key: string): BotPlan {
  const intents = plan.intents.map((intent) => (intent.does.kind === 'flow' && intent.does.flow === key ? { ...intent, does: { kind: 'people' } as const } : intent));
  return { ...plan, intents, flows: plan.flows.filter((flow) => flow.key !== key) };
}

/** What led to the step leads to people. */
export function withoutStep(flow: BotFlow, key: string): BotFlow {
  const steps = flow.steps.filter((step) => step.key !== key);
  return { ...flow, steps: steps.map((step) => ({ ...step, branches: step.branches.map((branch) => (branch.to.kind === 'step' && branch.to.step === key ? { ...branch, to: { kind: 'people' } as const } : branch)) })) };
}
