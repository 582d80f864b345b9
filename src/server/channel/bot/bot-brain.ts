import { botBounds, botTeaching, isEnough, learnedMatcher, sampled } from '#domain/bot/learned-matcher';
import { trainMatcher, type Example, type Matcher } from '#domain/bot/matcher';
import type { BotPlan } from '#domain/bot/plan';
import type { Trained } from '#domain/bot/talk';
import { second } from '#kernel/instant';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLearner, type Learner, type LearnerPorts } from '../../learning/learner';

export interface BotBrain {
  /** The bot with this plan, at once: it goes by its nearest phrases until it has learned from all of them. */
  readonly trained: (plan: BotPlan) => Trained;
  /** The same, when it has learned, or has taken too long for whoever waits. */
  readonly settled: (plan: BotPlan) => Promise<Trained>;
  readonly stop: () => Promise<void>;
}

/** What was learned is kept for as many sets of phrases; a plan that changed in other ways learns nothing anew. */
const mostKept = 20;
const patience = 15 * second;

type Kept = { matcher: Matcher; readonly learning: Promise<void> };

export function openBotBrain(ports: LearnerPorts): BotBrain {
  const learner = openLearner(ports);
  const kept = new Map<string, Kept>();
  const keep = (examples: readonly Example[]): Kept => {
    const key = createHash('sha256').update(JSON.stringify(examples)).digest('base64');
    const known = kept.get(key) ?? begun(learner, examples);
    // The least used stands first.
    kept.delete(key);
    kept.set(key, known);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return known;
  };
  const brained = (plan: BotPlan): { readonly known: Kept; readonly bot: Trained } => {
    const known = keep(plan.intents.flatMap(({ key, phrases }) => phrases.map((phrase) => ({ key, phrase }))));
    return { known, bot: { plan, matcher: { match: (text) => known.matcher.match(text) } } };
  };
  return {
    trained: (plan) => brained(plan).bot,
    settled: async (plan) => {
      const { known, bot } = brained(plan);
      await Promise.race([known.learning, sleep(patience, undefined, { ref: false })]);
      return bot;
    },
    stop: learner.stop,
  };
}

function begun(learner: Pick<Learner, 'learn'>, examples: readonly Example[]): Kept {
  const learning = isEnough(examples)
    ? learner.learn({ of: 'matcher', teaching: botTeaching(examples), bounds: botBounds }).then((learned) => {
        if (learned !== null) known.matcher = learnedMatcher(learned);
      })
    : Promise.resolve();
  const known: Kept = { matcher: trainMatcher(sampled(examples)), learning };
  return known;
}
