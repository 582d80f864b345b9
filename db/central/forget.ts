import { day, type Duration, type Instant } from '#kernel/instant';
import { trimLog } from './change-log';
import { forgetCommands } from './commands';
import { forgetImports } from './imports';
import type { Central } from './open';
import { forgetUploads } from './uploads';
import { forgetWebhookDeliveries } from './webhook-deliveries';

/** How long each thing is kept that nobody deletes; all longer than a desk may be away and still go on. */
const kept = {
  /** Longest time offline after which a client may continue without a snapshot. */
  log: 7 * day,
  /** Longer than any desk repeats a command. */
  commands: 7 * day,
  /** After a day of quiet a guesser has no more tries than the throttle gives in a day anyway. */
  signInTries: day,
  /** Tokens of a session that is over say no more than unknown ones. */
  endedTokens: 30 * day,
  /** Senders of mail give up within days, a customer's browser asks again when the page is opened. */
  inboundKeys: 180 * day,
  /** Longer than the day in which nobody is given two. */
  automaticAnswers: 2 * day,
  /** A file that was uploaded and is named later is uploaded again. */
  uploads: 7 * day,
  /** Reports of imports. */
  imports: 90 * day,
  /** What webhooks were told, or could not be. */
  webhookDeliveries: 30 * day,
  /** A client without a person who came back in this time; what it had not sent yet is sent again under another name. */
  clients: 400 * day,
} as const satisfies Readonly<Record<string, Duration>>;

/** More than a session makes in its life: a token older than these is of no use to a thief, and no proof of one. */
const generationsKept = 5000;

/** Forgets what would otherwise grow without end. Called now and then by any process; several at once do no harm. */
export async function forgetOld(db: Central, now: Instant): Promise<void> {
  await db.transaction((tx) => trimLog(tx, now - kept.log));
  await db.transaction((tx) => forgetCommands(tx, now - kept.commands));
  await db('sign_in_tries').where('blockedUntil', '<', now - kept.signInTries).delete();
  await db('automatic_answers_given').where('at', '<', now - kept.automaticAnswers).delete();
  await db('inbound_keys').where('at', '<', now - kept.inboundKeys).delete();
  await db.raw(
    `delete from refresh_tokens as token using sessions as session
     where session.id = token.session and (session."endsAt" < ? or token.generation < session."lastGeneration" - ?)`,
    [now - kept.endedTokens, generationsKept],
  );
  await forgetUploads(db, now - kept.uploads);
  await forgetImports(db, { unstarted: now - kept.uploads, ended: now - kept.imports });
  await forgetWebhookDeliveries(db, now - kept.webhookDeliveries);
  await db('sessions').where('endsAt', '<', now - kept.clients).delete();
  await forgetClients(db, now - kept.clients);
}

/** The clients, and what was refused to them, of people who have had no session since. */
async function forgetClients(db: Central, before: Instant): Promise<void> {
  await db.raw(
    `with gone as (
       delete from client_owners as owner where "registeredAt" < ?
         and not exists (select from sessions as session where session.tenant = owner.tenant and session.person = owner.person and session."endsAt" >= ?)
       returning tenant, client
     ),
     refused as (delete from refusals using gone where refusals.tenant = gone.tenant and refusals.client = gone.client)
     delete from clients using gone where clients.tenant = gone.tenant and clients.id = gone.client`,
    [before, before],
  );
}
