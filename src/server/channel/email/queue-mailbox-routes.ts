import { queueId } from '#contract/ids';
import { namedMailbox, queueMailboxList } from '#contract/queue-mailbox';
import { isPair, listQueueMailboxes, setQueueMailbox } from '#db/central/queue-mailboxes';
import type { Reader } from '#db/central/open';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import { noInput, objectRoute, personRoute, type Route } from '../../route';

const rate = { per: 'session', burst: 20, perSecond: 1 } as const;

/** From which mailbox a queue writes: its new mails, and what it answers by mail to other channels. */
export function queueMailboxRoutes(db: Reader): readonly Route[] {
  return [
    personRoute({ method: 'GET', path: '/queue-mailboxes', access: { for: 'people', roles: 'any' }, rate, audit: 'none', input: noInput, output: queueMailboxList, handle: async (_call, { tenant }) => done([...(await listQueueMailboxes(db, tenant))]) }),
    objectRoute({
      method: 'PUT',
      path: '/queues/:queue/mailbox',
      access: { for: 'people', roles: ['administrator'] },
      rate,
      audit: 'change',
      input: z.strictObject({ params: z.strictObject({ queue: queueId }), query: z.strictObject({}), body: namedMailbox }),
      output: z.null(),
      subject: { load: async ({ input: { params, body } }, { tenant }) => ((await isPair(db, tenant, { ...params, ...body })) ? { ...params, ...body } : null), allows: () => true, absent: 'mailbox.absent' },
      handle: async (_call, { tenant }, pair) => {
        await setQueueMailbox(db, tenant, pair);
        return done(null);
      },
    }),
  ];
}
