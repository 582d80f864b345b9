import type { MessagePart, MessageRow } from '#domain/conversation/message';
import type { ArticleRow } from '#domain/knowledge/article';
import type { CustomerRow } from '#domain/customer/customer';
import { indexed } from '#domain/search/words';
import type { Put, TableName } from '#domain/tables';
import type { Instant } from '#kernel/instant';
import { storedColumns, storedRow } from '../stored-row';

/** Everything that search looks through. `kind`: the place of its numbers in the index. A new source also needs its trigger and its line in `filling`. */
export const sources = {
  customers: { kind: 1 },
  identities: { kind: 2 },
  conversations: { kind: 3 },
  messages: { kind: 4 },
  articles: { kind: 5 },
} as const satisfies Partial<Record<TableName, { readonly kind: number }>>;

export type Source = keyof typeof sources;

export function isSource(table: TableName): table is Source {
  return table in sources;
}

/** What the index holds of a row. `who`: names; `facts`: words that no person types. */
type Told = { readonly at: Instant; readonly facts: string; readonly who: string; readonly title: string; readonly body: string };

/** What of a text is found by its words: whoever looks for more of a letter than this finds it by its beginning. */
export const longestIndexed = 20_000;

/** Null for a row that says nothing. */
function toldOf(put: Put): Told | null {
  if (put.table === 'customers') return customerTold(put.row);
  if (put.table === 'identities') return { at: 0, facts: '', who: '', title: indexed(put.row.value), body: '' };
  if (put.table === 'conversations') return { at: put.row.openedAt, facts: `${channelFact(put.row.kind)} ${customerFact(put.row.customer)}`, who: '', title: indexed(put.row.subject), body: '' };
  if (put.table === 'articles') return articleTold(put.row);
  return put.table === 'messages' ? messageTold(put.row) : null;
}

function articleTold({ updatedAt, title, sections, facts, tags, category }: ArticleRow): Told {
  const said = [...sections.flatMap(({ heading, text }) => [heading, text]), ...facts.map(({ text }) => text), ...tags, category ?? ''];
  return { at: updatedAt, facts: '', who: '', title: indexed(title), body: indexed(said.join('\n').slice(0, 2 * longestIndexed)) };
}

function customerTold({ since, name, company, city, facts }: CustomerRow): Told {
  const told = facts.flatMap(({ label, value }) => [label, value]);
  return { at: since, facts: '', who: '', title: indexed(name), body: indexed([company, city, ...told].filter((part) => part !== null).join('\n')) };
}

function messageTold({ at, part, text, attachments }: MessageRow): Told | null {
  if (part.kind === 'event' && text === '') return null;
  const files = attachments.map(({ name }) => name).join('\n');
  const facts = [part.kind, ...authorOf(part).map(authorFact), ...recipientsOf(part).map(addressFact), ...(attachments.length > 0 ? [fileFact] : [])];
  return { at, facts: facts.join(' '), who: part.kind === 'inbound' ? indexed(part.authorName) : '', title: indexed(files), body: indexed(text.slice(0, longestIndexed)) };
}

function authorOf(part: MessagePart): readonly string[] {
  return part.kind === 'event' ? [] : [part.author];
}

function recipientsOf(part: MessagePart): readonly string[] {
  if (part.kind === 'inbound') return [...(part.names?.to ?? []), ...(part.names?.cc ?? [])];
  return part.kind === 'outbound' ? [...(part.recipients?.to ?? []), ...(part.recipients?.cc ?? []), ...(part.recipients?.bcc ?? [])] : [];
}

export const fileFact = 'hasfile';
export const outboundFact = 'outbound';

/** A word of the index that says a whole id or address. */
function fact(name: string, value: string): string {
  return name + value.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

export function channelFact(kind: string): string {
  return fact('by', kind);
}

export function customerFact(customer: string): string {
  return fact('of', customer);
}

export function authorFact(author: string): string {
  return fact('from', author);
}

export function addressFact(address: string): string {
  return fact('to', address);
}

/** What only the conversation of a message knows of it. */
const sqlFacts: Readonly<Partial<Record<Source, string>>> = {
  messages: `|| coalesce((select ' by' || talk."kind" || ' of' || lower(replace(replace(talk."customer", '_', ''), '-', ''))
    from conversations as talk where talk."id" = known."conversation"), '')`,
};

/** A row as the cache stores it, then what the index holds of it. */
export function writtenRow(put: Put): unknown[] {
  const told = toldOf(put);
  const stored = storedRow(put);
  return told === null ? stored : [...stored, markOf([told.facts, told.who, told.title, told.body].join('\n')), told.at, told.facts, told.who, told.title, told.body];
}

/** Rows that were just written into the index, unless a newer one stands there. `sqlRows`: where they are, a JSON array of what `writtenRow` made. */
export function sqlIndex(table: Source, sqlRows: string): string {
  const columns = storedColumns(table);
  const cell = (place: number): string => `cell."value" ->> '$[${columns.length + place}]'`;
  const [sqlMark, sqlAt, sqlOwn, sqlWho, sqlTitle, sqlBody] = [0, 1, 2, 3, 4, 5].map(cell);
  const [sqlTable, sqlKind, sqlMore, sqlVersion] = [table, sources[table].kind, sqlFacts[table] ?? '', columns.indexOf('version')];
  return `insert into indexing ("id", "kind", "at", "mark", "facts", "who", "title", "body")
    select known."id", ${sqlKind}, ${sqlAt}, ${sqlMark}, ${sqlOwn} ${sqlMore}, ${sqlWho}, ${sqlTitle}, ${sqlBody}
    from jsonb_each(${sqlRows}) as cell join ${sqlTable} as known on known."id" = cell."value" ->> '$[0]'
    where ${sqlMark} is not null and known."version" = cell."value" ->> '$[${sqlVersion}]'
      and not exists (select 1 from searched where searched."id" = known."id" and searched."mark" = ${sqlMark})`;
}

/** 32 bits that tell whether a text was indexed already (FNV-1a). */
function markOf(text: string): number {
  let mark = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) mark = Math.imul(mark ^ text.charCodeAt(place), 0x01000193);
  return mark >>> 0;
}
