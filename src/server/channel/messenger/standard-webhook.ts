import { minute, second, type Duration, type Instant } from '#kernel/instant';
import { signatureHeaders } from '../../webhook/sign';
import { equalSecrets } from './equal-secrets';

/** A call that is older, or from a later time than this, was recorded or is made by a wrong clock. */
const tolerance: Duration = 5 * minute;

/** The secret as the other system is given it. */
export function sharedSecret(hookSecret: string): string {
  return `whsec_${Buffer.from(hookSecret).toString('base64')}`;
}

/** The headers of a call of ours. */
export function signed(hookSecret: string, call: { readonly id: string; readonly at: Instant; readonly body: Buffer }): Readonly<Record<string, string>> {
  return signatureHeaders(sharedSecret(hookSecret), { id: call.id, timestamp: Math.floor(call.at / second), body: call.body });
}

type Signed = { readonly header: (name: string) => string | null; readonly body: Buffer; readonly now: Instant };

/** The name of the call; null when nobody who knows the secret has signed it in these minutes. */
export function verified(hookSecret: string, { header, body, now }: Signed): string | null {
  const id = header('webhook-id') ?? '';
  const timestamp = header('webhook-timestamp') ?? '';
  const isFresh = /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * second) <= tolerance;
  if (!isFresh || !/^[\x21-\x7e]{1,200}$/.test(id)) return null;
  const own = signatureHeaders(sharedSecret(hookSecret), { id, timestamp: Number(timestamp), body })['webhook-signature'] ?? '';
  // Several, while a secret is being replaced.
  const given = (header('webhook-signature') ?? '').split(' ').slice(0, 10);
  return given.some((signature) => equalSecrets(signature, own)) ? id : null;
}
