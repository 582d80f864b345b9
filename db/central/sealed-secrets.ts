import { channelId, personId, tenantId } from '#contract/ids';
import { z } from 'zod';
import type { Reader } from './open';

const ofChannel = z.object({ tenant: tenantId, channel: channelId, secret: z.string() });
const ofId = z.object({ id: z.string(), secret: z.string() });
const ofTenant = z.object({ tenant: tenantId, secret: z.string() });
const ofPerson = z.object({ tenant: tenantId, person: personId, secret: z.string() });

/** Every sealed secret that belongs to somebody; those of the server itself are read at each start. */
export async function sealedSecrets(db: Reader) {
  return {
    factors: z.array(ofPerson).parse(await db('factors').select('tenant', 'person', 'secret')),
    oidc_providers: z.array(ofId).parse(await db('oidc_providers').select('id', 'secret')),
    mailboxes: z.array(ofChannel).parse(await db('mailboxes').select('tenant', 'channel', 'secret')),
    messengers: z.array(ofChannel).parse(await db('messengers').select('tenant', 'channel', 'secret')),
    chat_sites: z.array(ofChannel).parse(await db('chat_sites').whereNotNull('secret').select('tenant', 'channel', 'secret')),
    drafting: z.array(ofTenant).parse(await db('drafting').select('tenant', 'secret')),
    webhooks: z.array(ofId).parse(await db('webhooks').select('id', 'secret')),
  };
}

export type SealedTable = keyof Awaited<ReturnType<typeof sealedSecrets>>;

/** A secret that was set meanwhile stays. */
export async function replaceSealed(db: Reader, table: SealedTable, { was, becomes }: { readonly was: string; readonly becomes: string }): Promise<void> {
  await db(table).where({ secret: was }).update({ secret: becomes });
}
