import { companiesAtWork, dayFacts, keptDays } from '#db/central/agent-days';
import { rowOf } from '#db/central/rows';
import { dayOf, isEmptyDay, type DaySpan } from '#domain/shift/my-day';
import type { TenantId } from '#kernel/id';
import { day, minute, type Duration, type Instant } from '#kernel/instant';
import { isDeepStrictEqual } from 'node:util';
import { serverTime } from '../sync/server-time';
import type { ShiftPorts } from './gone-agents';

const countEvery: Duration = minute;

/** Keeps what each person did on each day, for themselves: today's as it grows, and yesterday's once more after midnight. */
export class AgentDays {
  readonly #ports: ShiftPorts;
  readonly #closed = new Map<TenantId, string>();
  #nextAt: Instant = 0;

  constructor(ports: ShiftPorts) {
    this.#ports = ports;
  }

  async count(): Promise<void> {
    const now = serverTime();
    if (now < this.#nextAt) return;
    this.#nextAt = now + countEvery;
    for (const { tenant, zone } of await companiesAtWork(this.#ports.db)) await this.#countFor(tenant, zone ?? ownZone, now).catch(this.#ports.failed);
  }

  async #countFor(tenant: TenantId, zone: string, now: Instant): Promise<void> {
    const today = spanOf(now, zone);
    const yesterday = { ...spanOf(today.from - 1, zone), to: today.from };
    if (this.#closed.get(tenant) !== yesterday.date) await this.#keep(tenant, yesterday, true);
    this.#closed.set(tenant, yesterday.date);
    await this.#keep(tenant, { ...today, to: now }, false);
  }

  /** `isOver`: what lasts beyond the day is counted up to its end. */
  async #keep(tenant: TenantId, span: DaySpan, isOver: boolean): Promise<void> {
    const { db, commit } = this.#ports;
    const facts = await dayFacts(db, tenant, span);
    const whole = isOver ? facts.map((one) => ({ ...one, stretches: one.stretches.map((stretch) => ({ ...stretch, ended: stretch.ended ?? span.to })) })) : facts;
    const days = whole.map((one) => dayOf(one, span)).filter((one) => !isEmptyDay(one));
    if (days.length === 0) return;
    const kept = new Map((await keptDays(db, tenant, days.map(({ id }) => id))).map((record) => rowOf('agent_days', record)).map(({ version, ...row }) => [row.id, { row, version }]));
    const changed = days.filter((one) => !isDeepStrictEqual(kept.get(one.id)?.row, one));
    if (changed.length > 0) await commit(tenant, (_tx, _now, put) => put(changed.map((row) => ({ op: 'put', table: 'agent_days', row: { ...row, version: kept.get(row.id)?.version ?? 0 } }))));
  }
}

/** Where a company names no zone. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The day that a moment lies in, by the clock of a zone. */
function spanOf(at: Instant, zone: string): DaySpan {
  const date = dateIn(at, zone);
  let from = at - (at % minute);
  // By steps that grow smaller: clocks that are set forward or back lie in between.
  for (const step of [60 * minute, minute]) while (dateIn(from - step, zone) === date) from -= step;
  return { date, from, to: from + day };
}

function dateIn(at: Instant, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}
