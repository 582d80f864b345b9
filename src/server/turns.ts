/** Lets few things run at once; the rest wait in line, and the line has an end. */
export type Turns = {
  /** Resolves with how to give the turn back. */
  readonly take: () => Promise<() => void>;
};

export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

export function createTurns(limits: { readonly atOnce: number; readonly waiting: number }): Turns {
  let running = 0;
  const line: (() => void)[] = [];

  function giveBack(): void {
    const next = line.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    take: async () => {
      if (running < limits.atOnce) {
        running += 1;
        return giveBack;
      }
      if (line.length >= limits.waiting) throw new LineTooLongError();
      await new Promise<void>((resolve) => line.push(resolve));
      return giveBack;
    },
  };
}
