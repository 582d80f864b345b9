import { channelId, conversationId, tenantId } from '#contract/ids';
import type { ChannelId, TenantId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type AnsweringChannel = { readonly tenant: TenantId; readonly channel: ChannelId };

const own = z.object({ text: z.string() });

/** What a channel answers by itself; null when it does not. */
export async function automaticAnswerOf(db: Reader | Writer, { tenant, channel }: AnsweringChannel): Promise<string | null> {
  const found: unknown = await db('automatic_answers').where({ tenant, channel }).first('text');
  return found === undefined ? null : own.parse(found).text;
}

export async function setAutomaticAnswer(db: Reader, { tenant, channel }: AnsweringChannel, text: string | null): Promise<void> {
  if (text === null) await db('automatic_answers').where({ tenant, channel }).delete();
  else await db('automatic_answers').insert({ tenant, channel, text }).onConflict(['tenant', 'channel']).merge();
}

/** False when this address was given one within `within`: the company says nothing by itself then, whatever came and on whichever channel. */
export async function mayAnswerAutomatically(tx: Writer, to: { tenant: TenantId; address: string }, when: { now: Instant; within: Duration }): Promise<boolean> {
  const given: { readonly rows: unknown[] } = await tx.raw(
    `insert into automatic_answers_given (tenant, address, at) values (:tenant, :address, :now)
     on conflict (tenant, address) do update set at = excluded.at where automatic_answers_given.at <= excluded.at - :within returning at`,
    { ...to, ...when },
  );
  return given.rows.length > 0;
}

const automaticMail = z.object({
  tenant: tenantId,
  channel: channelId,
  conversation: conversationId,
  address: z.string(),
  subject: z.string(),
  text: z.string(),
  /** The Message-ID of the mail that it answers. */
  answers: z.string().nullable(),
  references: z.array(z.string()),
  at: z.number(),
});
export type AutomaticMail = Readonly<z.infer<typeof automaticMail>>;

export async function queueAutomaticMail(tx: Writer, mail: AutomaticMail): Promise<void> {
  await tx('automatic_mails').insert({ ...mail, references: JSON.stringify(mail.references) });
}

const claimed = automaticMail.extend({ id: z.number(), attempt: z.number(), /** An attempt before this one may have sent it. */ begun: z.boolean() });
export type ClaimedMail = Readonly<z.infer<typeof claimed>>;

/** Takes what is due; it is due again after `again`, unless it was removed by then. */
export async function claimAutomaticMails(db: Reader, most: number, again: Duration): Promise<readonly ClaimedMail[]> {
  const result: unknown = await db.raw(
    `update automatic_mails set attempt = attempt + 1, "dueAt" = (extract(epoch from clock_timestamp()) * 1000)::bigint + ?
     where id in (select id from automatic_mails where "dueAt" <= (extract(epoch from clock_timestamp()) * 1000)::bigint order by id limit ? for update skip locked)
     returning *`,
    [again, most],
  );
  return z.object({ rows: z.array(claimed) }).parse(result).rows;
}

/** Marks that the mail goes over now; false when another attempt came after this one. */
export async function beginAutomaticMail(db: Reader, { id, attempt }: Pick<ClaimedMail, 'id' | 'attempt'>): Promise<boolean> {
  const began: unknown = await db('automatic_mails').where({ id, attempt, begun: false }).update({ begun: true });
  return began === 1;
}

/** It certainly did not arrive, and leaves when it is due again. */
export async function keepAutomaticMail(db: Reader, { id, attempt }: Pick<ClaimedMail, 'id' | 'attempt'>): Promise<void> {
  await db('automatic_mails').where({ id, attempt }).update({ begun: false });
}

export async function removeAutomaticMail(db: Reader, id: number): Promise<void> {
  await db('automatic_mails').where({ id }).delete();
}
