import { botStanding, botState, findBot, keepBotState, ownOrders } from '#db/central/bots';
import type { Reader, Writer } from '#db/central/open';
import { joined, mostSaid, type Standing } from '#domain/bot/join';
import { beginning, takeTurn, type BotState, type BotTurn, type Said, type Trained } from '#domain/bot/talk';
import type { CustomerRow } from '#domain/customer/customer';
import { isOpenBy } from '#domain/hours/calendar';
import { calendarOf, type TeamHours } from '#domain/hours/team-hours';
import type { RowChange } from '#domain/tables';
import { id, type ChannelId, type PersonId, type TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import type { BotBrain } from './bot-brain';

/** A customer's message with the rows that it leaves behind, before anything of it is stored. */
export type Arrival = { readonly tenant: TenantId; readonly channel: ChannelId; readonly text: string; readonly customer: CustomerRow; readonly isNew: boolean; readonly standing: Standing; readonly now: Instant };

export type FirstLine = {
  /** What the bot makes of it, to be stored in the same transaction; nothing where people have the conversation. */
  readonly meet: (tx: Writer, arrival: Arrival) => Promise<readonly RowChange[]>;
};

type Known = { readonly change: number; readonly bot: Trained };
type FirstLinePorts = { readonly failed: (error: unknown) => void; readonly brain: Pick<BotBrain, 'trained'> };

/** Meets customers with the bot of their company; each plan is trained once per process. */
export function createFirstLine({ failed, brain }: FirstLinePorts): FirstLine {
  const known = new Map<TenantId, Known>();
  return {
    meet: async (tx, arrival) => {
      // A mail may be a robot's, or of somebody who is not its sender: none is answered here, whatever a plan names.
      if (arrival.standing.conversation.kind === 'email') return [];
      const own = await botStanding(tx, { tenant: arrival.tenant, team: arrival.standing.conversation.team });
      const holds = own !== null && arrival.standing.conversation.assignee === own.person;
      // After the hand-over the bot is silent: only what nobody has had yet, and what it has, is its own.
      if (own === null || !(holds || (arrival.isNew && arrival.standing.conversation.assignee === null))) return [];
      const before = known.get(arrival.tenant);
      const present = before?.change === own.change ? before : await learn(tx, arrival.tenant, brain);
      if (present !== null) known.set(arrival.tenant, present);
      const turn = await turnOf(tx, arrival, { present, holds, hours: own.hours, failed });
      return turn === null ? [] : store(tx, { arrival, turn, bot: own.person });
    },
  };
}

async function learn(db: Reader | Writer, tenant: TenantId, brain: Pick<BotBrain, 'trained'>): Promise<Known | null> {
  const found = await findBot(db, tenant);
  return found === null ? null : { change: found.change, bot: brain.trained(found.plan) };
}

type Having = { readonly present: Known | null; readonly holds: boolean; readonly hours: TeamHours | null; readonly failed: (error: unknown) => void };
type Turned = { readonly turn: BotTurn; readonly state: BotState };

/** Where the bot is off, or fails, whoever it was talking with gets people. */
async function turnOf(tx: Writer, arrival: Arrival, { present, holds, hours, failed }: Having): Promise<Turned | null> {
  const state = (holds ? await botState(tx, arrival.tenant, arrival.standing.conversation.id) : null) ?? beginning;
  const gives = (why: 'off' | 'failed'): Turned | null => (holds ? { state, turn: { kind: 'handsOver', says: [], why, about: state.about } } : null);
  if (present === null || !present.bot.plan.isOn || !present.bot.plan.channels.includes(arrival.channel)) return gives('off');
  const orders = await ownStates(tx, arrival);
  try {
    return { state, turn: takeTurn(present.bot, state, saidBy(arrival, { isFirst: !holds, hours, orders })) };
  } catch (error) {
    failed(error);
    return gives('failed');
  }
}

/** Only the customer's own orders can be asked for. */
async function ownStates(tx: Writer, { tenant, customer }: Arrival): Promise<ReadonlyMap<string, string>> {
  return new Map((await ownOrders(tx, tenant, customer.id)).map(({ number, status }) => [number, status]));
}

function saidBy({ text, customer, now }: Arrival, { isFirst, hours, orders }: { readonly isFirst: boolean; readonly hours: TeamHours | null; readonly orders: ReadonlyMap<string, string> }): Said {
  return { text, isFirst, facts: customer.facts, order: (number) => orders.get(number) ?? null, now, arePeopleIn: hours === null ? null : isOpenBy(calendarOf(hours), now) };
}

type Storing = { readonly arrival: Arrival; readonly turn: Turned; readonly bot: PersonId };

async function store(tx: Writer, { arrival: { tenant, standing, now }, turn: { turn }, bot }: Storing): Promise<readonly RowChange[]> {
  if (turn.kind === 'answers') await keepBotState(tx, { tenant, conversation: standing.conversation.id, state: turn.state });
  const messages = Array.from({ length: mostSaid }, () => id('message', randomUUID()));
  return joined(standing, turn, { bot, messages, event: id('message', randomUUID()), now });
}
