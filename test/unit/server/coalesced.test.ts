import { coalesced } from '#server/sync/coalesced';
import { expect, test } from 'vitest';

test('work that broke while nobody waited is told, and runs again when it is asked for', async () => {
  const told: unknown[] = [];
  let runs = 0;
  const work = coalesced(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error('an entry that cannot be read');
    },
    (error) => told.push(error),
  );
  work.ask();
  await expect.poll(() => told).toEqual([new Error('an entry that cannot be read')]);
  await work.settled();
  expect(runs).toBe(2);
});

test('being asked many times while it runs means once more', async () => {
  let runs = 0;
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const work = coalesced(
    async () => {
      runs += 1;
      await gate;
    },
    () => undefined,
  );
  for (let ask = 0; ask < 5; ask += 1) work.ask();
  go();
  await work.settled();
  expect(runs).toBe(2);
});

test('who waits is not kept waiting by requests that never cease: a desk was greeted ten seconds late under steady load', async () => {
  let runs = 0;
  const work = coalesced(
    async () => {
      runs += 1;
      await Promise.resolve();
      if (runs < 100) work.ask();
    },
    () => undefined,
  );
  work.ask();
  await work.settled();
  expect(runs).toBeLessThan(5);
});
