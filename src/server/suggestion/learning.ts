import type { Central } from '#db/central/open';
import { loadRow, lockRow } from '#db/central/rows';
import { companiesThatTold, forgetSuggestionEvents, suggestionEventsSince } from '#db/central/suggestion-events';
import { companyModel, unlearned } from '#domain/suggestion/company-model';
import { isNews } from '#domain/suggestion/improve';
import { judgedLists } from '#domain/suggestion/judged';
import type { TenantId } from '#kernel/id';
import { day, minute, type Duration } from '#kernel/instant';
import type { Learner } from '../learning/learner';
import type { Commit } from '../sync/commit';
import { serverTime } from '../sync/server-time';
import { WorkLoop } from '../work-loop';

export type LearningPorts = { readonly db: Central; readonly commit: Commit; readonly learner: Pick<Learner, 'learn'>; readonly failed: (error: unknown) => void };

/** Nobody waits for what is learned. */
const learnEvery: Duration = 10 * minute;
/** What is older says nothing about the texts of today. */
const remembered: Duration = 180 * day;
/** Of one company, newest first: what one look at them takes is some hundred milliseconds, of a thread of its own. */
const mostEvents = 20_000;

/** Learns from what people do with suggestions, company by company. Any number of processes may do so at once: they learn the same. */
export function startLearning(ports: LearningPorts): WorkLoop {
  const counted = new Map<TenantId, number>();
  return new WorkLoop(async (isStopped) => {
    const since = serverTime() - remembered;
    await forgetSuggestionEvents(ports.db, since);
    for (const { tenant, events } of await companiesThatTold(ports.db)) {
      if (isStopped()) return 0;
      if (counted.get(tenant) === events) continue;
      await learn(ports, tenant).then(() => counted.set(tenant, events), ports.failed);
    }
    return learnEvery;
  }, ports.failed);
}

/** True where something better was learned; every desk of the company has it then. */
export async function learn({ db, commit, learner }: Omit<LearningPorts, 'failed'>, tenant: TenantId): Promise<boolean> {
  const now = serverTime();
  const lists = judgedLists(await suggestionEventsSince(db, tenant, { since: now - remembered, most: mostEvents }));
  const named = { table: 'models', id: companyModel } as const;
  const before = (await loadRow(db, tenant, named)) ?? unlearned;
  const lesson = await learner.learn({ of: 'weights', row: before, lists, now });
  const better = lesson?.better ?? null;
  if (better === null || !isNews(before, better)) return false;
  return commit(tenant, async (tx, _now, put) => {
    const row = (await lockRow(tx, tenant, named)) ?? unlearned;
    // Another process has learned meanwhile.
    if (row.learnedAt !== before.learnedAt) return false;
    await put([{ op: 'put', table: 'models', row: { ...row, ...better, learnedAt: now } }]);
    return true;
  });
}
