import { channelId } from '#contract/ids';
import type { Signature } from '#contract/signature';
import type { ChannelId, PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader } from './open';

type Author = { readonly tenant: TenantId; readonly person: PersonId };

/** `channel`: empty for every mailbox that has none of its own. */
const kept = z.array(z.object({ channel: z.union([channelId, z.literal('')]), text: z.string() }));

export async function signaturesOf(db: Reader, { tenant, person }: Author): Promise<readonly Signature[]> {
  const found = kept.parse(await db('signatures').where({ tenant, person }).orderBy('channel').select('channel', 'text'));
  return found.map(({ channel, text }) => ({ channel: channel === '' ? null : channel, text }));
}

/** An empty text is no signature. */
export async function setSignature(db: Reader, { tenant, person }: Author, { channel, text }: Signature): Promise<void> {
  const key = { tenant, person, channel: channel ?? '' };
  if (text === '') await db('signatures').where(key).delete();
  else await db('signatures').insert({ ...key, text }).onConflict(['tenant', 'person', 'channel']).merge();
}

/** Of this mailbox, else of all; null for none. */
export async function signatureFor(db: Reader, author: Author, channel: ChannelId): Promise<string | null> {
  const own = await signaturesOf(db, author);
  return (own.find((one) => one.channel === channel) ?? own.find((one) => one.channel === null))?.text ?? null;
}
