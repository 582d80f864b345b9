import type { Central } from '#db/central/open';
import { limits } from '#contract/limits';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { networkOf } from './access/network';
import type { Metrics } from './metrics';
import { Download, download, everyone, noInput, openRoute, type Route } from './route';

const often = { per: 'address', burst: 60, perSecond: 10 } as const;

/** Whether this process can serve, and its figures; the figures for this machine only. */
export function healthRoutes(db: Central, metrics: Metrics): readonly Route[] {
  return [
    openRoute({
      method: 'GET',
      path: '/health',
      access: everyone,
      rate: often,
      audit: 'none',
      input: noInput,
      output: z.strictObject({ ok: z.literal(true) }),
      handle: async () => {
        const answered = await db.raw('select 1').timeout(limits.heartbeat).then(() => true, () => false);
        return answered ? done({ ok: true as const }) : refused('server.unavailable');
      },
    }),
    openRoute({
      method: 'GET',
      path: '/metrics',
      access: everyone,
      rate: often,
      audit: 'none',
      input: noInput,
      output: download,
      handle: async ({ address, direct }) => {
        if (!direct || networkOf(address) !== 'thisMachine') return refused('request.unknown');
        return done(new Download({ 'content-type': metrics.contentType }, await metrics.text()));
      },
    }),
  ];
}
