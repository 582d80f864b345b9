import { blockedSenderList, newBlockedSender, senderNamed } from '#contract/blocked-sender';
import { conversationId } from '#contract/ids';
import { blockSender, listBlockedSenders, senderOf, unblockSender } from '#db/central/blocked-senders';
import { mailConversationNamed } from '#db/central/mail';
import type { Reader } from '#db/central/open';
import { mayWork } from '#domain/access/actor';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route } from '../../route';
import { serverTime } from '../../sync/server-time';

const administrator = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 1 } } as const;

/** The list of senders whose mails are spam: an administrator keeps it, and whoever works with a mail adds who wrote that. */
export function blockedSenderRoutes(db: Reader): readonly Route[] {
  return [
    personRoute({ ...administrator, method: 'GET', path: '/blocked-senders', audit: 'read', input: noInput, output: blockedSenderList, handle: async (_call, { tenant }) => done([...(await listBlockedSenders(db, tenant))]) }),
    personRoute({
      ...administrator,
      method: 'POST',
      path: '/blocked-senders',
      audit: 'change',
      input: bodyInput(newBlockedSender),
      output: z.null(),
      handle: async ({ input: { body } }, { tenant, actor }) => {
        await blockSender(db, { tenant, sender: body.sender }, { person: actor.person, at: serverTime() });
        return done(null);
      },
    }),
    personRoute({
      ...administrator,
      method: 'DELETE',
      path: '/blocked-senders/:sender',
      audit: 'change',
      input: z.strictObject({ params: z.strictObject({ sender: z.string().max(300) }), query: z.strictObject({}), body: z.undefined() }),
      output: z.null(),
      handle: async ({ input: { params } }, { tenant }) => {
        await unblockSender(db, { tenant, sender: params.sender }, null);
        return done(null);
      },
    }),
    ...ofConversation(db),
  ];
}

/** Of a mail conversation, by whoever works in its team. What somebody else has blocked only a supervisor takes back. */
function ofConversation(db: Reader): readonly Route[] {
  const shared = {
    path: '/conversations/:conversation/blocked-sender',
    access: { for: 'people', roles: ['agent', 'supervisor'] },
    rate: { per: 'session', burst: 20, perSecond: 0.5 },
    audit: 'change',
    input: z.strictObject({ params: z.strictObject({ conversation: conversationId }), query: z.strictObject({}), body: z.undefined() }),
  } as const;
  return [
    objectRoute({
      ...shared,
      method: 'PUT',
      output: senderNamed,
      subject: { load: ({ input: { params } }, { tenant }) => mailConversationNamed(db, { tenant, conversation: params.conversation }), allows: ({ actor }, { team }) => mayWork(actor, team), absent: 'conversation.absent' },
      handle: async (_call, { tenant, actor }, { id }) => {
        const sender = await senderOf(db, tenant, id);
        if (sender === null) return refused('sender.absent');
        await blockSender(db, { tenant, sender }, { person: actor.person, at: serverTime() });
        return done({ sender });
      },
    }),
    objectRoute({
      ...shared,
      method: 'DELETE',
      output: z.null(),
      subject: { load: ({ input: { params } }, { tenant }) => mailConversationNamed(db, { tenant, conversation: params.conversation }), allows: ({ actor }, { team }) => mayWork(actor, team), absent: 'conversation.absent' },
      handle: async (_call, { tenant, actor }, { id }) => {
        const sender = await senderOf(db, tenant, id);
        if (sender !== null) await unblockSender(db, { tenant, sender }, actor.roles.includes('supervisor') ? null : actor.person);
        return done(null);
      },
    }),
  ];
}
