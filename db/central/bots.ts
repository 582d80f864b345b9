import { botPlan } from '#contract/bot';
import { personId, tenantId } from '#contract/ids';
import { teamHours } from '#contract/team';
import type { BotPlan } from '#domain/bot/plan';
import type { BotState } from '#domain/bot/talk';
import type { ConversationId, CustomerId, PersonId, TeamId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const bot = z.object({ tenant: tenantId, person: personId, plan: botPlan, change: z.number() });
export type BotRow = { readonly tenant: TenantId; readonly person: PersonId; readonly plan: BotPlan; readonly change: number };

export async function findBot(db: Reader | Writer, tenant: TenantId): Promise<BotRow | null> {
  const found: unknown = await db('bots').where({ tenant }).first();
  return found === undefined ? null : bot.parse(found);
}

const standing = z.object({ person: personId, change: z.number(), hours: teamHours.nullable() });

/** As whom the bot of a company speaks, which of its plans is the present one, for who has read it before, and the hours of the team behind it. */
export async function botStanding(db: Reader | Writer, { tenant, team }: { readonly tenant: TenantId; readonly team: TeamId }): Promise<z.infer<typeof standing> | null> {
  const found: unknown = await db('bots').where({ tenant }).first('person', 'change', { hours: db.raw('(select hours from team_hours as open where open.tenant = bots.tenant and open.team = ?)', [team]) });
  return found === undefined ? null : standing.parse(found);
}

export async function keepBot(tx: Writer, { tenant, person, plan }: Omit<BotRow, 'change'>): Promise<void> {
  const row = { tenant, person, plan: JSON.stringify(plan) };
  await tx('bots').insert(row).onConflict('tenant').merge({ plan: row.plan, change: tx.raw('bots.change + 1') });
}

/** Bots that may hold conversations. */
export async function everyBot(db: Reader): Promise<readonly { readonly tenant: TenantId; readonly person: PersonId }[]> {
  return z.array(z.object({ tenant: tenantId, person: personId })).parse(await db('bots').select('tenant', 'person'));
}

const state = z.object({
  misses: z.int(),
  about: z.string().nullable(),
  flow: z.object({ flow: z.string(), step: z.string(), asked: z.int() }).nullable(),
  awaitsOrder: z.string().nullable(),
});

/** Where the bot is in a conversation; null where it has not spoken, or what it kept is of another kind. */
export async function botState(tx: Writer, tenant: TenantId, conversation: ConversationId): Promise<BotState | null> {
  const found: unknown = await tx('bot_talks').where({ tenant, conversation }).first('state');
  return found === undefined ? null : (z.object({ state }).safeParse(found).data?.state ?? null);
}

export async function keepBotState(tx: Writer, { tenant, conversation, state: next }: { readonly tenant: TenantId; readonly conversation: ConversationId; readonly state: BotState }): Promise<void> {
  await tx('bot_talks').insert({ tenant, conversation, state: JSON.stringify(next) }).onConflict(['tenant', 'conversation']).merge({ state: JSON.stringify(next) });
}

const orders = z.array(z.object({ number: z.string(), status: z.string() }));

/** The customer's own orders, newest first: nobody is told of somebody else's. */
export async function ownOrders(db: Reader | Writer, tenant: TenantId, customer: CustomerId): Promise<z.infer<typeof orders>> {
  return orders.parse(await db('orders').where({ tenant, customer }).orderBy('placedAt', 'desc').limit(200).select('number', 'status'));
}
