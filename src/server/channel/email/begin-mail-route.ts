import { limits } from '#contract/limits';
import { begunMail, newMail } from '#contract/new-mail';
import { customerAt, lockAuthor, nextCaseNumber } from '#db/central/intake';
import { mailChannelNamed } from '#db/central/mail';
import type { Central } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { attachUploads } from '#db/central/uploads';
import { isWithdrawn, lockMailName } from '#db/central/withdrawn-mails';
import { mayWork } from '#domain/access/actor';
import { beginMail } from '#domain/conversation/begin-mail';
import { attachmentsOf } from '#domain/conversation/outgoing-file';
import { id } from '#kernel/id';
import { newCustomer } from '#domain/customer/customer';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { bodyInput, objectRoute, type Route } from '../../route';
import type { Commit } from '../../sync/commit';
import { enqueueDeliveries } from '../delivery-queue';

/** `POST /mails`: whoever works in the team of a mailbox writes from it to anybody, and owns what begins with that. */
export function beginMailRoute({ db, commit }: { readonly db: Central; readonly commit: Commit }): Route {
  return objectRoute({
    method: 'POST',
    path: '/mails',
    // The longest text with all its recipients.
    largest: limits.clientFrame,
    access: { for: 'people', roles: ['agent', 'supervisor'] },
    rate: { per: 'session', burst: 20, perSecond: 0.5 },
    audit: 'change',
    input: bodyInput(newMail),
    output: begunMail,
    subject: { load: ({ input: { body } }, { tenant }) => mailChannelNamed(db, { tenant, channel: body.channel }), allows: ({ actor }, { team }) => mayWork(actor, team), absent: 'queue.absent' },
    handle: async ({ input: { body } }, { tenant, actor }, channel) => {
      const caseNumber = await db.transaction((tx) => nextCaseNumber(tx, tenant));
      const [first = ''] = body.recipients.to;
      const author = { kind: 'email', value: first } as const;
      return commit(tenant, async (tx, now, put) => {
        const name = { tenant, person: actor.person, message: body.message };
        await lockMailName(tx, name);
        await lockAuthor(tx, tenant, author);
        const before = await loadRow(tx, tenant, { table: 'messages', id: body.message });
        if (before !== null) return before.part.kind === 'outbound' && before.part.author === actor.person ? done({ conversation: before.conversation }) : refused('mutation.failed');
        if (await isWithdrawn(tx, name)) return refused('mutation.failed');
        const known = await customerAt(tx, tenant, author);
        const newcomer = newCustomer(id('customer', randomUUID()), first, now);
        const customer = known === null ? ({ known: false, row: newcomer, identity: { id: id('identity', randomUUID()), ...author } } as const) : ({ known: true, row: known } as const);
        const fresh = { case: id('case', randomUUID()), conversation: id('conversation', randomUUID()), caseNumber };
        const begun = beginMail({ ...body, by: actor.person, customer, fresh, channel: { id: channel.id, kind: 'email', queue: channel.queue, team: channel.team } }, now);
        if (!begun.ok) return begun;
        const { message, attachments: files = [] } = body;
        // Nothing of it is stored yet: it comes again when this server has them.
        if (files.length > 0 && !(await attachUploads(tx, { tenant, person: actor.person, message, files, attachments: attachmentsOf(message, files) }))) return refused('attachment.absent');
        await put(begun.value);
        await enqueueDeliveries(tx, tenant, begun.value);
        return done({ conversation: fresh.conversation });
      });
    },
  });
}
