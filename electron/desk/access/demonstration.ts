import type { Failure } from '#contract/failures';
import type { Outcome } from '#kernel/outcome';
import { backoff } from '#sync/backoff';

const mostAttempts = 40;

/** A demonstration signs somebody in by itself, and waits for a server that is still starting. */
export async function signInPatiently(signIn: () => Promise<Outcome<null, Failure>>, isOver: () => boolean): Promise<void> {
  for (let attempt = 1; !isOver(); attempt += 1) {
    const outcome = await signIn();
    if (outcome.ok) return;
    const mayPass = outcome.code === 'network.offline' || outcome.code === 'server.unavailable';
    if (!mayPass || attempt >= mostAttempts) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(2000, backoff(attempt, Math.random()))));
  }
}
