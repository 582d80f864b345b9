import type { Recipients } from '#domain/conversation/recipients';
import { loadRow, rowOf } from '#db/central/rows';
import type { Reader } from '#db/central/open';
import { addPiece, attachUploads, keepContent, lockUpload } from '#db/central/uploads';
import { decideDoubt } from '#domain/conversation/decide-doubt';
import { resolveCase } from '#domain/conversation/finish-case';
import { sendMessage } from '#domain/conversation/write-message';
import type { ChannelKind, ChannelRow } from '#domain/channel/channel';
import type { PersonRow, TeamRow } from '#domain/access/person';
import type { TableName, Tables } from '#domain/tables';
import { id, type ChannelId, type ConversationId, type MessageId, type TenantId } from '#kernel/id';
import { createPerson, createTeam, createTenant } from './accounts';
import { enqueueDeliveries } from '#server/channel/delivery-queue';
import { openExchange, type Exchange } from '#server/sync/exchange';
import { Loaded } from '#sync/change';
import { createHash, randomUUID } from 'node:crypto';
import type { CentralDatabases } from './central-database';

export type AnswerFile = { readonly name: string; readonly type: string; readonly bytes: Buffer };

/** A company with one team, one agent and one channel over a real database: everything of the server but its sockets. */
export type ChannelHouse = {
  readonly db: Reader;
  readonly url: string;
  readonly exchange: Exchange;
  readonly tenant: TenantId;
  readonly team: TeamRow;
  readonly agent: PersonRow;
  readonly addChannel: (kind: ChannelKind, address: string) => Promise<ChannelRow>;
  /** Stores the agent's answer and queues it, as the server does with a pushed mutation. */
  readonly answer: (conversation: ConversationId, text: string, beside?: { readonly files?: readonly AnswerFile[]; readonly recipients?: Recipients; readonly forwards?: MessageId; readonly quotes?: MessageId }) => Promise<MessageId>;
  /** The agent says what becomes of an answer in doubt. */
  readonly decide: (message: MessageId, again: boolean) => Promise<void>;
  /** The agent resolves the case of a conversation. */
  readonly resolve: (conversation: ConversationId) => Promise<void>;
  readonly all: <Table extends TableName>(table: Table) => Promise<readonly Tables[Table][]>;
  readonly stop: () => Promise<void>;
};

/** Servers hear of a channel a moment after its commit; a chat's pages that came before that would be sent off. */
function toldOf(exchange: Exchange, channel: ChannelId): Promise<void> {
  return new Promise((resolve) => {
    const deaf = exchange.log.watchLog((changes) => {
      if (!changes.some(({ change }) => change.op === 'put' && change.row.id === channel)) return;
      deaf();
      resolve();
    });
  });
}

export async function openChannelHouse(databases: CentralDatabases): Promise<ChannelHouse> {
  const { db, url } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const tenant = await createTenant(db, { name: 'Shop' });
  const team = await createTeam(exchange.commit, tenant, 'Support');
  const agent = await createPerson(exchange.commit, tenant, { name: 'Olga', email: 'olga@shop.example', password: 'a long pass word', roles: ['agent'], teams: [team.id] });
  const queue = { id: id('queue', randomUUID()), team: team.id, name: 'Support', version: 0, asksOutcome: false };
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row: queue }]));
  const all = async <Table extends TableName>(table: Table): Promise<readonly Tables[Table][]> => {
    const found: unknown[] = await db(table).where({ tenant });
    return found.map((row) => rowOf(table, row));
  };
  return {
    db,
    url,
    exchange,
    tenant,
    team,
    agent,
    all,
    addChannel: async (kind, address) => {
      const row: ChannelRow = { id: id('channel', randomUUID()), kind, name: 'Служба заботы', address, queue: queue.id, version: 0 };
      const told = toldOf(exchange, row.id);
      await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'channels', row }]));
      await told;
      return row;
    },
    answer: (conversation, text, { files = [], ...named } = {}) => answer({ db, exchange, tenant, agent }, conversation, { text, files, ...named }),
    decide: (message, again) => decide({ db, exchange, tenant, agent }, message, again),
    resolve: (conversation) => resolve({ db, exchange, tenant, agent }, conversation),
    stop: () => exchange.stop(),
  };
}

