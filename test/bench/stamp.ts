/** The steady clock that all processes of one computer share, in milliseconds. */
export function steadyNow(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}

/** A note that says when it was written. */
export function stamped(): string {
  return `at ${steadyNow().toFixed(3)}`;
}

/** How long ago each note in this text was written, in milliseconds. */
export function agesIn(text: string): readonly number[] {
  return [...text.matchAll(/\bat (\d+\.\d{3})/g)].map((stamp) => steadyNow() - Number(stamp[1]));
}
