import type { Central } from '#db/central/open';
import { attachmentId, clientId, conversationId, messageId } from '#contract/ids';
import { guestConversation } from '#contract/guest';
import { attachmentBytes } from '#db/central/attachments';
import { findCase, findConversation, findMessage, messagesOf, type Within } from '#db/central/conversations';
import { loadRow } from '#db/central/rows';
import { identitiesOf } from '#db/central/visibility';
import { changeToWire } from '#db/tables/codec';
import { mayRead } from '#domain/access/actor';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { Put } from '#domain/tables';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import type { SignedIn } from '../access/sessions';
import { Download, download, objectRoute, personRoute, type Route } from '../route';
import { openSnapshot } from './snapshot';

const people = { for: 'people', roles: 'any' } as const;
const noQuery = z.strictObject({});

/** Newest messages of a conversation that is fetched as a guest. */
const guestMessages = 2000;

export function syncRoutes(db: Central): readonly Route[] {
  return [snapshotRoute(db), guestRoute(db), attachmentRoute(db)];
}

function snapshotRoute(db: Central): Route {
  return personRoute({
    method: 'GET',
    path: '/sync/snapshot',
    access: people,
    rate: { per: 'session', burst: 10, perSecond: 0.2 },
    audit: 'read',
    input: z.strictObject({ params: noQuery, query: z.strictObject({ client: clientId }), body: z.undefined() }),
    output: download,
    handle: async ({ input }, who) => {
      const snapshot = await openSnapshot(db, who, input.query.client);
      if (!snapshot.ok) return snapshot;
      return done(new Download({ 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }, snapshot.value));
    },
  });
}

function guestRoute(db: Central): Route {
  return objectRoute({
    method: 'GET',
    path: '/sync/conversation/:conversation',
    access: people,
    rate: { per: 'session', burst: 60, perSecond: 5 },
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ conversation: conversationId }), query: noQuery, body: z.undefined() }),
    output: guestConversation,
    subject: {
      load: ({ input }, who) => findConversation(db, within(who), input.params.conversation),
      allows: (who, conversation) => mayRead(who.actor, conversation.team),
      absent: 'conversation.absent',
    },
    handle: async (_call, who, conversation) => done({ changes: (await guestChanges(db, who, conversation)).map(changeToWire) }),
  });
}

async function guestChanges(db: Central, who: SignedIn, conversation: ConversationRow): Promise<readonly Put[]> {
  const row = await findCase(db, within(who), conversation.case);
  const customer = await loadRow(db, who.tenant, { table: 'customers', id: conversation.customer });
  const identities = await identitiesOf(db, who.tenant, [conversation.customer]);
  const messages = await messagesOf(db, within(who), { conversation: conversation.id, most: guestMessages });
  return [
    ...(customer === null ? [] : [{ op: 'put', table: 'customers', row: customer } as const]),
    ...identities.map((identity) => ({ op: 'put', table: 'identities', row: identity }) as const),
    ...(row === null ? [] : [{ op: 'put', table: 'cases', row } as const]),
    { op: 'put', table: 'conversations', row: conversation },
    ...messages.map((message) => ({ op: 'put', table: 'messages', row: message }) as const),
  ];
}

function attachmentRoute(db: Central): Route {
  return objectRoute({
    method: 'GET',
    path: '/attachments/:message/:attachment',
    access: people,
    rate: { per: 'session', burst: 60, perSecond: 5 },
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ message: messageId, attachment: attachmentId }), query: noQuery, body: z.undefined() }),
    output: download,
    subject: {
      load: ({ input }, who) => findMessage(db, within(who), input.params.message),
      allows: (who, message) => mayRead(who.actor, message.team),
      absent: 'attachment.absent',
    },
    handle: async ({ input }, who, message) => {
      const isNamed = message.attachments.some((attachment) => attachment.id === input.params.attachment);
      const bytes = isNamed ? await attachmentBytes(db, who.tenant, input.params) : null;
      if (bytes === null) return refused('attachment.absent');
      return done(new Download({ 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' }, bytes));
    },
  });
}

function within(who: SignedIn): Within {
  return { tenant: who.tenant, teams: who.actor.teams };
}
