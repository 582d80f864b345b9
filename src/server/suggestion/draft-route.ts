import { drafted } from '#contract/drafting';
import { conversationId } from '#contract/ids';
import { onBehalf } from '#db/central/behalf';
import { findConversation, messagesOf } from '#db/central/conversations';
import type { Central } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { mayRead } from '#domain/access/actor';
import type { MessageRow } from '#domain/conversation/message';
import { promptFor } from '#domain/suggestion/drafting';
import { openQuestion } from '#domain/suggestion/question';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { objectRoute, type Route } from '../route';
import type { Drafter } from './drafter';

const lookedAt = 30;

/** One draft for one person who asked for it. What leaves is redacted, and this conversation's alone. */
export function draftRoute(db: Central, drafter: Drafter): Route {
  return objectRoute({
    method: 'POST',
    path: '/conversations/:conversation/draft',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 10, perSecond: 0.5 },
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ conversation: conversationId }), query: z.strictObject({}), body: z.strictObject({}) }),
    output: drafted,
    subject: {
      load: ({ input }, who) => onBehalf(db, behalfOf(who), (tx) => findConversation(tx, within(who), input.params.conversation)),
      allows: (who, { team }) => mayRead(who.actor, team),
      absent: 'conversation.absent',
    },
    handle: async (_call, who, conversation) => {
      const model = await drafter.modelOf(who.tenant);
      if (!model.ok) return model;
      const { messages, customer, people } = await onBehalf(db, behalfOf(who), async (tx) => {
        const found = (await messagesOf(tx, within(who), { conversation: conversation.id, before: null, most: lookedAt })).toReversed();
        const authors = [...new Set(found.flatMap(({ part }) => (part.kind === 'outbound' ? [part.author] : [])))];
        const names: string[] = await tx('people').where({ tenant: who.tenant }).whereIn('id', authors).pluck('name');
        return { messages: found, customer: await loadRow(tx, who.tenant, { table: 'customers', id: conversation.customer }), people: names };
      });
      const [question, prompt] = [openQuestion(messages), promptFor(messages, { customer: [customer?.name ?? '', ...signedBy(messages)].join(' '), people: [...people, who.me.name] })];
      if (question === null || prompt === null) return refused('drafting.nothingAsked');
      const told = await drafter.ask(who.tenant, model.value, prompt);
      return told.ok ? done({ text: told.value, to: question.to }) : told;
    },
  });
}

/** As what they wrote came: on a card they may be called otherwise. */
function signedBy(messages: readonly MessageRow[]): readonly string[] {
  return messages.flatMap(({ part }) => (part.kind === 'inbound' ? [part.authorName] : []));
}
