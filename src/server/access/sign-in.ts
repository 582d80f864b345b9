import { canonicalEmail, findAccount, replacePassword } from '#db/central/accounts';
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

/**
 * Who this is, by password and second factor. Unknown, disabled and wrong take one road and one time; that a factor is
 * needed is told only to who knows the password.
 */
export async function recognise(ports: { readonly db: Reader; readonly factor: SecondFactor }, attempt: SignInTry): Promise<Outcome<Holder, SignInFailure>> {
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
  await db.transaction(async (tx) => {
    if (isWeak(account.password)) await replacePassword(tx, account, await hashPassword(attempt.password));
    if (computer !== null) await rememberComputer(tx, account, { hash: computer, seenAt: serverTime() });
  });
  return done({ tenant: account.tenant, person: account.person });
}

function hashOfComputer(secret: string): string {
  return createHash('sha256').update(`otklik computer\n${secret}`).digest('hex');
}
