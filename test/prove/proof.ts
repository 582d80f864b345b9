import { execFileSync } from 'node:child_process';

/**
 * What a proof is asked for. `runs` counts faults; `seed` rolls when they come; `worlds` stand beside each other, each with so many
 * desks. No fault comes after `until`, by the steady clock: a proof whose time is over judges what it did.
 */
export type Plan = { readonly runs: number; readonly seed: number; readonly worlds: number; readonly desks: number; readonly until: number };

/** Whether another fault comes after so many. */
export function goesOn({ runs, until }: Plan, done: number): boolean {
  return done < runs && performance.now() < until;
}

/** What was seen. `faults` decide; the rest says how hard it was tried. */
export type Figures = { readonly runs: number; readonly acknowledged: number; readonly lost: number; readonly twice: number; readonly [figure: string]: number };

/** Figures that have to be 0, where a proof counts them. */
const faults = ['lost', 'twice', 'disordered', 'foreign_rows', 'foreign_bytes'] as const;

export function holds(figures: Figures): boolean {
  return faults.every((fault) => (figures[fault] ?? 0) === 0);
}

export type Proof = {
  readonly plan: Omit<Plan, 'seed' | 'until'>;
  /** Why it cannot be done on this computer, in one sentence; null where it can. */
  readonly lacks?: () => string | null | Promise<string | null>;
  readonly prove: (plan: Plan, say: (line: string) => void) => Promise<Figures>;
};

/** The last line of a proof: its figures, and what it takes to see them again. */
export function figuresLine(proof: string, seed: number, figures: Figures): string {
  return JSON.stringify({ proof, date: new Date().toISOString(), commit: commit(), seed, ...figures });
}

/** Figures of worlds that stood beside each other; those named `…_max` are the worst, `…_p50` and `…_p99` the worst of each. */
export function together(all: readonly Figures[]): Figures {
  const sum: Record<string, number> = {};
  for (const figures of all) {
    for (const [name, value] of Object.entries(figures)) {
      const isWorst = /_(max|p50|p99)(_|$)/.test(name);
      sum[name] = isWorst ? Math.max(sum[name] ?? 0, value) : (sum[name] ?? 0) + value;
    }
  }
  return { runs: 0, acknowledged: 0, lost: 0, twice: 0, ...sum };
}

/** Splits a plan over its worlds, each with a seed of its own. */
export function worldsOf({ runs, seed, worlds, desks, until }: Plan): readonly Plan[] {
  const share = (world: number): number => Math.floor(runs / worlds) + (world < runs % worlds ? 1 : 0);
  return Array.from({ length: worlds }, (_, world) => ({ runs: share(world), seed: seed + world, worlds: 1, desks, until })).filter((plan) => plan.runs > 0);
}

function commit(): string {
  const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}
