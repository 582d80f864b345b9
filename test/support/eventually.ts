/** Asks again until the expectation holds; the last refusal is the test's own failure. */
export async function eventually(expectation: () => Promise<void>, patience = 30_000): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export function comesTrue(condition: () => boolean): Promise<void> {
  return eventually(async () => {
    if (!condition()) throw new Error('it did not come true');
  });
}

/** A second of this process: a hundred of its shortest pauses, which are longer where it has to wait for others. */
export async function comesTrueWithinASecond(condition: () => boolean): Promise<void> {
  for (let pauses = 0; !condition(); pauses += 1) {
    if (pauses === 100) throw new Error('it took longer than a second');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
