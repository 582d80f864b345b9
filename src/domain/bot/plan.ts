import type { ChannelId } from '#kernel/id';

/** A topic that customers write about, known by phrases of it, and what the bot does then. */
export type BotIntent = { readonly key: string; readonly title: string; readonly phrases: readonly string[]; readonly does: BotAction };

/** `order`: looks up the order that the customer names. */
export type BotAction =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'flow'; readonly flow: string }
  | { readonly kind: 'order'; readonly found: string; readonly unknown: string; readonly ask: string }
  | { readonly kind: 'people' };

/** A question with branches. An answer that fits none is asked for once more, then people take over. */
export type FlowStep = {
  readonly key: string;
  readonly say: string;
  /** Where there is none, the flow ends with what was said. */
  readonly branches: readonly FlowBranch[];
};

/** `words`: answers by which the customer chooses it; its label and its number count, too. */
export type FlowBranch = { readonly label: string; readonly words: readonly string[]; readonly to: FlowTarget };
export type FlowTarget = { readonly kind: 'step'; readonly step: string } | { readonly kind: 'people' } | { readonly kind: 'resolved' };

export type BotFlow = { readonly key: string; readonly title: string; readonly steps: readonly FlowStep[] };

/** When people answer, by the company's clock: minutes of the day for each day of the week from Monday; null: closed. */
export type OpeningHours = { readonly offset: number; readonly days: readonly ({ readonly from: number; readonly to: number } | null)[] };

/** All that an administrator teaches. */
export type BotPlan = {
  readonly isOn: boolean;
  readonly name: string;
  readonly channels: readonly ChannelId[];
  readonly greeting: string;
  readonly notUnderstood: string;
  /** Said to thanks; with it the case is solved. */
  readonly thanked: string;
  /** Said when people take over; the second one while none is there. */
  readonly handingOver: string;
  readonly closed: string;
  readonly hours: OpeningHours;
  /** Customers with this fact are met by people at once. */
  readonly important: { readonly label: string; readonly value: string } | null;
  readonly intents: readonly BotIntent[];
  readonly flows: readonly BotFlow[];
};

/** Whether everything that the plan names is there. */
export function isWhole({ intents, flows }: BotPlan): boolean {
  const flowKeys = new Set(flows.map(({ key }) => key));
  const isUnique = flowKeys.size === flows.length && new Set(intents.map(({ key }) => key)).size === intents.length;
  const leads = intents.every(({ does, phrases }) => phrases.length > 0 && (does.kind !== 'flow' || flowKeys.has(does.flow)));
  return isUnique && leads && flows.every(isWholeFlow);
}

function isWholeFlow({ steps }: BotFlow): boolean {
  const keys = new Set(steps.map(({ key }) => key));
  const targets = steps.flatMap(({ branches }) => branches.map(({ to }) => to));
  return steps.length > 0 && keys.size === steps.length && targets.every((to) => to.kind !== 'step' || keys.has(to.step));
}
