import { expect, test } from 'vitest';
import { play, playSchedule } from './play';
import { drawSchedule, readSchedule, writtenSchedule } from './schedule';
import { shrink } from './shrink';
import { tellStory } from './story';

const plant = 'acknowledged before COMMIT';

async function firstFailing(): Promise<number> {
  for (let seed = 1; seed <= 2000; seed += 1) if ((await play(seed, 200, plant)) !== null) return seed;
  throw new Error('no world fails');
}

test('a failing world shrinks to a few steps that fail in the same way, and reads as a story', async () => {
  const schedule = drawSchedule(await firstFailing(), 200);
  const { schedule: small, finding } = await shrink(schedule, plant);
  expect(small.steps.length).toBeLessThan(40);
  expect(finding.what).toContain('told that mutation');
  const again = readSchedule(writtenSchedule(small));
  expect((await playSchedule(again, plant))?.what).toBe(finding.what);
  expect((await tellStory(again, plant)).at(-1)).toBe(`VIOLATION: ${finding.what}`);
  expect((await tellStory(again, null)).at(-1)).toBe('everything holds');
});

test('the same seed plays the same world', async () => {
  const once = await tellStory(drawSchedule(7, 300), null);
  expect(await tellStory(drawSchedule(7, 300), null)).toEqual(once);
});
