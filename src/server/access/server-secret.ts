import type { Central } from '#db/central/open';
import { keepSecret, lockSecret } from '#db/central/secrets';
import { randomBytes } from 'node:crypto';
import { isSealed, type Sealing } from './sealing';

/**
 * A secret that all servers of one database share. It is made at the first need and kept sealed; one that a database of
 * before kept in the open is not trusted any more and replaced.
 */
export function serverSecret(db: Central, sealing: Sealing, name: string): Promise<string> {
  const purpose = `server ${name}`;
  return db.transaction(async (tx) => {
    const kept = await lockSecret(tx, name);
    const sealed = kept !== null && isSealed(kept) ? kept : null;
    const secret = sealed === null ? randomBytes(48).toString('base64url') : sealing.open(purpose, sealed);
    if (sealed === null || !sealing.isPresent(sealed)) await keepSecret(tx, name, sealing.seal(purpose, secret));
    return secret;
  });
}
