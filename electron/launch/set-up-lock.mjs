import { inCheckout } from './checkout.mjs';
import { OwnerLock } from './owner-lock.mjs';
import { say } from './say.mjs';

const pollEvery = 500;

/** Runs work that no other start or test of this checkout does at the same time. */
export async function whileLocked(work) {
  const lock = new OwnerLock(inCheckout('.setup-lock', 'owner.json'));
  const release = () => lock.release();
  let told = false;
  while (lock.take()) {
    if (!told) say('Another set-up of this checkout is running; waiting for it.');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, pollEvery));
  }
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
