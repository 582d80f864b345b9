/** The value below which `share` of the samples lie; samples in any order, at least one. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

/** Runs a measurement several times and takes the median of each of its figures. */
export async function medians(runs: number, measure: () => Promise<Record<string, number>>): Promise<Record<string, number>> {
  const found: Record<string, number>[] = [];
  for (let run = 0; run < runs; run += 1) found.push(await measure());
  const names = Object.keys(found[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, figure(median(found.map((one) => one[name] ?? Number.NaN)))]));
}

/** Small figures keep three digits behind the point, large ones one. */
function figure(value: number): number {
  return rounded(value, Math.abs(value) < 10 ? 3 : 1);
}
