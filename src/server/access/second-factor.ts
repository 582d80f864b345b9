import { beginFactor, confirmFactor, countRecoveryCodes, endFactor, putRecoveryCodes, readFactor, spendRecoveryCode, spendStep, type Holder } from '#db/central/factors';
import type { Reader } from '#db/central/open';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomBytes } from 'node:crypto';
import { serverTime } from '../sync/server-time';
import { looksLikeRecovery, newRecoveryCodes, recoveryHash } from './recovery-codes';
import { sealedFor } from './sealed-for';
import type { Sealing } from './sealing';
import { mayTry, succeeded, tryKey } from './sign-in-throttle';
import { base32, enrolmentUri, stepOf } from './totp';

type Refused = 'access.factorWrong' | 'access.tooManyTries';

export type Enrolment = { readonly secret: string; readonly uri: string };

/** The second step of a sign-in: codes of an authenticator app, and recovery codes for the day when it is lost. */
export type SecondFactor = {
  readonly begin: (holder: Holder, email: string) => Promise<Outcome<Enrolment, 'access.factorStands'>>;
  /** Counts from the first right code on; answers with the recovery codes, which are shown this once. */
  readonly confirm: (holder: Holder, code: string) => Promise<Outcome<readonly string[], Refused>>;
  /** Uses a code up. `from` tells tries of one computer from those of others. */
  readonly spend: (holder: Holder, code: string, from: string) => Promise<Outcome<null, Refused>>;
  readonly end: (holder: Holder) => Promise<boolean>;
  readonly read: (holder: Holder) => Promise<{ readonly on: boolean; readonly recoveryLeft: number }>;
};

type Ports = { readonly db: Reader; readonly sealing: Sealing; readonly now?: () => Instant };

const bytesOfSecret = 20;

export function createSecondFactor({ db, sealing, now = serverTime }: Ports): SecondFactor {
  /** Right codes of the app only, single use, of a factor in the given state. */
  async function spendCode(holder: Holder, code: string, confirmed: boolean): Promise<boolean> {
    const factor = await readFactor(db, holder);
    if (factor === null || factor.confirmed !== confirmed) return false;
    const secret = Buffer.from(sealing.open(sealedFor.factor(holder), factor.secret), 'base64');
    const step = stepOf(secret, code, now());
    return step !== null && spendStep(db, holder, step);
  }

  async function inTime(holder: Holder, from: string, spend: () => Promise<boolean>): Promise<Outcome<null, Refused>> {
    const key = tryKey(`factor ${holder.tenant} ${holder.person}`, from);
    if (!(await mayTry(db, key, now()))) return refused('access.tooManyTries');
    if (!(await spend())) return refused('access.factorWrong');
    await succeeded(db, key);
    return done(null);
  }

  return {
    begin: async (holder, email) => {
      const secret = randomBytes(bytesOfSecret);
      const sealed = sealing.seal(sealedFor.factor(holder), secret.toString('base64'));
      const begun = await beginFactor(db, holder, { secret: sealed, since: now() });
      return begun ? done({ secret: base32(secret), uri: enrolmentUri(secret, email) }) : refused('access.factorStands');
    },

    confirm: async (holder, code) => {
      const right = await inTime(holder, 'enrolment', () => spendCode(holder, code, false));
      if (!right.ok) return right;
      const codes = newRecoveryCodes();
      const confirmed = await db.transaction(async (tx) => {
        if (!(await confirmFactor(tx, holder))) return false;
        await putRecoveryCodes(tx, holder, codes.map((one) => recoveryHash(holder, one)));
        return true;
      });
      return confirmed ? done(codes) : refused('access.factorWrong');
    },

    spend: (holder, code, from) =>
      inTime(holder, from, () => (looksLikeRecovery(code) ? spendRecoveryCode(db, holder, recoveryHash(holder, code)) : spendCode(holder, code, true))),

    end: (holder) => db.transaction((tx) => endFactor(tx, holder)),

    read: async (holder) => {
      const factor = await readFactor(db, holder);
      return { on: factor?.confirmed ?? false, recoveryLeft: await countRecoveryCodes(db, holder) };
    },
  };
}
