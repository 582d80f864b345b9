import type { BotPlan } from '#domain/bot/plan';
import { openBotBrain } from '#server/channel/bot/bot-brain';
import { starterPlan } from '#server/channel/bot/text/starter-plan';
import { expect, test } from 'vitest';
import { builtLearningWorker } from '../../support/built-workers';
import { taughtWell } from '../../support/taught-well';

const plan: BotPlan = { ...starterPlan('ru'), intents: taughtWell.map(({ key, phrases }) => ({ key, title: key, phrases, does: { kind: 'people' } })) };
const failures: unknown[] = [];
const failed = (error: unknown): void => void failures.push(error);

test('a bot answers at once by its nearest phrases, and by all that it learned as soon as it did', async () => {
  const brain = openBotBrain({ workerFile: await builtLearningWorker(), failed });
  const bot = brain.trained(plan);
  const before = bot.matcher.match('сколько стоит доставка');
  expect(before).toMatchObject({ key: 'delivery', isSure: true });
  const settled = await brain.settled({ ...plan, greeting: 'changed' });
  const after = bot.matcher.match('сколько стоит доставка');
  expect(after).toMatchObject({ key: 'delivery', isSure: true });
  expect(after?.margin).not.toBe(before?.margin);
  // Other words of the plan teach nothing new.
  expect(settled.matcher.match('сколько стоит доставка')).toEqual(after);
  expect(settled.plan.greeting).toBe('changed');
  expect(failures).toEqual([]);
  await brain.stop();
});

test('a thread that does not run is told, and the nearest phrases go on', async () => {
  const brain = openBotBrain({ workerFile: new URL('file:///nowhere/learning-worker.mjs'), failed });
  const bot = await brain.settled(plan);
  expect(bot.matcher.match('сколько стоит доставка')).toMatchObject({ key: 'delivery', isSure: true });
  expect(failures).toHaveLength(1);
  await brain.stop();
});
