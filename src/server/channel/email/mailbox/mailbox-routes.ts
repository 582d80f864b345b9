import { channelId } from '#contract/ids';
import { mailboxList, mailboxNamed, mailboxTrial, newMailbox } from '#contract/mailbox';
import { channelOfAddress, connectMailbox, findMailbox, listMailboxes, removeMailbox } from '#db/central/mailboxes';
import type { Reader } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { id } from '#kernel/id';
import { minute } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route } from '../../../route';
import type { Commit } from '../../../sync/commit';
import { mailAddress } from '../mail-address';
import type { MailboxCredentials } from './credentials';
import { tryMailbox } from './try-mailbox';

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 10, perSecond: 1 } } as const;

/** By how much the clock of a mail server may be behind ours: what comes while the mailbox is being connected is not missed. */
const slack = 2 * minute;

export type MailboxPorts = { readonly db: Reader; readonly commit: Commit; readonly mailboxes: MailboxCredentials };

/** What an administrator does with the mailboxes of the company. */
export function mailboxRoutes(ports: MailboxPorts): readonly Route[] {
  return [listRoute(ports), trialRoute(), connectRoute(ports), removeRoute(ports)];
}

function listRoute({ db }: MailboxPorts): Route {
  return personRoute({
    ...administrators,
    method: 'GET',
    path: '/mailboxes',
    audit: 'read',
    input: noInput,
    output: mailboxList,
    handle: async (_call, { tenant }) => {
      const found = await listMailboxes(db, tenant);
      return done(found.map(({ channel, address, settings, state, stateAt }) => ({ channel, address, settings, state, since: stateAt })));
    },
  });
}

function trialRoute(): Route {
  return personRoute({
    ...administrators,
    // Each opens connections to wherever somebody says.
    rate: { per: 'session', burst: 5, perSecond: 0.2 },
    method: 'POST',
    path: '/mailboxes/test',
    audit: 'read',
    input: bodyInput(mailboxTrial),
    output: z.null(),
    handle: async ({ input: { body } }) => {
      const failure = await tryMailbox(body.settings, body.secret);
      return failure === null ? done(null) : refused(failure);
    },
  });
}

function connectRoute({ db, commit, mailboxes }: MailboxPorts): Route {
  return objectRoute({
    ...administrators,
    method: 'POST',
    path: '/mailboxes',
    audit: 'change',
    input: bodyInput(newMailbox),
    output: mailboxNamed,
    subject: { load: ({ input: { body } }, { tenant }) => loadRow(db, tenant, { table: 'queues', id: body.queue }), allows: () => true, absent: 'queue.absent' },
    handle: async ({ input: { body } }, { tenant }, queue) => {
      const address = mailAddress(body.address);
      if (address === null) return refused('request.malformed');
      const channel = await commit(tenant, async (tx, now, put) => {
        const taken = await channelOfAddress(tx, address);
        if (taken !== null && taken.tenant !== tenant) return null;
        const of = { tenant, channel: taken?.id ?? id('channel', randomUUID()) };
        if (taken === null) await put([{ op: 'put', table: 'channels', row: { id: of.channel, kind: 'email', name: body.name, address, queue: queue.id, version: 0 } }]);
        await connectMailbox(tx, { ...of, address, settings: body.mailbox.settings, secret: mailboxes.seal(of, body.mailbox.secret), since: now - slack, now });
        return of.channel;
      });
      return channel === null ? refused('mailbox.addressTaken') : done({ channel });
    },
  });
}

/** The channel and what came through it stay. */
function removeRoute({ db }: MailboxPorts): Route {
  return objectRoute({
    ...administrators,
    method: 'DELETE',
    path: '/mailboxes/:channel',
    audit: 'change',
    input: z.strictObject({ params: z.strictObject({ channel: channelId }), query: z.strictObject({}), body: z.undefined() }),
    output: z.null(),
    subject: { load: ({ input: { params } }, { tenant }) => findMailbox(db, { tenant, channel: params.channel }), allows: () => true, absent: 'request.unknown' },
    handle: async (_call, _who, mailbox) => {
      await removeMailbox(db, mailbox);
      return done(null);
    },
  });
}
