import { botPlan } from '#contract/bot';
import { isWhole, type BotAction, type BotFlow, type BotIntent, type BotPlan } from '#domain/bot/plan';

type Name = 'name' | 'said' | 'topicTitle' | 'phrases' | 'answer' | 'flowTitle' | 'step' | 'size';

/** What keeps a plan from being kept, and in which topic or flow. */
export type PlanFault = { readonly text: `bot.fault.${Name}`; readonly title: string };

/** The first of them; null where there is none. */
export function faultOf(plan: BotPlan): PlanFault | null {
  if (isEmpty(plan.name)) return fault('name');
  if (isEmpty(plan.notUnderstood) || isEmpty(plan.thanked)) return fault('said');
  const found = plan.intents.map(ofTopic).find((one) => one !== null) ?? plan.flows.map(ofFlow).find((one) => one !== null);
  return found ?? (botPlan.safeParse(plan).success && isWhole(plan) ? null : fault('size'));
}

function ofTopic({ title, phrases, does }: BotIntent): PlanFault | null {
  if (isEmpty(title)) return fault('topicTitle');
  if (phrases.length === 0) return fault('phrases', title);
  return wordsOf(does).some(isEmpty) ? fault('answer', title) : null;
}

function wordsOf(does: BotAction): readonly string[] {
  switch (does.kind) {
    case 'say':
      return [does.text];
    case 'flow':
      return [does.flow];
    case 'order':
      return [does.ask, does.found, does.unknown];
    case 'people':
      return [];
  }
}

function ofFlow({ title, steps }: BotFlow): PlanFault | null {
  if (isEmpty(title)) return fault('flowTitle');
  return steps.some(({ say, branches }) => isEmpty(say) || branches.some(({ label }) => isEmpty(label))) ? fault('step', title) : null;
}

function isEmpty(text: string): boolean {
  return text.trim() === '';
}

function fault(name: Name, title = ''): PlanFault {
  return { text: `bot.fault.${name}`, title };
}