async function decide({ db, exchange, tenant, agent }: Desk, message: MessageId, again: boolean): Promise<void> {
  const rows = new Loaded();
  const load = async <Table extends TableName>(table: Table, key: Tables[Table]['id']): Promise<void> => rows.set(table, key, await loadRow(db, tenant, { table, id: key }));
  await load('messages', message);
  const conversation = rows.get('messages', message)?.conversation ?? id('conversation', 'none');
  await load('conversations', conversation);
  await load('cases', rows.get('conversations', conversation)?.case ?? id('case', 'none'));
  await exchange.commit(tenant, async (tx, now, put) => {
    const outcome = decideDoubt.run(rows, { conversation, message, again }, { actor: { person: agent.id, roles: agent.roles, teams: agent.teams }, now });
    if (!outcome.ok) throw new Error(outcome.code);
    await put(outcome.value);
    await enqueueDeliveries(tx, tenant, outcome.value);
  });
}

type Desk = Pick<ChannelHouse, 'db' | 'exchange' | 'tenant' | 'agent'>;

async function resolve({ db, exchange, tenant, agent }: Desk, conversation: ConversationId): Promise<void> {
  const rows = await loaded(db, tenant, { conversation, assignee: agent });
  await exchange.commit(tenant, async (_tx, now, put) => {
    const outcome = resolveCase.run(rows, { conversation, event: id('message', randomUUID()) }, { actor: { person: agent.id, roles: agent.roles, teams: agent.teams }, now });
    if (!outcome.ok) throw new Error(outcome.code);
    await put(outcome.value);
  });
}

/** A conversation with its case, as if it were the agent's. */
async function loaded(db: Reader, tenant: TenantId, { conversation, assignee }: { readonly conversation: ConversationId; readonly assignee: PersonRow }): Promise<Loaded> {
  const own = await loadRow(db, tenant, { table: 'conversations', id: conversation });
  if (own === null) throw new Error('no such conversation');
  const rows = new Loaded();
  rows.set('conversations', conversation, { ...own, assignee: assignee.id });
  rows.set('cases', own.case, await loadRow(db, tenant, { table: 'cases', id: own.case }));
  return rows;
}

type Answered = { readonly text: string; readonly files: readonly AnswerFile[]; readonly recipients?: Recipients; readonly forwards?: MessageId; readonly quotes?: MessageId };

async function answer({ db, exchange, tenant, agent }: Desk, conversation: ConversationId, { text, files, ...named }: Answered): Promise<MessageId> {
  const message = id('message', randomUUID());
  const rows = await loaded(db, tenant, { conversation, assignee: agent });
  for (const said of [named.forwards, named.quotes]) if (said !== undefined) rows.set('messages', said, await loadRow(db, tenant, { table: 'messages', id: said }));
  const attachments = files.map(({ name, type, bytes }) => ({ name, type, size: bytes.byteLength, hash: createHash('sha256').update(bytes).digest('hex') }));
  await exchange.commit(tenant, async (tx, now, put) => {
    for (const [place, { hash, size }] of attachments.entries()) {
      const [key, pieces] = [{ tenant, person: agent.id, hash }, randomUUID()];
      await lockUpload(tx, key, { size, held: 0, pieces, at: now });
      await addPiece(tx, key, { pieces, from: 0, bytes: files[place]?.bytes ?? Buffer.alloc(0) });
      await keepContent(tx, key, { size, pieces });
    }
    const outcome = sendMessage.run(rows, { message, conversation, text, attachments, ...named }, { actor: { person: agent.id, roles: agent.roles, teams: agent.teams }, now });
    if (!outcome.ok) throw new Error(outcome.code);
    await put(outcome.value);
    for (const change of attachments.length === 0 ? [] : outcome.value) {
      if (change.op === 'put' && change.table === 'messages') await attachUploads(tx, { tenant, person: agent.id, message, files: attachments, attachments: change.row.attachments });
    }
    await enqueueDeliveries(tx, tenant, outcome.value);
  });
  return message;
}
