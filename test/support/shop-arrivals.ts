import { randomUUID } from 'node:crypto';
import { receiveMessage } from '#domain/conversation/receive-message';
import { id, type ConversationId } from '#kernel/id';
import type { Commit } from '#server/sync/commit';
import type { ShopCompany } from './shop-company';

export type Arrive = (text?: string) => Promise<ConversationId>;

/** How a customer who is new to the shop writes to it: each call is another person, and gives their conversation. */
export function arrivalsAt(shop: ShopCompany, commit: Commit, kind: 'email' | 'chat'): Arrive {
  let number = 0;
  return (text = 'Пришлите счёт') =>
    commit(shop.tenant, async (_tx, now, put) => {
      number += 1;
      const row = { id: id('customer', randomUUID()), name: `Клиент ${number}`, company: null, city: null, language: 'ru', since: now, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null } as const;
      const { conversation, changes } = receiveMessage(
        {
          message: id('message', randomUUID()), text, html: null, attachments: [], authorName: row.name, subject: text,
          channel: { id: shop.chat.id, kind, queue: shop.queue.id, team: shop.queue.team },
          customer: { known: false, row, identity: { id: id('identity', randomUUID()), kind, value: randomUUID() } },
          thread: null,
          fresh: { case: id('case', randomUUID()), conversation: id('conversation', randomUUID()), event: id('message', randomUUID()), caseNumber: number },
        },
        now,
      );
      await put(changes);
      return conversation;
    });
}
