import type { MessageHit } from '#contract/search';
import { channelKinds } from '#domain/channel/channel';
import { conversationId, messageId } from '#contract/ids';
import { excerptOf } from '#domain/search/excerpt';
import { readFor } from '#domain/search/marks';
import { z } from 'zod';
import { query, type Reader } from '../sqlite';
import { isTagged, type Asked } from './asked';
import { matchOf, numbersOf } from './match';
import { longestIndexed } from './sources';

/** The newest that answer, of which the best are shown. */
const candidates = 120;
/** Those that a condition on their conversation leaves may be few: so many are looked at. */
const conditional = 2000;
/** As much of a text says how well it answers. */
const weighed = 3000;
const excerptLength = 180;
const mostOfConversation = 3;

const rows = z.array(z.object({
  id: messageId,
  conversation: conversationId,
  at: z.number(),
  kind: z.enum(['inbound', 'outbound', 'note', 'event']),
  author: z.string().nullable(),
  text: z.string(),
  subject: z.string(),
  channel: z.enum(channelKinds),
  customer: z.string().nullable(),
  topic: z.string().nullable(),
  tags: z.string().nullable(),
}));

type Candidate = z.infer<typeof rows>[number];

export async function findMessages(db: Reader, asked: Asked, limit: number): Promise<{ readonly hits: readonly MessageHit[]; readonly more: boolean }> {
  const match = matchOf(asked.terms, asked.messageFacts);
  if (match === null) return { hits: [], more: false };
  const { terms, query: { filters } } = asked;
  const found = (await candidatesOf(db, match, asked)).filter((candidate) => isTagged(candidate, filters.tags));
  const weighted = found.map((candidate) => ({ candidate, weight: readFor(candidate.text, terms).weight }));
  const best = spread(weighted.toSorted((one, other) => other.weight - one.weight).map(({ candidate }) => candidate));
  const shown = best.slice(0, limit);
  const whole = await wholeOf(db, shown);
  return { hits: shown.map((candidate) => hitOf(candidate, whole.get(candidate.id), asked)), more: best.length > limit };
}

async function candidatesOf(db: Reader, match: string, { span, condition, isConditional }: Asked): Promise<readonly Candidate[]> {
  const [first, last] = numbersOf('messages', span);
  const [sqlWeighed, sqlCandidates, sqlCondition] = [weighed, candidates, condition.sql];
  const sql = `select searched."id", message."conversation", message."at", message."part" ->> '$.kind' as "kind", coalesce(message."part" ->> '$.authorName', author."name") as "author",
      substr(message."text", 1, ${sqlWeighed}) as "text", talk."subject", talk."kind" as "channel", customers."name" as "customer", cases."topic", cases."tags"
    from (select rowid as "number" from words where words match ? and rowid between ? and ? order by rowid desc limit ?) as hit
    cross join searched on searched."number" = hit."number" cross join messages as message on message."id" = searched."id"
    cross join conversations as talk on talk."id" = message."conversation"
    left join people as author on author."id" = message."part" ->> '$.author' left join customers on customers."id" = talk."customer" left join cases on cases."id" = talk."case"
    where ${sqlCondition} order by hit."number" desc limit ${sqlCandidates}`;
  return rows.parse(await query(db, { sql, bindings: [match, first, last, isConditional ? conditional : candidates, ...condition.bindings] }));
}

/** A long conversation about one thing leaves room for others. */
function spread(best: readonly Candidate[]): readonly Candidate[] {
  const counts = new Map<string, number>();
  return best.filter(({ conversation }) => {
    const count = (counts.get(conversation) ?? 0) + 1;
    counts.set(conversation, count);
    return count <= mostOfConversation;
  });
}

type Whole = { readonly text: string; readonly place: number };

const wholes = z.array(z.object({ id: z.string(), text: z.string(), place: z.int() }));

/** The text in which the words may stand far down, and where the message stands in its conversation. */
async function wholeOf(db: Reader, shown: readonly Candidate[]): Promise<ReadonlyMap<string, Whole>> {
  if (shown.length === 0) return new Map();
  const sqlLongest = longestIndexed;
  const sql = `select message."id", substr(message."text", 1, ${sqlLongest}) as "text",
      (select count(*) from messages as newer where newer."conversation" = message."conversation" and (newer."at", newer."id") >= (message."at", message."id")) as "place"
    from messages as message where message."id" in (select "value" from json_each(?))`;
  const found = wholes.parse(await query(db, { sql, bindings: [JSON.stringify(shown.map(({ id }) => id))] }));
  return new Map(found.map((one) => [one.id, one]));
}

function hitOf({ text, topic: _topic, tags: _tags, author, customer, ...hit }: Candidate, whole: Whole | undefined, { terms }: Asked): MessageHit {
  const all = whole?.text ?? text;
  return { ...hit, author: author ?? '', customer: customer ?? '', excerpt: excerptOf(all, readFor(all, terms).marks, excerptLength), place: whole?.place ?? 1 };
}
