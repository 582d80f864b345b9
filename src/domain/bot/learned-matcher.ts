import { classifierOf } from '../matching/classifier';
import type { Bounds, Learned } from '../matching/learned';
import type { Teaching } from '../matching/linear-model';
import type { Example, Matcher } from './matcher';
import { plainText } from './plain-text';

/** With fewer topics nothing could be kept from a model to see what it makes of strangers. */
const fewestTopics = 6;
/** From so many phrases of a topic on, all of them together say more than the nearest few; see DECISION-bot.md. */
const enoughOfTopic = 10;
/** Phrases that the nearest are sought among: more would hold up whoever else is served. */
const mostNearest = 150;

/** The bot would rather know nothing than something wrong. */
export const botBounds: Bounds = { answered: 0.95, right: 0.95, strangers: 0.05 };

/** Whether there is enough to learn from; else the nearest phrases know more. */
export function isEnough(examples: readonly Example[]): boolean {
  const topics = new Set(examples.map(({ key }) => key)).size;
  return topics >= fewestTopics && (examples.length >= enoughOfTopic * topics || examples.length > mostNearest);
}

/** The first phrases of each topic, the same number of each: what a bot goes by that has not learned yet, or has little to learn. */
export function sampled(examples: readonly Example[]): readonly Example[] {
  const topics = new Set(examples.map(({ key }) => key)).size;
  const most = examples.length <= mostNearest ? examples.length : Math.max(1, Math.floor(mostNearest / topics));
  const taken = new Map<string, number>();
  return examples.filter(({ key }) => {
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    return before < most;
  });
}

/** The bot hears plain words, so it is taught plain words. */
export function botTeaching(examples: readonly Example[]): Teaching {
  return { examples: examples.map(({ key, phrase }) => ({ text: plainText(phrase), label: key })), seed: 1 };
}

/** As near as half of all that it was taught is as near as can be. */
export function learnedMatcher({ model, border, usual }: Learned): Matcher {
  const { read } = classifierOf(model);
  return {
    match: (text) => {
      const { ranked: [first, second], certainty } = read(text, 2);
      if (first === undefined || certainty === 0) return null;
      return { key: first.label, score: Math.min(1, certainty / usual), margin: Math.min(1, first.score - (second?.score ?? 0)), isSure: certainty >= border };
    },
  };
}
