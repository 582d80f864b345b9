import { onTestFinished, vi } from 'vitest';

/** To the end of this test no clock goes on in this process: a slow machine sits out no pause of a guesser. */
export function timeStands(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}
