import { statesOf, unplayedColleagues } from '#db/central/demo';
import type { AgentState } from '#domain/shift/agent-state';
import { minute, type Duration, type Instant } from '#kernel/instant';
import type { Services } from '../../services';
import { performOnce } from '../../sync/perform-once';
import { serverTime } from '../../sync/server-time';
import type { Founded } from '../credentials';
import type { Agenda } from './agenda';
import { played, type Seat } from './office';

type Ports = { readonly services: Pick<Services, 'db' | 'push'>; readonly founded: Founded; readonly seats: readonly Seat[]; readonly agenda: Agenda };

/** From one break of a colleague to the next. */
const round: Duration = 150 * minute;
/** Neighbours do not go together. */
const apart: Duration = 37 * minute;
const others = ['lunch', 'training', 'meeting', 'busy'] as const;

/** What a colleague says at a moment: mostly that they are there, and each at their own times something else. */
export function stateAt(place: number, at: Instant): AgentState {
  const since = (at + place * apart) % round;
  if (since < 10 * minute) return 'break';
  if (since < 70 * minute || since >= 88 * minute) return 'available';
  return others[Math.floor((at + place * apart) / round + place) % others.length] ?? 'available';
}

/** Colleagues whom nobody plays say what they do, as people at their desks. */
export function keepStates(ports: Ports): void {
  const { agenda, services, founded, seats } = ports;
  agenda.now(async () => {
    agenda.later(minute, async () => keepStates(ports));
    const at = serverTime();
    const free = new Map((await unplayedColleagues(services.db, founded.tenant, at - played)).map(({ id, teams }) => [id, teams]));
    const states = await statesOf(services.db, founded.tenant);
    for (const [place, { person }] of seats.entries()) {
      const teams = free.get(person);
      const state = stateAt(place, at);
      if (teams === undefined || states.get(person) === state || agenda.isStopped) continue;
      await performOnce(services.push, { tenant: founded.tenant, actor: { person, roles: ['agent'], teams } }, { name: 'state.set', args: { person, state, at } });
    }
  });
}
