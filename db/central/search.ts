import { conversationId, messageId, tenantId } from '#contract/ids';
import { messagePart } from '#contract/rows';
import { channelKinds } from '#domain/channel/channel';
import { caseStatuses } from '#domain/conversation/case';
import type { Term } from '#domain/search/query';
import type { MessageId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Central, Reader, Writer } from './open';
import type { Within } from './rows';

/** Words of a message by its id; those of one that is gone meanwhile are nobody's. */
export type ReadMessage = { readonly tenant: string; readonly id: MessageId; readonly at: Instant; readonly words: readonly string[] };

const texts = z.array(z.object({ tenant: tenantId, id: messageId, at: z.number(), part: messagePart, text: z.string(), files: z.array(z.string()) }));

export type UnreadMessage = z.infer<typeof texts>[number];

/** Messages whose words nobody knows yet, taken out of the waiting ones: in the same transaction their words are kept. Several processes share them. */
export async function takeUnsearched(tx: Writer, most: number, letters: number): Promise<readonly UnreadMessage[]> {
  const found: { rows: unknown } = await tx.raw(
    `with taken as (
       delete from unsearched_messages as waiting using (select tenant, message from unsearched_messages limit ? for update skip locked) as next
       where waiting.tenant = next.tenant and waiting.message = next.message returning waiting.tenant, waiting.message)
     select m.tenant, m.id, m.at, m.part, left(m.text, ?) as text, array(select file ->> 'name' from jsonb_array_elements(m.attachments) as file) as files
     from taken join messages as m on m.tenant = taken.tenant and m.id = taken.message`,
    [most, letters],
  );
  return texts.parse(found.rows);
}

export async function keepWords(tx: Writer, read: readonly ReadMessage[]): Promise<void> {
  for (const { tenant, id, at, words } of read) {
    await tx.raw(
      `insert into message_words (tenant, message, at, words) values (?, ?, ?, array_to_tsvector(?::text[]))
       on conflict (tenant, message) do update set words = excluded.words`,
      [tenant, id, at, [...words]],
    );
  }
}

/** A question in PostgreSQL's own words. Where words have to stand together, whoever reads the texts looks again. */
export function wordsAsked(terms: readonly Term[]): string {
  return terms
    .map(({ ways }) => ways.map(({ words, open }) => `(${words.map((word, place) => `'${word.replaceAll(/['\\]/g, '')}'${open && place === words.length - 1 ? ':*' : ''}`).join(' & ')})`).join(' | '))
    .map((term) => `(${term})`)
    .join(' & ');
}

const candidate = z.object({
  id: messageId,
  conversation: conversationId,
  at: z.number(),
  kind: z.enum(['inbound', 'outbound', 'note', 'event']),
  author: z.string(),
  text: z.string(),
  files: z.boolean(),
  subject: z.string(),
  channel: z.enum(channelKinds),
  customer: z.string(),
  status: z.enum(caseStatuses),
  assignee: z.string().nullable(),
  number: z.number(),
  topic: z.string(),
  tags: z.array(z.string()),
  place: z.number(),
});

export type SearchedMessage = z.infer<typeof candidate>;

/** Longer than this nobody waits for words that stand in everything. */
const patience = 4000;

export type Searched = { readonly asked: string; readonly from: Instant; readonly to: Instant; readonly most: number; readonly letters: number };

/** The newest messages with these words in the person's teams; null where PostgreSQL took too long. */
export async function searchMessages(tx: Writer, { tenant, teams }: Within, { asked, from, to, most, letters }: Searched): Promise<readonly SearchedMessage[] | null> {
  const sqlPatience = patience;
  try {
    await tx.raw(`set local statement_timeout = ${sqlPatience}`);
    const found: { rows: unknown } = await tx.raw(
      `select m.id, m.conversation, m.at, m.part ->> 'kind' as kind, coalesce(m.part ->> 'authorName', author.name, '') as author, left(m.text, ?) as text,
         jsonb_array_length(m.attachments) > 0 as files, talk.subject, talk.kind as channel, coalesce(known.name, '') as customer, c.state ->> 'status' as status,
         talk.assignee, c.number, c.topic, c.tags,
         (select count(*) from messages as newer where newer.tenant = m.tenant and newer.conversation = m.conversation and (newer.at, newer.id) >= (m.at, m.id)) as place
       from otklik_search(?::tsquery, ?, ?, ?) as found
       join messages as m on m.tenant = ? and m.id = found.message and m.team = any (?)
       join conversations as talk on talk.tenant = m.tenant and talk.id = m.conversation
       join cases as c on c.tenant = talk.tenant and c.id = talk."case"
       left join customers as known on known.tenant = talk.tenant and known.id = talk.customer
       left join people as author on author.tenant = m.tenant and author.id = m.part ->> 'author'
       order by m.at desc, m.id`,
      [letters, asked, from, to, most, tenant, [...teams]],
    );
    return z.array(candidate).parse(found.rows);
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '57014';
}

const talk = candidate.pick({ subject: true, channel: true, customer: true, status: true, number: true }).extend({ id: conversationId, at: z.number() });

export type SearchedConversation = z.infer<typeof talk>;

/** Conversations of the cases of these numbers. */
export async function conversationsOfCases(db: Reader, { tenant, teams }: Within, numbers: readonly number[]): Promise<readonly SearchedConversation[]> {
  if (numbers.length === 0) return [];
  const found: { rows: unknown } = await db.raw(
    `select talk.id, talk.subject, talk.kind as channel, coalesce(known.name, '') as customer, c.state ->> 'status' as status, c.number, talk."lastMessageAt" as at
     from cases as c join conversations as talk on talk.tenant = c.tenant and talk."case" = c.id left join customers as known on known.tenant = c.tenant and known.id = c.customer
     where c.tenant = ? and c.number = any (?) and talk.team = any (?) order by talk."lastMessageAt" desc limit 20`,
    [tenant, [...numbers], [...teams]],
  );
  return z.array(talk).parse(found.rows);
}

/** How many messages wait for their words. */
export async function countUnsearched(db: Central): Promise<number> {
  const found: { rows: unknown } = await db.raw('select count(*)::int as waiting from unsearched_messages');
  const [row] = z.array(z.object({ waiting: z.int() })).parse(found.rows);
  return row?.waiting ?? 0;
}
