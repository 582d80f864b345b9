import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Kind } from './schedule';

export type Crewed = { readonly seeds: number; readonly steps: number; readonly permissionChanges: number; readonly violations: readonly string[]; readonly seconds: number };

/** Seeds that one hand takes at a time. */
const handful = 25;

/** Plays many worlds on all cores, each hand a process of its own; tells each violation as it is found. */
export async function playTogether({ from, count, ...how }: { readonly from: number; readonly count: number } & Omit<Asked, 'seeds'>, tell: (violation: string) => void): Promise<Crewed> {
  const began = performance.now();
  let next = from;
  const violations: string[] = [];
  let permissionChanges = 0;
  const take = (): readonly number[] => {
    const taken = Array.from({ length: Math.min(handful, from + count - next) }, (_, index) => next + index);
    next += taken.length;
    return taken;
  };
  const work = async (): Promise<void> => {
    const hand = fork(fileURLToPath(new URL('hand.ts', import.meta.url)), { execArgv: process.execArgv });
    for (let seeds = take(); seeds.length > 0; seeds = take()) {
      const played = await ask(hand, { seeds, ...how });
      permissionChanges += played.permissionChanges;
      violations.push(...played.violations);
      for (const violation of played.violations) tell(violation);
    }
    hand.disconnect();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { seeds: count, steps: how.steps, permissionChanges, violations, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

export type Asked = { readonly seeds: readonly number[]; readonly steps: number; readonly kind: Kind };
export type Answered = { readonly violations: readonly string[]; readonly permissionChanges: number };

function ask(hand: ReturnType<typeof fork>, asked: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null): void => reject(new Error(`a hand ended with ${code ?? 'a signal'} at seed ${asked.seeds[0] ?? 0}`));
    hand.once('exit', died);
    hand.once('message', (answer) => {
      hand.off('exit', died);
      // checked: written by `hand.ts` alone
      resolve(answer as Answered);
    });
    hand.send(asked);
  });
}
