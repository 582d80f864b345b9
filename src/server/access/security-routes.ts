import { personId, sessionId } from '#contract/ids';
import { beginFactor, changePassword, enrolment, freshCode, recoveryCodes, security } from '#contract/security';
import { credentialsOf, isPersonOf, replacePassword } from '#db/central/accounts';
import type { Holder } from '#db/central/factors';
import { forgetComputers } from '#db/central/known-computers';
import type { Reader } from '#db/central/open';
import { sessionsOf } from '#db/central/sessions';
import { done, refused, type Outcome } from '#kernel/outcome';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route } from '../route';
import { serverTime } from '../sync/server-time';
import { hashPassword, isPassword, isWorthy } from './password';
import type { SecondFactor } from './second-factor';
import type { Sessions, SignedIn } from './sessions';
import { mayTry, succeeded, tryKey } from './sign-in-throttle';

export type SecurityPorts = { readonly db: Reader; readonly sessions: Sessions; readonly factor: SecondFactor };

const people = { for: 'people', roles: 'any' } as const;
const seldom = { per: 'session', burst: 10, perSecond: 0.5 } as const;
const own = { access: people, rate: seldom, audit: 'entrance', method: 'POST' } as const;

/** What a person does for the safety of their own account, and an administrator for a colleague's. */
export function securityRoutes(ports: SecurityPorts): readonly Route[] {
  return [...deviceRoutes(ports), passwordRoute(ports), ...factorRoutes(ports), resetRoute(ports)];
}

function deviceRoutes({ db, sessions, factor }: SecurityPorts): readonly Route[] {
  return [
    personRoute({
      method: 'GET',
      path: '/me/security',
      access: people,
      rate: { per: 'session', burst: 30, perSecond: 1 },
      audit: 'none',
      input: noInput,
      output: security,
      handle: async (_call, who) => {
        const rows = await sessionsOf(db, holderOf(who), serverTime());
        const known = security.shape.sessions.parse(rows.map((row) => ({ ...row, isThis: row.id === who.session })));
        return done({ factor: await factor.read(holderOf(who)), sessions: known });
      },
    }),
    objectRoute({
      method: 'DELETE',
      path: '/me/sessions/:session',
      access: people,
      rate: seldom,
      audit: 'entrance',
      input: z.strictObject({ params: z.strictObject({ session: sessionId }), query: z.strictObject({}), body: z.undefined() }),
      output: z.null(),
      subject: {
        load: async ({ input }, who) => (await sessionsOf(db, holderOf(who), serverTime())).find(({ id }) => id === input.params.session) ?? null,
        allows: () => true,
        absent: 'session.absent',
      },
      handle: async (_call, _who, { id }) => done(await sessions.end(id).then(() => null)),
    }),
    personRoute({
      method: 'DELETE',
      path: '/me/sessions',
      access: people,
      rate: seldom,
      audit: 'entrance',
      input: noInput,
      output: z.null(),
      handle: async (_call, who) => {
        await sessions.endAll(holderOf(who), null);
        return done(null);
      },
    }),
  ];
}

function passwordRoute(ports: SecurityPorts): Route {
  return personRoute({
    ...own,
    path: '/me/password',
    input: bodyInput(changePassword),
    output: z.null(),
    handle: async ({ input }, who) => {
      const { present, next } = input.body;
      const known = await knowsPassword(ports.db, who, present);
      if (!known.ok) return known;
      if (!isWorthy(next, [known.value, who.me.name, present])) return refused('access.passwordWeak');
      const hashed = await hashPassword(next);
      await ports.db.transaction(async (tx) => {
        await replacePassword(tx, holderOf(who), hashed);
        await forgetComputers(tx, holderOf(who));
      });
      await ports.sessions.endAll(holderOf(who), who.session);
      return done(null);
    },
  });
}

function factorRoutes({ db, factor }: SecurityPorts): readonly Route[] {
  return [
    personRoute({
      ...own,
      path: '/me/factor',
      input: bodyInput(beginFactor),
      output: enrolment,
      handle: async ({ input }, who) => {
        const known = await knowsPassword(db, who, input.body.password);
        return known.ok ? factor.begin(holderOf(who), known.value) : known;
      },
    }),
    personRoute({
      ...own,
      path: '/me/factor/confirmation',
      input: bodyInput(freshCode),
      output: recoveryCodes,
      handle: async ({ input }, who) => {
        const codes = await factor.confirm(holderOf(who), input.body.code);
        return codes.ok ? done([...codes.value]) : codes;
      },
    }),
    personRoute({
      ...own,
      path: '/me/factor/end',
      input: bodyInput(freshCode),
      output: z.null(),
      handle: async ({ input }, who) => {
        const fresh = await factor.spend(holderOf(who), input.body.code, `session ${who.session}`);
        if (fresh.ok) await factor.end(holderOf(who));
        return fresh;
      },
    }),
  ];
}

/** For a colleague who lost both the app and the recovery codes; whoever asks has to know them otherwise. */
function resetRoute({ db, factor, sessions }: SecurityPorts): Route {
  return objectRoute({
    method: 'DELETE',
    path: '/people/:person/factor',
    access: { for: 'people', roles: ['administrator'] },
    rate: seldom,
    audit: 'change',
    input: z.strictObject({ params: z.strictObject({ person: personId }), query: z.strictObject({}), body: z.undefined() }),
    output: z.null(),
    subject: {
      load: async ({ input }, who) => ((await isPersonOf(db, { tenant: who.tenant, person: input.params.person })) ? input.params.person : null),
      allows: () => true,
      absent: 'person.absent',
    },
    handle: async (_call, who, person) => {
      const holder = { tenant: who.tenant, person };
      if (await factor.end(holder)) await sessions.endAll(holder, null);
      return done(null);
    },
  });
}

/** Answers with their address. A stolen session must not be able to try passwords, so tries of one session are counted. */
async function knowsPassword(db: Reader, who: SignedIn, password: string): Promise<Outcome<string, 'access.passwordWrong' | 'access.tooManyTries'>> {
  const key = tryKey(`password ${who.tenant} ${who.actor.person}`, who.session);
  if (!(await mayTry(db, key, serverTime()))) return refused('access.tooManyTries');
  const account = await credentialsOf(db, holderOf(who));
  if (!(await isPassword(account.password, password))) return refused('access.passwordWrong');
  await succeeded(db, key);
  return done(account.email);
}

function holderOf(who: SignedIn): Holder {
  return { tenant: who.tenant, person: who.actor.person };
}
