import { AttentionKeeper } from '#desk/attention/attention-keeper';
import type { Topic } from '#desk/live/topic';
import { usualAttention } from '#domain/attention/attention';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';

test('two hundred changes a second were looked through forty times a second, and took a third of a processor from the window', async () => {
  let looks = 0;
  const keeper = new AttentionKeeper({
    atWork: () => {
      looks += 1;
      return null;
    },
    settings: () => usualAttention,
    changed: () => undefined,
    tell: () => undefined,
  });
  const began = performance.now();
  for (let change = 0; change < 100; change += 1) {
    keeper.heard(new Set<Topic>(['messages']));
    await pause(4);
  }
  expect(looks).toBeGreaterThan(0);
  // One at once, and one after each rest of a quarter of a second, however slow this computer is.
  expect(looks).toBeLessThanOrEqual(2 + (performance.now() - began) / 250);
  const during = looks;
  keeper.heard(new Set<Topic>(['messages']));
  await expect.poll(() => looks, { message: 'the last change is looked at as well' }).toBe(during + 1);
  keeper.stop();
});
