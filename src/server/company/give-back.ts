import { heldBy } from '#db/central/bots';
import { lockThread } from '#db/central/intake';
import type { Reader } from '#db/central/open';
import { isFinished } from '#domain/conversation/case';
import { handed } from '#domain/conversation/hand-over';
import { id, type PersonId, type TenantId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import type { Commit } from '../sync/commit';

type GivingBack = {
  readonly tenant: TenantId;
  readonly owner: PersonId;
  /** Who closed the owner's account. */
  readonly by: PersonId;
};

const atOnce = 200;

/** Everything unfinished that somebody holds who does not come back goes to its queue, mails too: nobody else could answer them. */
export async function giveBackAll({ db, commit }: { readonly db: Reader; readonly commit: Commit }, { tenant, owner, by }: GivingBack): Promise<void> {
  for (let held = await heldBy(db, tenant, { person: owner, most: atOnce }); held.length > 0; held = held.length < atOnce ? [] : await heldBy(db, tenant, { person: owner, most: atOnce })) {
    for (const conversation of held) {
      await commit(tenant, async (tx, now, put) => {
        const thread = await lockThread(tx, tenant, conversation);
        if (thread === null || thread.conversation.assignee !== owner || isFinished(thread.case.state)) return;
        await put(handed(thread, { owner: null, event: { type: 'returned', by } }, { id: id('message', randomUUID()), at: now }));
      });
    }
  }
}
