import { canonicalEmail, credentialsOf, findAccount, renewHash, type Account } from '#db/central/accounts';
import type { Holder } from '#db/central/factors';
import { isKnownComputer, rememberComputer } from '#db/central/known-computers';
import type { Reader } from '#db/central/open';
import { done, refused, type Outcome } from '#kernel/outcome';
import { createHash } from 'node:crypto';
import { serverTime } from '../sync/server-time';
import { hashPassword, isPassword, isWeak } from './password';
import type { SecondFactor } from './second-factor';
import { mayTry, succeeded, tryKey } from './sign-in-throttle';

export type SignInTry = {
  readonly email: string;
  readonly password: string;
  readonly device: string;
  readonly address: string;
  readonly factor?: string | undefined;
  readonly computer?: string | undefined;
};

export type SignInFailure = 'access.signInFailed' | 'access.tooManyTries' | 'access.factorNeeded' | 'access.factorWrong';

/** Somebody who named their password, and the hash by which it was right: it counts for as long as that one stands. */
export type Proven = Holder & { readonly password: string };

/**
 * Who this is, by password and second factor. Unknown, disabled and wrong take one road and one time; that a factor is
 * needed is told only to who knows the password.
 */
export async function recognise(ports: { readonly db: Reader; readonly factor: SecondFactor }, attempt: SignInTry): Promise<Outcome<Proven, SignInFailure>> {
  const { db } = ports;
  const computer = attempt.computer === undefined ? null : hashOfComputer(attempt.computer);
  const knownHere = computer !== null && (await isKnownComputer(db, attempt.email, computer));
  const from = knownHere ? `computer ${computer}` : attempt.address;
  const key = tryKey(canonicalEmail(attempt.email), from);
  if (!(await mayTry(db, key, serverTime()))) return refused('access.tooManyTries');
  const account = await findAccount(db, attempt.email);
  const right = await isPassword(account?.password ?? null, attempt.password);
  if (account === null || !right || account.disabled) return refused('access.signInFailed');
  await succeeded(db, key);
  if (account.hasFactor) {
    if (attempt.factor === undefined) return refused('access.factorNeeded');
    const second = await ports.factor.spend(account, attempt.factor, knownHere ? from : '');
    if (!second.ok) return second;
  }
  const stands = await renewed(db, account, attempt.password);
  if (stands === null) return refused('access.signInFailed');
  if (computer !== null) await db.transaction((tx) => rememberComputer(tx, account, { hash: computer, seenAt: serverTime() }));
  return done({ tenant: account.tenant, person: account.person, password: stands });
}

/** The hash that stands for this password from here on; null when the password was changed meanwhile. */
async function renewed(db: Reader, account: Account, password: string): Promise<string | null> {
  if (!isWeak(account.password)) return account.password;
  const strong = await hashPassword(password);
  if (await renewHash(db, account, { from: account.password, to: strong })) return strong;
  // By somebody who signed in with it at the same moment, or with another one.
  const present = await credentialsOf(db, account);
  return (await isPassword(present.password, password)) ? present.password : null;
}

function hashOfComputer(secret: string): string {
  return createHash('sha256').update(`otklik computer\n${secret}`).digest('hex');
}
