import { channelId } from '#contract/ids';
import { messengerChanged, messengerConnected, messengerKnown, messengerList, messengerSetup, newMessenger, type MessengerFailure, type MessengerSetup } from '#contract/messenger';
import { addMessenger, changeMessenger, findMessenger, listMessengers, noteState, removeMessenger, type MessengerKey } from '#db/central/messengers';
import type { Reader } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { id, type ChannelId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bodyInput, noInput, objectRoute, personRoute, type Route } from '../../route';
import type { Commit } from '../../sync/commit';
import { serverTime } from '../../sync/server-time';
import type { MessengerAccounts } from './accounts';
import { RoadClosedError, type Account, type Road } from './road';
import { sharedSecret } from './standard-webhook';

export type MessengerPorts = { readonly db: Reader; readonly commit: Commit; readonly accounts: MessengerAccounts; readonly road: (account: Pick<Account, 'setup' | 'hookSecret' | 'channel'>) => Road };

const administrators = { access: { for: 'people', roles: ['administrator'] }, rate: { per: 'session', burst: 10, perSecond: 1 } } as const;
const oneChannel = z.strictObject({ channel: channelId });
const none = z.strictObject({});

/** What an administrator does with the messengers of the company. */
export function messengerRoutes(ports: MessengerPorts): readonly Route[] {
  return [listRoute(ports), trialRoute(ports), connectRoute(ports), changeRoute(ports), removeRoute(ports)];
}

function listRoute({ db, accounts }: MessengerPorts): Route {
  return personRoute({
    ...administrators,
    method: 'GET',
    path: '/messengers',
    audit: 'read',
    input: noInput,
    output: messengerList,
    handle: async (_call, { tenant }) => {
      const found = await listMessengers(db, tenant);
      return done(found.map((row) => {
        const opened = accounts.openIfKnown(row);
        const state = opened === null ? 'messenger.keyGone' : row.state;
        return { channel: row.channel, kind: row.kind, name: row.name, account: row.account, hook: hookOf(row.channel), polls: opened !== null && isPolled(opened.setup), state, since: row.stateAt };
      }));
    },
  });
}

function trialRoute({ road }: MessengerPorts): Route {
  return personRoute({
    ...administrators,
    // Each calls wherever somebody says.
    rate: { per: 'session', burst: 5, perSecond: 0.2 },
    method: 'POST',
    path: '/messengers/test',
    audit: 'read',
    input: bodyInput(messengerSetup),
    output: messengerKnown,
    handle: async ({ input: { body } }) => {
      const known = await asked(() => road({ setup: body, hookSecret: newSecret(), channel: id('channel', randomUUID()) }).identify());
      return known.ok ? done({ name: known.value.name }) : known;
    },
  });
}

function connectRoute({ db, commit, accounts, road }: MessengerPorts): Route {
  return objectRoute({
    ...administrators,
    method: 'POST',
    path: '/messengers',
    audit: 'change',
    input: bodyInput(newMessenger),
    output: messengerConnected,
    subject: { load: ({ input: { body } }, { tenant }) => loadRow(db, tenant, { table: 'queues', id: body.queue }), allows: () => true, absent: 'queue.absent' },
    handle: async ({ input: { body } }, { tenant }, queue) => {
      const { setup } = body;
      const secret = { setup, hookSecret: newSecret() };
      const key = { tenant, channel: id('channel', randomUUID()) };
      const own = road({ ...secret, channel: key.channel });
      const known = await asked(() => own.identify());
      if (!known.ok) return known;
      const isNew = await commit(tenant, async (tx, now, put) => {
        const added = await addMessenger(tx, { ...key, kind: setup.kind, account: known.value.account, secret: accounts.seal(key, secret) }, now);
        if (added) await put([{ op: 'put', table: 'channels', row: { id: key.channel, kind: setup.kind, name: body.name, address: known.value.name, queue: queue.id, version: 0 } }]);
        return added;
      });
      if (!isNew) return refused('messenger.taken');
      await subscribed(db, { ...key, change: 1 }, () => own.subscribe(fullHook(setup, key.channel)));
      return done({ channel: key.channel, hook: hookOf(key.channel), secret: shownSecret(setup, secret.hookSecret) });
    },
  });
}

function changeRoute({ db, accounts, road }: MessengerPorts): Route {
  return objectRoute({
    ...administrators,
    method: 'PUT',
    path: '/messengers/:channel',
    audit: 'change',
    input: z.strictObject({ params: oneChannel, query: none, body: messengerSetup }),
    output: messengerChanged,
    subject: { load: ({ input: { params } }, { tenant }) => findMessenger(db, { tenant, channel: params.channel }), allows: () => true, absent: 'request.unknown' },
    handle: async ({ input: { body: setup } }, _who, messenger) => {
      // With the key that sealed it our own secret is gone as well: another is made, and told where the other side has to be given it.
      const kept = accounts.openIfKnown(messenger)?.hookSecret ?? null;
      const hookSecret = kept ?? newSecret();
      const own = road({ setup, hookSecret, channel: messenger.channel });
      const known = await asked(() => own.identify());
      if (!known.ok) return known;
      // Other keys for the same account: a bot of somebody else would go on with conversations that it never had.
      if (setup.kind !== messenger.kind || (setup.kind !== 'connect' && known.value.account !== messenger.account)) return refused('messenger.keyRefused');
      await changeMessenger(db, messenger, { secret: accounts.seal(messenger, { setup, hookSecret }), now: serverTime() });
      await subscribed(db, { ...messenger, change: messenger.change + 1 }, () => own.subscribe(fullHook(setup, messenger.channel)));
      return done({ secret: kept === null ? shownSecret(setup, hookSecret) : null });
    },
  });
}

/** The channel and what came through it stay. */
function removeRoute({ db }: MessengerPorts): Route {
  return objectRoute({
    ...administrators,
    method: 'DELETE',
    path: '/messengers/:channel',
    audit: 'change',
    input: z.strictObject({ params: oneChannel, query: none, body: z.undefined() }),
    output: z.null(),
    subject: { load: ({ input: { params } }, { tenant }) => findMessenger(db, { tenant, channel: params.channel }), allows: () => true, absent: 'request.unknown' },
    handle: async (_call, _who, messenger) => {
      await removeMessenger(db, messenger);
      return done(null);
    },
  });
}

async function asked<Value>(ask: () => Promise<Value>): Promise<Outcome<Value, MessengerFailure>> {
  try {
    return done(await ask());
  } catch (error) {
    if (error instanceof RoadClosedError) return refused(error.failure);
    throw error;
  }
}

/** Stands in the list: with the keys the account is connected, whether or not the messenger takes our address at once. */
async function subscribed(db: Reader, of: MessengerKey & { readonly change: number }, subscribe: () => Promise<void>): Promise<void> {
  const outcome = await asked(subscribe);
  await noteState(db, of, { state: outcome.ok ? 'connected' : outcome.code, at: serverTime() });
}

function hookOf(channel: ChannelId): string {
  return `/hooks/${channel}`;
}

function fullHook(setup: MessengerSetup, channel: ChannelId): string {
  const base = 'base' in setup ? (setup.base ?? '') : '';
  return `${base.replace(/\/+$/, '')}${hookOf(channel)}`;
}

function isPolled(setup: MessengerSetup): boolean {
  return setup.kind === 'telegram' && setup.base === null;
}

/** Only another system of the company's own has to be given ours. */
function shownSecret(setup: MessengerSetup, secret: string): string | null {
  return setup.kind === 'connect' ? sharedSecret(secret) : null;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
