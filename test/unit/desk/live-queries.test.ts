import type { Update } from '#contract/bridge';
import { LiveQueries } from '#desk/live/live-queries';
import type { Topic } from '#desk/live/topic';
import { describe, expect, test } from 'vitest';

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function counted(): { live: LiveQueries; shown: Update[]; runs: () => number; watch: () => void } {
  const shown: Update[] = [];
  let runs = 0;
  const live = new LiveQueries((_call, update) => shown.push(update), () => undefined);
  const watch = (): void =>
    live.watch(1, { topics: new Set<Topic>(['messages']), list: null, ask: async () => (runs += 1) });
  return { live, shown, runs: () => runs, watch };
}

describe('a live query', () => {
  test('answers at once', async () => {
    const { shown, watch } = counted();
    watch();
    await turns();
    expect(shown).toEqual([{ whole: 1 }]);
  });

  test('answers again when what it read has changed, and not for anything else', async () => {
    const { live, shown, watch } = counted();
    watch();
    await turns();
    live.changed(new Set<Topic>(['people']));
    await turns();
    live.changed(new Set<Topic>(['messages', 'people']));
    await turns();
    expect(shown).toEqual([{ whole: 1 }, { whole: 2 }]);
  });

  test('runs once for a hundred changes in one moment', async () => {
    const { live, runs, watch } = counted();
    watch();
    await turns();
    for (let change = 0; change < 100; change += 1) live.changed(new Set<Topic>(['messages']));
    await turns();
    expect(runs()).toBe(2);
  });

  test('does not lose a change that comes while it runs', async () => {
    const shown: Update[] = [];
    const live = new LiveQueries((_call, update) => shown.push(update), () => undefined);
    let value = 'old';
    let release = (): void => undefined;
    live.watch(1, {
      topics: new Set<Topic>(['messages']),
      list: null,
      ask: async () => {
        const read = value;
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return read;
      },
    });
    await turns();
    value = 'new';
    live.changed(new Set<Topic>(['messages']));
    release();
    await turns();
    release();
    await turns();
    expect(shown).toEqual([{ whole: 'old' }, { whole: 'new' }]);
  });

  test('that was ended shows nothing more', async () => {
    const { live, shown, watch } = counted();
    watch();
    live.unwatch(1);
    await turns();
    expect(shown).toEqual([]);
  });
});
