import { conversationId, customerId } from '#contract/ids';
import { firstResponse } from '#contract/rows';
import { channelKinds, firstResponseTarget } from '#domain/channel/channel';
import type { Picture } from '#domain/attention/happened';
import type { ConversationId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import { sqlOffered } from './offers';
import { query, type Reader } from './sqlite';

const parsed = z.string().transform((text): unknown => JSON.parse(text));
const watched = z.array(
  z.object({
    id: conversationId,
    isMine: z.int(),
    isTaken: z.int(),
    wakesAt: z.number().nullable(),
    isOffered: z.int(),
    lastMessageAt: z.number(),
    previewFrom: z.enum(['customer', 'agent']),
    unread: z.int(),
    kind: z.enum(channelKinds),
    firstResponse: parsed.pipe(firstResponse),
  }),
);

/** What happens beyond these is told when they have gone. */
const mostOfMine = 200;
const mostQueued = 50;

const sqlColumns = `"id", "lastMessageAt", "previewFrom", "unread", "kind", "firstResponse"`;
/** Who owns it took it: the last that was told of its owner says so. */
const sqlTaken = `coalesce((select "part" ->> '$.event.type' = 'taken' from messages where "conversation" = mine."id" and "part" ->> '$.event.type' in ('taken', 'assigned') order by "at" desc limit 1), 1)`;

const sqlWakesAt = `(select "state" ->> '$.until' from cases where "id" = mine."case")`;

/** The unfinished conversations of this person, the newest of the queue, and what is offered to them, each once. */
export async function readWatched(db: Reader, person: PersonId, now: Instant): Promise<Picture> {
  const sql = `select ${sqlColumns}, 1 as "isMine", ${sqlTaken} as "isTaken", 0 as "isOffered", ${sqlWakesAt} as "wakesAt" from
      (select ${sqlColumns}, "case" from conversations where "finished" = 0 and "assignee" = ? order by "lastMessageAt" desc limit ?) as mine
    union all select ${sqlColumns}, 0, 0, 0, null from (select ${sqlColumns} from conversations where "finished" = 0 and "assignee" is null order by "lastMessageAt" desc limit ?)
    union all select ${sqlColumns}, 0, 0, 1, null from (select ${sqlColumns} from conversations where ${sqlOffered} and "offer" ->> '$.to' = ? limit ?)`;
  const rows = watched.parse(await query(db, { sql, bindings: [person, mostOfMine, mostQueued, person, mostQueued] }));
  return new Map(
    rows.map(({ id, isMine, isTaken, isOffered, wakesAt, lastMessageAt, previewFrom, unread, kind, firstResponse: clock }) => {
      const due = clock.state === 'running' ? { at: clock.dueAt, soonAt: clock.dueAt - firstResponseTarget[kind] / 4 } : null;
      return [id, { conversation: id, isMine: isMine === 1, isTaken: isTaken === 1, isOffered: isOffered === 1, lastMessageAt, isFromCustomer: previewFrom === 'customer', unread, wakesAt: wakesAt !== null && wakesAt > now ? wakesAt : null, due }];
    }),
  );
}

const named = z.array(z.object({ name: z.string().nullable(), preview: z.string(), customer: customerId }));

/** Who wrote in a conversation, and what. */
export async function readCaller(db: Reader, conversation: ConversationId): Promise<{ readonly name: string; readonly preview: string } | null> {
  const sql = `select customers."name" as "name", conversations."preview" as "preview", conversations."customer" as "customer" from conversations left join customers on customers."id" = conversations."customer" where conversations."id" = ?`;
  const row = named.parse(await query(db, { sql, bindings: [conversation] }))[0];
  return row === undefined ? null : { name: row.name ?? '', preview: row.preview };
}

const mentions = z.array(z.object({ conversation: conversationId, at: z.number() }));
const mostMentions = 20;

/** Where colleagues have named this person in notes since a moment. */
export async function readMentions(db: Reader, person: PersonId, since: Instant): Promise<readonly { readonly conversation: ConversationId; readonly at: Instant }[]> {
  const sql = `select "conversation", "at" from messages where "part" ->> '$.mentions' is not null and "at" > ? and "part" ->> '$.author' <> ?
    and exists (select 1 from json_each("part" -> '$.mentions') where "value" = ?) order by "at" limit ?`;
  return mentions.parse(await query(db, { sql, bindings: [since, person, person, mostMentions] }));
}
