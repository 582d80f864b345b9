import { channelId, tenantId } from '#contract/ids';
import { mailboxFailures, mailboxSettings, type MailboxSettings } from '#contract/mailbox';
import type { ChannelId, TenantId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const states = ['waiting', 'connected', ...mailboxFailures] as const;
export type MailboxState = (typeof states)[number];

const mailbox = z.object({
  tenant: tenantId,
  channel: channelId,
  address: z.string(),
  settings: mailboxSettings,
  /** Sealed. */
  secret: z.string(),
  /** Mails that came before stay where they are. */
  since: z.number(),
  validity: z.string().nullable(),
  uid: z.number(),
  state: z.enum(states),
  stateAt: z.number(),
  /** Counts the times that an administrator set it anew. */
  change: z.number(),
});
export type Mailbox = Readonly<z.infer<typeof mailbox>>;
export type MailboxKey = Pick<Mailbox, 'tenant' | 'channel'>;

/** Numbers of another account say nothing of this one, even where both count alike: everything since is looked at again. */
const sqlValidity = `case when mailboxes.settings->'receive'->>'host' = excluded.settings->'receive'->>'host' and mailboxes.settings->'auth'->>'user' = excluded.settings->'auth'->>'user' then mailboxes.validity end`;

export async function connectMailbox(tx: Writer, row: MailboxKey & { address: string; settings: MailboxSettings; secret: string; since: Instant; now: Instant }): Promise<void> {
  const { now, ...set } = row;
  await tx('mailboxes')
    .insert({ ...set, settings: JSON.stringify(set.settings), stateAt: now })
    .onConflict(['tenant', 'channel'])
    .merge({ address: set.address, settings: JSON.stringify(set.settings), secret: set.secret, state: 'waiting', stateAt: now, validity: tx.raw(sqlValidity), change: tx.raw('mailboxes.change + 1') });
}

export async function removeMailbox(db: Reader, { tenant, channel }: MailboxKey): Promise<boolean> {
  return (await db('mailboxes').where({ tenant, channel }).delete()) > 0;
}

export async function listMailboxes(db: Reader, tenant: TenantId): Promise<readonly Mailbox[]> {
  return z.array(mailbox).parse(await db('mailboxes').where({ tenant }).orderBy('address'));
}

export async function findMailbox(db: Reader, { tenant, channel }: MailboxKey): Promise<Mailbox | null> {
  const found: unknown = await db('mailboxes').where({ tenant, channel }).first();
  return found === undefined ? null : mailbox.parse(found);
}

/** Whatever this process holds or may take; by the clock of the database. */
export async function claimMailboxes(db: Reader, holder: string, lease: Duration): Promise<readonly Mailbox[]> {
  const result: unknown = await db.raw(
    `update mailboxes set holder = ?, "leaseUntil" = (extract(epoch from clock_timestamp()) * 1000)::bigint + ?
     where (tenant, channel) in (
       select tenant, channel from mailboxes
       where holder = ? or "leaseUntil" <= (extract(epoch from clock_timestamp()) * 1000)::bigint for update skip locked)
     returning *`,
    [holder, lease, holder],
  );
  return z.object({ rows: z.array(mailbox) }).parse(result).rows;
}

export async function releaseMailboxes(db: Reader, holder: string): Promise<void> {
  await db('mailboxes').where({ holder }).update({ holder: null, leaseUntil: 0 });
}

export type Cursor = { readonly validity: string; readonly uid: number };

/** How far a mailbox was read. Goes back only when the mailbox numbers its mails anew. Who reads what an administrator has set anew since moves nothing. */
export async function moveCursor(db: Reader | Writer, { tenant, channel, change }: Pick<Mailbox, 'tenant' | 'channel' | 'change'>, { validity, uid }: Cursor): Promise<void> {
  await db('mailboxes')
    .where({ tenant, channel, change })
    .whereRaw('(validity is distinct from ? or uid < ?)', [validity, uid])
    .update({ validity, uid });
}

export async function noteMailboxState(db: Reader, { tenant, channel, change }: Pick<Mailbox, 'tenant' | 'channel' | 'change'>, noted: { readonly state: MailboxState; readonly at: Instant }): Promise<void> {
  await db('mailboxes').where({ tenant, channel, change }).whereNot({ state: noted.state }).update({ state: noted.state, stateAt: noted.at });
}

/** Providers give out a new refresh token with an access token; the old one may be void. */
export async function keepMailboxSecret(db: Reader, { tenant, channel }: MailboxKey, secret: { readonly sealed: string; readonly change: number }): Promise<void> {
  await db('mailboxes').where({ tenant, channel, change: secret.change }).update({ secret: secret.sealed });
}

/** The channel that has this address, whichever company it belongs to: addresses are unique over all. */
export async function channelOfAddress(db: Reader | Writer, address: string): Promise<{ readonly tenant: TenantId; readonly id: ChannelId } | null> {
  const found: unknown = await db('channels').where({ kind: 'email', address }).first('tenant', 'id');
  return found === undefined ? null : z.object({ tenant: tenantId, id: channelId }).parse(found);
}
