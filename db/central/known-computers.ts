import type { Instant } from '#kernel/instant';
import { canonicalEmail } from './accounts';
import type { Holder } from './factors';
import type { Reader, Writer } from './open';

export async function isKnownComputer(db: Reader, email: string, hash: string): Promise<boolean> {
  const found: unknown = await db('known_computers as known')
    .join('accounts as account', (on) => on.on('account.tenant', 'known.tenant').on('account.person', 'known.person'))
    .where({ 'account.email': canonicalEmail(email), 'known.hash': hash })
    .first('known.hash');
  return found !== undefined;
}

export async function rememberComputer(tx: Writer, { tenant, person }: Holder, computer: { readonly hash: string; readonly seenAt: Instant }): Promise<void> {
  await tx('known_computers').insert({ tenant, person, ...computer }).onConflict(['tenant', 'person', 'hash']).merge({ seenAt: computer.seenAt });
}

export async function forgetComputers(tx: Writer, { tenant, person }: Holder): Promise<void> {
  await tx('known_computers').where({ tenant, person }).delete();
}
