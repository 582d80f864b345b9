import { withdrawnMail, withdrawMail } from '#contract/new-mail';
import { begunWith, keepWithdrawn } from '#db/central/withdrawn-mails';
import { done } from '#kernel/outcome';
import { bodyInput, personRoute, type Route } from '../../route';
import type { Commit } from '../../sync/commit';

/** `POST /mails/withdrawals`: whoever never heard what became of a new mail is told that it began, or that it never will under this name. Another person's mail is as good as none. */
export function withdrawMailRoute(commit: Commit): Route {
  return personRoute({
    method: 'POST',
    path: '/mails/withdrawals',
    access: { for: 'people', roles: ['agent', 'supervisor'] },
    rate: { per: 'session', burst: 20, perSecond: 0.5 },
    audit: 'change',
    input: bodyInput(withdrawMail),
    output: withdrawnMail,
    handle: ({ input: { body: { message } } }, { tenant, actor: { person } }) => commit(tenant, async (tx, now) => {
      const name = { tenant, person, message };
      const conversation = await begunWith(tx, name);
      if (conversation === null) await keepWithdrawn(tx, name, now);
      return done({ conversation });
    }),
  });
}
