import type { Day } from '#domain/search/day';
import type { SearchQuery, Term } from '#domain/search/query';
import type { PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { searchable } from '#kernel/text';
import { z } from 'zod';
import type { Reader, Statement } from '../sqlite';
import type { Facts } from './match';
import { fromFacts, named, toFacts } from './people';
import { channelFact, customerFact, fileFact } from './sources';

/** Who asks, and when a day begins where they are. */
export type Asker = { readonly person: PersonId; readonly beginOf: (day: Day) => Instant };

/** A question with everything that its names mean in this copy. */
export type Asked = {
  readonly terms: readonly Term[];
  readonly query: SearchQuery;
  readonly span: { readonly from: Instant | null; readonly to: Instant | null };
  readonly messageFacts: Facts;
  /** Null where it asks for something that only messages have. */
  readonly conversationFacts: Facts | null;
  readonly condition: Statement;
  readonly isConditional: boolean;
};

export async function askedOf(db: Reader, query: SearchQuery, asker: Asker): Promise<Asked> {
  const { filters } = query;
  const from = await Promise.all(filters.from.map((name) => named(db, name, asker.person)));
  const to = await Promise.all(filters.to.map((name) => named(db, name, asker.person)));
  const channels = filters.channels.length === 0 ? [] : [filters.channels.map(channelFact)];
  const files = filters.hasFile ? [[fileFact]] : [];
  const isOfMessages = filters.hasFile || filters.to.length > 0;
  const condition = conditionOf(query, asker.person);
  return {
    terms: query.terms,
    query,
    span: { from: filters.after === null ? null : asker.beginOf(filters.after), to: filters.before === null ? null : asker.beginOf(filters.before) },
    messageFacts: filled([...from.map(fromFacts), ...to.flatMap(toFacts), ...channels, ...files]),
    conversationFacts: isOfMessages ? null : filled([...from.map(({ customers }) => customers.map(customerFact)), ...channels]),
    condition,
    isConditional: condition.sql !== 'true' || filters.tags.length > 0,
  };
}

/** A name that means nobody finds nothing. */
function filled(groups: Facts): Facts {
  return groups.map((group) => (group.length === 0 ? ['nobody'] : group));
}

/** What may change from minute to minute is asked of the rows: of conversations as `talk`. */
function conditionOf({ filters }: SearchQuery, person: PersonId): Statement {
  const status = (name: string): string => `exists (select 1 from cases as asked where asked."id" = talk."case" and asked."state" ->> '$.status' = '${name}')`;
  const sqlOf = { open: 'talk."finished" = 0', closed: 'talk."finished" = 1', waiting: status('waiting'), snoozed: status('snoozed'), mine: 'talk."assignee" = ?' } as const;
  const parts = filters.is.map((is) => sqlOf[is]);
  const persons = filters.is.filter((is) => is === 'mine').map(() => person);
  const sqlCase = filters.cases.length === 0 ? [] : ['talk."case" in (select "id" from cases where "number" in (select "value" from json_each(?)))'];
  const bindings = filters.cases.length === 0 ? persons : [...persons, JSON.stringify(filters.cases)];
  return { sql: ['true', ...parts, ...sqlCase].join(' and '), bindings };
}

const tagList = z.array(z.string());

/** A case's topic counts as one of its tags. */
export function isTagged({ topic, tags }: { readonly topic: string | null; readonly tags: string | null }, asked: readonly string[]): boolean {
  if (asked.length === 0) return true;
  const carried = new Set([...tagList.parse(JSON.parse(tags ?? '[]')), searchable(topic ?? '')]);
  return asked.every((tag) => carried.has(tag));
}
