import { heldBy } from '#db/central/held-conversations';
import { lockThread } from '#db/central/intake';
import type { Reader } from '#db/central/open';
import { isFinished } from '#domain/conversation/case';
import { handed } from '#domain/conversation/hand-over';
import { id, type PersonId, type TeamId, type TenantId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import type { Commit } from '../sync/commit';

type GivingBack = {
  readonly tenant: TenantId;
  readonly owner: PersonId;
  /** Who closed the owner's account, or took them out of a team. */
  readonly by: PersonId;
  /** Whether its owner sees nothing of this team any more. */
  readonly isLeft: (team: TeamId) => boolean;
};

/** Everything unfinished that somebody holds who does not come back to it goes to its queue, mails too: nobody else could answer them. */
export async function giveBackAll({ db, commit }: { readonly db: Reader; readonly commit: Commit }, { tenant, owner, by, isLeft }: GivingBack): Promise<void> {
  for await (const conversation of heldBy(db, tenant, owner)) {
    await commit(tenant, async (tx, now, put) => {
      const thread = await lockThread(tx, tenant, conversation);
      if (thread === null || thread.conversation.assignee !== owner || isFinished(thread.case.state) || !isLeft(thread.conversation.team)) return;
      await put(handed(thread, { owner: null, event: { type: 'returned', by } }, { id: id('message', randomUUID()), at: now }));
    });
  }
}
