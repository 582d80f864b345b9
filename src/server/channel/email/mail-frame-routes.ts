import { channelId } from '#contract/ids';
import { mailFrame, mailFrameList } from '#contract/mail-frame';
import { mailChannelNamed } from '#db/central/mail';
import { mailFramesOf, setMailFrame } from '#db/central/mail-frames';
import type { Reader } from '#db/central/open';
import { supervisedTeams } from '#domain/access/actor';
import { frameProblem } from '#domain/channel/mail-frame';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { objectRoute, type Route } from '../../route';

const params = z.strictObject({ channel: channelId });
const shared = {
  path: '/channels/:channel/frame',
  access: { for: 'people', roles: ['supervisor', 'administrator'] },
  rate: { per: 'session', burst: 20, perSecond: 1 },
} as const;

/** What stands around the mails of a mailbox: for administrators, and for supervisors of the team that it leads to. */
export function mailFrameRoutes(db: Reader): readonly Route[] {
  return [
    objectRoute({
      ...shared,
      method: 'GET',
      audit: 'read',
      input: z.strictObject({ params, query: z.strictObject({}), body: z.undefined() }),
      output: mailFrameList,
      subject: { load: ({ input }, { tenant }) => mailChannelNamed(db, { tenant, channel: input.params.channel }), allows: ({ actor }, { team }) => actor.roles.includes('administrator') || supervisedTeams(actor).includes(team), absent: 'mailbox.absent' },
      handle: async ({ input }, { tenant }) => done([...(await mailFramesOf(db, { tenant, channel: input.params.channel }))]),
    }),
    objectRoute({
      ...shared,
      method: 'PUT',
      audit: 'change',
      input: z.strictObject({ params, query: z.strictObject({}), body: mailFrame }),
      output: z.null(),
      subject: { load: ({ input }, { tenant }) => mailChannelNamed(db, { tenant, channel: input.params.channel }), allows: ({ actor }, { team }) => actor.roles.includes('administrator') || supervisedTeams(actor).includes(team), absent: 'mailbox.absent' },
      handle: async ({ input: { body, params: { channel } } }, { tenant }) => {
        const problem = frameProblem(body.greeting) ?? frameProblem(body.closing);
        if (problem !== null) return refused(problem);
        await setMailFrame(db, { tenant, channel }, { ...body, greeting: body.greeting.trim(), closing: body.closing.trim() });
        return done(null);
      },
    }),
  ];
}
