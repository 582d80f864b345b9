import { botPlan, botTrial, botTried } from '#contract/bot';
import { findBot, keepBot, type BotRow } from '#db/central/bots';
import { heldBy } from '#db/central/held-conversations';
import { lockThread } from '#db/central/intake';
import type { Reader } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { joined } from '#domain/bot/join';
import { isWhole, type BotPlan } from '#domain/bot/plan';
import { beginning, takeTurn, type BotState, type Trained } from '#domain/bot/talk';
import { id, type TenantId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Config } from '../../config';
import { bodyInput, noInput, personRoute, type Route } from '../../route';
import type { Commit } from '../../sync/commit';
import { serverTime } from '../../sync/server-time';
import type { BotBrain } from './bot-brain';
import { starterPlan } from './text/starter-plan';

export type BotPorts = { readonly db: Reader; readonly commit: Commit; readonly language: Config['language']; readonly brain: Pick<BotBrain, 'settled'> };

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 20, perSecond: 2 } } as const;
const largestPlan = 1024 * 1024;

/** What an administrator teaches the bot. */
export function botRoutes(ports: BotPorts): readonly Route[] {
  return [readRoute(ports), saveRoute(ports), tryRoute(ports)];
}

function readRoute({ db, language }: BotPorts): Route {
  return personRoute({
    ...administrators,
    method: 'GET',
    path: '/bot',
    audit: 'read',
    input: noInput,
    output: botPlan,
    handle: async (_call, { tenant }) => done((await findBot(db, tenant))?.plan ?? starterPlan(language)),
  });
}

function saveRoute({ db, commit }: BotPorts): Route {
  return personRoute({
    ...administrators,
    method: 'PUT',
    path: '/bot',
    audit: 'change',
    largest: largestPlan,
    input: bodyInput(botPlan),
    output: z.null(),
    handle: async ({ input: { body: plan } }, { tenant }) => {
      if (!isWhole(plan)) return refused('bot.unfinished');
      const person = await keep({ db, commit }, tenant, plan);
      await giveBack({ db, commit }, { tenant, person, plan });
      return done(null);
    },
  });
}

function tryRoute({ brain }: BotPorts): Route {
  return personRoute({
    ...administrators,
    method: 'POST',
    path: '/bot/try',
    audit: 'none',
    largest: largestPlan,
    input: bodyInput(botTrial),
    output: botTried,
    handle: async ({ input: { body } }) => (isWhole(body.plan) ? done({ turns: tried(await brain.settled(body.plan), body.said) }) : refused('bot.unfinished')),
  });
}

type Tried = z.infer<typeof botTried>['turns'][number];

/** A conversation with nobody: what the customer would say, one after the other, until people take over. */
function tried(bot: Trained, lines: readonly string[]): Tried[] {
  const turns: Tried[] = [];
  let state: BotState = beginning;
  for (const [place, text] of lines.entries()) {
    const match = bot.matcher.match(text);
    const turn = takeTurn(bot, state, { text, isFirst: place === 0, facts: [], order: () => null, now: serverTime(), arePeopleIn: null });
    const intent = bot.plan.intents.find(({ key }) => key === match?.key)?.title ?? null;
    turns.push({ says: [...turn.says], handsOver: turn.kind === 'handsOver' ? turn.why : null, intent, score: match?.score ?? 0, margin: match?.margin ?? 0, isSure: match?.isSure ?? false });
    if (turn.kind === 'handsOver') break;
    state = turn.state;
  }
  return turns;
}

/** The bot speaks as a colleague without a role: everybody can see that it was the bot, and nobody can hand it anything. */
async function keep({ db, commit }: Pick<BotPorts, 'db' | 'commit'>, tenant: TenantId, plan: BotPlan): Promise<BotRow['person']> {
  const before = await findBot(db, tenant);
  const person = before?.person ?? id('person', randomUUID());
  const row = before === null ? null : await loadRow(db, tenant, { table: 'people', id: person });
  await commit(tenant, async (tx, _now, put) => {
    if (row?.name !== plan.name) await put([{ op: 'put', table: 'people', row: { id: person, name: plan.name, roles: [], teams: [], version: row?.version ?? 0 } }]);
    await keepBot(tx, { tenant, person, plan });
  });
  return person;
}

/** Where the bot does not speak any more, people take over what it held. */
async function giveBack({ db, commit }: Pick<BotPorts, 'db' | 'commit'>, { tenant, person, plan }: Omit<BotRow, 'change'>): Promise<void> {
  for await (const conversation of heldBy(db, tenant, person)) {
    await commit(tenant, async (tx, now, put) => {
      const thread = await lockThread(tx, tenant, conversation);
      if (thread === null || thread.conversation.assignee !== person) return;
      if (plan.isOn && plan.channels.includes(thread.conversation.channel)) return;
      await put(joined(thread, { kind: 'handsOver', says: [], why: 'off', about: null }, { bot: person, messages: [], event: id('message', randomUUID()), now }));
    });
  }
}
