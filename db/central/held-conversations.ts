import { conversationId } from '#contract/ids';
import type { ConversationId, PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader } from './open';

const atOnce = 200;

/** Everything unfinished that somebody holds, for giving it to others meanwhile: no page is read twice, whatever became of the one before. */
export async function* heldBy(db: Reader, tenant: TenantId, person: PersonId): AsyncGenerator<ConversationId> {
  let after = '';
  for (;;) {
    const found: unknown = await db('conversations')
      .join('cases', { 'cases.tenant': 'conversations.tenant', 'cases.id': 'conversations.case' })
      .where({ 'conversations.tenant': tenant, assignee: person })
      .where('conversations.id', '>', after)
      .whereRaw(`cases.state->>'status' not in ('resolved', 'closed')`)
      .orderBy('conversations.id')
      .limit(atOnce)
      .pluck('conversations.id');
    const page = z.array(conversationId).parse(found);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < atOnce) return;
    after = last;
  }
}
