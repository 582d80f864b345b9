/** Runs `work` whenever it is asked to, never twice at once; being asked while it runs means once more. */
export type Coalesced = {
  readonly ask: () => void;
  /** Resolves when everything that was asked for before this call is done. */
  readonly settled: () => Promise<void>;
};

/** A rejection of `work` ends that run only; `failed` hears of it where nobody waits for the answer. */
export function coalesced(work: () => Promise<void>, failed: (error: unknown) => void): Coalesced {
  let present: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function begin(): Promise<void> {
    next = null;
    present = work().finally(() => {
      present = null;
    });
    return present;
  }

  /** The run that begins after this call, whatever is asked for after it: who waits never waits for others' requests. */
  function ask(): Promise<void> {
    if (next !== null) return next;
    if (present === null) return begin();
    next = present.then(begin, begin);
    return next;
  }

  return { ask: () => void ask().catch(failed), settled: () => ask() };
}
