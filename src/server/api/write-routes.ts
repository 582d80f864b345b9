import { apiText, apiWritten } from '#contract/api';
import { conversationId } from '#contract/ids';
import { onBehalf } from '#db/central/behalf';
import { findConversation } from '#db/central/conversations';
import type { Central } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { identitiesOf } from '#db/central/visibility';
import type { Failure } from '#contract/failures';
import { mayWork } from '#domain/access/actor';
import type { Intent } from '#domain/mutators';
import { id, type MessageId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import type { Intake } from '../channel/connector';
import { programRoute, type Route } from '../route';
import { runCommand } from '../sync/command';
import type { Commit } from '../sync/commit';
import { performOnce } from '../sync/perform-once';
import type { PushPorts } from '../sync/push';
import type { Operation } from './text/en';
import type { Program } from './tokens';

export type ApiWritePorts = { readonly db: Central; readonly commit: Commit; readonly push: PushPorts; readonly intake: Intake };

const none = z.strictObject({});
const oneConversation = z.strictObject({ conversation: conversationId });

function posts(operation: Operation, verb: string) {
  const access = { for: 'programs', scope: 'conversations:write', roles: 'any' } as const;
  return { method: 'POST', path: `/api/v1/conversations/:conversation/${verb}`, access, rate: { per: 'session', burst: 60, perSecond: 5 }, audit: 'change', operation } as const;
}

/** What programs do in conversations, by the same rules as their person. Each names its request by a key, and is done once. */
export function apiWriteRoutes(ports: ApiWritePorts): readonly Route[] {
  return [
    writingRoute(ports, posts('addNote', 'notes'), ({ conversation, text, message }) => ({ name: 'note.add', args: { conversation, message, text } })),
    writingRoute(ports, posts('addAnswer', 'answers'), ({ conversation, text, message }) => ({ name: 'message.send', args: { conversation, message, text } })),
    messageRoute(ports),
    takeRoute(ports),
    resolveRoute(ports),
  ];
}

type Writing = { readonly conversation: z.infer<typeof conversationId>; readonly text: string; readonly message: MessageId };

function writingRoute(ports: ApiWritePorts, route: ReturnType<typeof posts>, intentOf: (writing: Writing) => Intent): Route {
  return programRoute({
    ...route,
    input: z.strictObject({ params: oneConversation, query: none, body: apiText }),
    output: apiWritten,
    handle: async ({ input: { params, body }, key }, who) => {
      if (key === null) return refused('request.malformed');
      const message = messageOf(who, key);
      const refusal = await performOnce(ports.push, who, intentOf({ ...params, ...body, message }));
      return refusal === null ? done({ message }) : refused(refusal);
    },
  });
}

/** The same key of the same person is the same message: the rules write an id that exists over by nothing. */
function messageOf({ tenant, actor }: Program, key: string): MessageId {
  return id('message', createHash('sha256').update(JSON.stringify([tenant, actor.person, key])).digest('hex').slice(0, 32));
}

function takeRoute({ push }: ApiWritePorts): Route {
  return programRoute({
    ...posts('takeConversation', 'take'),
    input: z.strictObject({ params: oneConversation, query: none, body: z.undefined() }),
    output: apiWritten,
    handle: async ({ input: { params }, key }, who) => {
      if (key === null) return refused('request.malformed');
      const event = messageOf(who, key);
      const refusal = await runCommand(push, who, { key: event, command: { name: 'conversation.take', args: { ...params, event } } });
      return refusal === null ? done({ message: event }) : refused(refusal);
    },
  });
}

function resolveRoute({ db, push }: ApiWritePorts): Route {
  return programRoute({
    ...posts('resolveCase', 'resolve'),
    input: z.strictObject({ params: oneConversation, query: none, body: z.undefined() }),
    output: apiWritten,
    handle: async ({ input: { params }, key }, who) => {
      if (key === null) return refused('request.malformed');
      const event = messageOf(who, key);
      const before = await loadRow(db, who.tenant, { table: 'messages', id: event });
      const isRepeated = before?.conversation === params.conversation;
      const refusal = isRepeated ? null : await performOnce(push, who, { name: 'case.resolve', args: { ...params, event } });
      return refusal === null ? done({ message: event }) : refused(refusal);
    },
  });
}

/** Through the same door as what channels bring: recognised, threaded and deduplicated there. */
function messageRoute({ db, intake }: ApiWritePorts): Route {
  return programRoute({
    ...posts('addMessage', 'messages'),
    input: z.strictObject({ params: oneConversation, query: none, body: apiText }),
    output: apiWritten,
    handle: async ({ input: { params, body }, key }, who): Promise<Outcome<z.infer<typeof apiWritten>, Failure>> => {
      if (key === null) return refused('request.malformed');
      const known = await onBehalf(db, behalfOf(who), async (tx) => {
        const conversation = await findConversation(tx, within(who), params.conversation);
        if (conversation === null || !mayWork(who.actor, conversation.team)) return null;
        const identities = await identitiesOf(tx, who.tenant, [conversation.customer]);
        return { conversation, identity: identities.find(({ kind }) => kind === conversation.kind) ?? identities[0] };
      });
      if (known === null) return refused('conversation.absent');
      if (known.identity === undefined) return refused('customer.absent');
      const { conversation, identity: { kind, value } } = known;
      const author = { kind, value, name: '' };
      const taken = await intake({ tenant: who.tenant, channel: conversation.channel, key: `api ${who.actor.person} ${key}`, author, subject: conversation.subject, text: body.text, html: null, attachments: [], thread: [conversation.id] });
      const before = taken.repeated ? await loadRow(db, who.tenant, { table: 'messages', id: taken.message }) : null;
      return before !== null && before.text !== body.text ? refused('mutation.failed') : done({ message: taken.message });
    },
  });
}
