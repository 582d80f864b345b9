/** Runs `work` whenever it is asked to, never twice at once; being asked while it runs means once more. */
export type Coalesced = {
  readonly ask: () => void;
  /** Resolves when everything that was asked for before this call is done. */
  readonly settled: () => Promise<void>;
};

/** A rejection of `work` ends the present run only; `failed` hears of it where nobody waits for the answer. */
export function coalesced(work: () => Promise<void>, failed: (error: unknown) => void): Coalesced {
  let running: Promise<void> | null = null;
  let again = false;

  async function run(): Promise<void> {
    do {
      again = false;
      await work();
    } while (again);
  }

  function ask(): Promise<void> {
    if (running !== null) {
      again = true;
      return running;
    }
    running = run().finally(() => {
      running = null;
    });
    return running;
  }

  return { ask: () => void ask().catch(failed), settled: () => ask() };
}
