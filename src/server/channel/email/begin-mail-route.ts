import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import { begunMail, newMail } from '#contract/new-mail';
import { customerAt, lockAuthor, nextCaseNumber } from '#db/central/intake';
import { mailChannelNamed, type MailChannel } from '#db/central/mail';
import type { Central, Writer } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { attachUploads } from '#db/central/uploads';
import { begunWith, isWithdrawn } from '#db/central/withdrawn-mails';
import { mayWork } from '#domain/access/actor';
import { beginMail } from '#domain/conversation/begin-mail';
import { attachmentsOf } from '#domain/conversation/outgoing-file';
import { id, type ConversationId, type PersonId, type TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { newCustomer } from '#domain/customer/customer';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { bodyInput, objectRoute, type Route } from '../../route';
import type { Commit, PutChanges } from '../../sync/commit';
import { enqueueDeliveries } from '../delivery-queue';

/** What a mail of this name has begun already, or the mailbox from which it would. */
type Found = { readonly begun: ConversationId } | { readonly begun: null; readonly channel: MailChannel };

/**
 * `POST /mails`: whoever works in the team of a mailbox writes from it to anybody, and owns what begins with that. Whoever asks again for
 * a mail of theirs that has left hears so, whatever they may do since: told that it did not leave, they would write it a second time.
 */
export function beginMailRoute({ db, commit }: { readonly db: Central; readonly commit: Commit }): Route {
  return objectRoute({
    method: 'POST',
    path: '/mails',
    // The longest text with all its recipients.
    largest: limits.clientFrame,
    // Who works there is asked of the mailbox: a role that was taken away makes no mail unsent.
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 20, perSecond: 0.5 },
    audit: 'change',
    input: bodyInput(newMail),
    output: begunMail,
    subject: {
      load: async ({ input: { body } }, { tenant, actor: { person } }): Promise<Found | null> => {
        const begun = await db.transaction((tx) => begunWith(tx, { tenant, person, message: body.message }));
        if (begun !== null) return { begun };
        const channel = await mailChannelNamed(db, { tenant, channel: body.channel });
        return channel === null ? null : { begun, channel };
      },
      allows: ({ actor }, found) => found.begun !== null || mayWork(actor, found.channel.team),
      absent: 'queue.absent',
    },
    handle: async ({ input: { body } }, { tenant, actor: { person } }, found) => {
      if (found.begun !== null) return done({ conversation: found.begun });
      const caseNumber = await db.transaction((tx) => nextCaseNumber(tx, tenant));
      return commit(tenant, (tx, now, put) => begin({ tx, now, put }, { tenant, person, caseNumber, channel: found.channel, mail: body }));
    },
  });
}

type Beginning = { readonly tenant: TenantId; readonly person: PersonId; readonly caseNumber: number; readonly channel: MailChannel; readonly mail: z.infer<typeof newMail> };

async function begin({ tx, now, put }: { readonly tx: Writer; readonly now: Instant; readonly put: PutChanges }, { tenant, person, caseNumber, channel, mail }: Beginning): Promise<Outcome<z.infer<typeof begunMail>, Failure>> {
  const { message, recipients, attachments: files = [] } = mail;
  const name = { tenant, person, message };
  const before = await begunWith(tx, name);
  if (before !== null) return done({ conversation: before });
  const isTaken = (await isWithdrawn(tx, name)) || (await loadRow(tx, tenant, { table: 'messages', id: message })) !== null;
  if (isTaken) return refused('mutation.failed');
  const [first = ''] = recipients.to;
  const author = { kind: 'email', value: first } as const;
  await lockAuthor(tx, tenant, author);
  const known = await customerAt(tx, tenant, author);
  const newcomer = newCustomer(id('customer', randomUUID()), first, now);
  const customer = known === null ? ({ known: false, row: newcomer, identity: { id: id('identity', randomUUID()), ...author } } as const) : ({ known: true, row: known } as const);
  const fresh = { case: id('case', randomUUID()), conversation: id('conversation', randomUUID()), caseNumber };
  const begun = beginMail({ ...mail, by: person, customer, fresh, channel: { id: channel.id, kind: 'email', queue: channel.queue, team: channel.team } }, now);
  if (!begun.ok) return begun;
  // Nothing of it is stored yet: it comes again when this server has them.
  if (files.length > 0 && !(await attachUploads(tx, { tenant, person, message, files, attachments: attachmentsOf(message, files) }))) return refused('attachment.absent');
  await put(begun.value);
  await enqueueDeliveries(tx, tenant, begun.value);
  return done({ conversation: fresh.conversation });
}
