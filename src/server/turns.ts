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

/** A line of its own for each key. */
export type TurnsOf<Key> = { readonly take: (key: Key) => Promise<() => void> };

export function createTurnsOf<Key>(limits: { readonly atOnce: number; readonly waiting: number }): TurnsOf<Key> {
  const lines = new Map<Key, { readonly turns: Turns; present: number }>();
  return {
    take: async (key) => {
      const line = lines.get(key) ?? { turns: createTurns(limits), present: 0 };
      lines.set(key, line);
      line.present += 1;
      const leave = (): void => {
        line.present -= 1;
        if (line.present === 0) lines.delete(key);
      };
      try {
        const giveBack = await line.turns.take();
        return () => {
          giveBack();
          leave();
        };
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
