import type { ConversationHit, Marked } from '#contract/search';
import { conversationId } from '#contract/ids';
import { channelKinds } from '#domain/channel/channel';
import { caseStatuses } from '#domain/conversation/case';
import { readFor } from '#domain/search/marks';
import type { Term } from '#domain/search/query';
import { z } from 'zod';
import { query, type Reader, type Statement } from '../sqlite';
import { isTagged, type Asked } from './asked';
import { matchOf, numbersOf } from './match';

const candidates = 60;
const conditional = 2000;

const rows = z.array(z.object({
  id: conversationId,
  subject: z.string(),
  customer: z.string().nullable(),
  channel: z.enum(channelKinds),
  status: z.enum(caseStatuses),
  number: z.int(),
  topic: z.string(),
  tags: z.string(),
  at: z.number(),
}));

type Row = z.infer<typeof rows>[number];

/** By their subjects, by the number of their case, and those of customers who were found. */
export async function findConversations(db: Reader, asked: Asked, { customers, limit }: { readonly customers: readonly string[]; readonly limit: number }): Promise<{ readonly hits: readonly ConversationHit[]; readonly more: boolean }> {
  const { query: { filters, numbers }, terms, condition } = asked;
  const which = whichOf(asked, customers);
  if (which === null) return { hits: [], more: false };
  const [sqlWhich, sqlCondition] = [which.sql, condition.sql];
  const sql = `select talk."id", talk."subject", customers."name" as "customer", talk."kind" as "channel", cases."state" ->> '$.status' as "status", cases."number", cases."topic", cases."tags", talk."lastMessageAt" as "at"
    from conversations as talk cross join cases on cases."id" = talk."case" left join customers on customers."id" = talk."customer"
    where ${sqlWhich} and ${sqlCondition} order by talk."lastMessageAt" desc limit ?`;
  const found = rows.parse(await query(db, { sql, bindings: [...which.bindings, ...condition.bindings, limit + candidates] }));
  const tagged = found.filter((row) => isTagged(row, filters.tags));
  const weighted = tagged.map((row) => ({ row, weight: weightOf(row, terms, numbers) }));
  const best = weighted.toSorted((one, other) => other.weight - one.weight).map(({ row }) => row);
  return { hits: best.slice(0, limit).map((row) => hitOf(row, terms)), more: best.length > limit };
}

/** Null: nothing that a conversation has was asked for. */
function whichOf(asked: Asked, customers: readonly string[]): Statement | null {
  const { terms, conversationFacts, query: { numbers, filters }, span, isConditional } = asked;
  if (conversationFacts === null) return null;
  const match = matchOf(terms, conversationFacts);
  const [first, last] = numbersOf('conversations', span);
  if (match === null) {
    const isAsked = isConditional || filters.before !== null || filters.after !== null;
    const bound = [span.from ?? 0, span.to ?? Number.MAX_SAFE_INTEGER];
    return isAsked ? { sql: 'talk."openedAt" >= ? and talk."openedAt" < ?', bindings: bound } : null;
  }
  const sqlWords = `select "id" from searched where "number" in (select rowid from title_words where title_words match ? and rowid between ? and ? order by rowid desc limit ?)`;
  const sqlNumber = `select other."id" from conversations as other where other."case" in (select "id" from cases where "number" in (select "value" from json_each(?)))`;
  const sqlOthers = `select other."id" from conversations as other where other."customer" in (select "value" from json_each(?))`;
  const known = conversationFacts.length === 0 ? customers : [];
  return {
    sql: `talk."id" in (${sqlWords} union ${sqlNumber} union ${sqlOthers})`,
    bindings: [match, first, last, isConditional ? conditional : candidates, JSON.stringify(numbers), JSON.stringify(known)],
  };
}

/** Who types a number means the case of that number. */
function weightOf(row: Row, terms: readonly Term[], numbers: readonly number[]): number {
  return numbers.includes(row.number) ? 1000 : readFor(row.subject, terms).weight;
}

function hitOf({ topic: _topic, tags: _tags, ...row }: Row, terms: readonly Term[]): ConversationHit {
  return { ...row, subject: markedText(row.subject, terms), customer: markedText(row.customer ?? '', terms) };
}

export function markedText(text: string, terms: readonly Term[]): Marked {
  return { text, marks: readFor(text, terms).marks };
}
