import { trainMatcher } from '#domain/bot/matcher';
import type { BotPlan } from '#domain/bot/plan';
import type { Trained } from '#domain/bot/talk';

export function trained(plan: BotPlan): Trained {
  return { plan, matcher: trainMatcher(plan.intents.flatMap(({ key, phrases }) => phrases.map((phrase) => ({ key, phrase })))) };
}
