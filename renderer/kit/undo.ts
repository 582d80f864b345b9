type Undoable = { readonly undo: () => void; readonly until: number };

/** Longest that somebody remembers what they did. */
const most = 20;
let done: readonly Undoable[] = [];

/** What was just done may be taken back by key, for so many milliseconds. */
export function canUndo(undo: () => void, span: number): void {
  done = [...done.slice(1 - most), { undo, until: performance.now() + span }];
}

/** Takes back what was done last, and has not been taken back; false: there is nothing. */
export function undoLatest(): boolean {
  const now = performance.now();
  const last = done.findLast(({ until }) => until > now);
  if (last === undefined) return false;
  done = done.filter((one) => one !== last);
  last.undo();
  return true;
}

/** What one person did is not for the next one to take back. */
export function forgetUndo(): void {
  done = [];
}
