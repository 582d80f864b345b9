import type { Reader } from '#db/central/open';
import { replaceSealed, sealedSecrets, type SealedTable } from '#db/central/sealed-secrets';
import { openIfKnown, type Sealing } from './sealing';
import { sealedFor } from './sealed-for';

type Found = { readonly table: SealedTable; readonly purpose: string; readonly secret: string };

/** Seals by the present key whatever an older one still opens, so that the older one may be taken away. Answers how many do not open. */
export async function sealAnew(db: Reader, sealing: Sealing): Promise<number> {
  let shut = 0;
  for (const { table, purpose, secret } of await foundIn(db)) {
    if (sealing.isPresent(secret)) continue;
    const plain = openIfKnown(sealing, purpose, secret);
    if (plain === null) shut += 1;
    else await replaceSealed(db, table, { was: secret, becomes: sealing.seal(purpose, plain) });
  }
  return shut;
}

async function foundIn(db: Reader): Promise<readonly Found[]> {
  const found = await sealedSecrets(db);
  return [
    ...found.factors.map((row): Found => ({ table: 'factors', purpose: sealedFor.factor(row), secret: row.secret })),
    ...found.oidc_providers.map((row): Found => ({ table: 'oidc_providers', purpose: sealedFor.provider(row.id), secret: row.secret })),
    ...found.mailboxes.map((row): Found => ({ table: 'mailboxes', purpose: sealedFor.mailbox(row), secret: row.secret })),
    ...found.messengers.map((row): Found => ({ table: 'messengers', purpose: sealedFor.messenger(row), secret: row.secret })),
    ...found.chat_sites.map((row): Found => ({ table: 'chat_sites', purpose: sealedFor.chatIdentity(row), secret: row.secret })),
    ...found.drafting.map((row): Found => ({ table: 'drafting', purpose: sealedFor.drafting(row), secret: row.secret })),
    ...found.webhooks.map((row): Found => ({ table: 'webhooks', purpose: sealedFor.webhook(row.id), secret: row.secret })),
  ];
}
