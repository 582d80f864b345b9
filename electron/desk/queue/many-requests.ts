import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import type { RequestOutput } from '#contract/requests';
import { limits } from '#contract/limits';
import { readByIds } from '#db/cache/read-rows';
import { lineOf, type ChangeMany, type ManyAct, type ManyRow } from '#domain/conversation/change-many';
import type { WayBack } from '#domain/conversation/restore-case';
import { conversationOf, type Intent } from '#domain/mutators';
import { id, type ConversationId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { beforeMany, Deeds, wayBack, type Deed, type DoneRow } from './deeds';

type Left = { readonly conversation: ConversationId; readonly code: Failure };
type Done = RequestOutput<'cases.act'>;

/** Bytes of the rows of one command; the frame around them has the rest. */
const pageBytes = limits.clientFrame - 4 * 1024;

/**
 * The same done to many conversations, and taken back. With a road it is a command, in pages where the rows say more than a frame
 * holds, and the server answers for each row. A single one, and without a road everything that is optimistic, goes by the rule of
 * each row through the outbox; who owns what only the server decides.
 */
export function manyRequests(atWork: () => Place | null): Pick<Handlers, 'cases.act' | 'cases.undo'> {
  const deeds = new Deeds();
  return {
    'cases.act': async ({ act, conversations }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const lines = randomUUID();
      const before = (await beforeMany(place, conversations)).map((row, at) => ({ ...row, line: lineOf(lines, at) }));
      const alone = conversations.length === 1 || place.driver?.isLive !== true;
      const left = alone && isOptimistic(act) ? await oneByOne(place, before, (row) => intentOf(act, row)) : await together(place, { act, lines, rows: before.map(({ conversation, fence, case: { heard } }) => ({ conversation, fence, heard })) });
      if (!left.ok) return left;
      const kept = deeds.keep(place.me.id, { act, rows: before.filter(({ conversation }) => left.value.every((one) => one.conversation !== conversation)) });
      return done({ done: before.length - left.value.length, refused: await named(place, left.value), undo: kept });
    },
    'cases.undo': async ({ undo }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      return deeds.takeBack({ by: place.me.id, undo }, async (deed) => {
        const left = isOptimistic(deed.act) ? await restore(place, deed) : await handBack(place, deed);
        return left.ok ? done({ done: deed.rows.length - left.value.length, refused: await named(place, left.value), undo: null } satisfies Done) : left;
      });
    },
  };
}

async function named({ picture }: Place, left: readonly Left[]): Promise<Done['refused']> {
  if (left.length === 0) return [];
  return picture.read(async (db) => {
    const conversations = new Map((await readByIds(db, 'conversations', left.map(({ conversation }) => conversation))).map((row) => [row.id, row.customer]));
    const customers = new Map((await readByIds(db, 'customers', [...new Set(conversations.values())])).map((row) => [row.id, row.name]));
    return left.map(({ conversation, code }) => {
      const customer = conversations.get(conversation);
      return { conversation, code, who: (customer && customers.get(customer)) ?? null };
    });
  });
}

function isOptimistic({ do: what }: ManyAct): boolean {
  return what !== 'take' && what !== 'assign' && what !== 'return';
}

async function oneByOne<Row extends DoneRow>(place: Place, rows: readonly Row[], intent: (row: Row) => Intent): Promise<Outcome<readonly Left[], Failure>> {
  const left: Left[] = [];
  for (const row of rows) {
    const outcome = await place.mutate(intent(row));
    if (!outcome.ok) left.push({ conversation: row.conversation, code: outcome.code });
  }
  return done(left);
}

async function together(place: Place, args: ChangeMany): Promise<Outcome<readonly Left[], Failure>> {
  return args.rows.length === 0 ? done([]) : place.command({ name: 'cases.change', args });
}

function intentOf(act: ManyAct, { conversation, fence, case: { heard }, line: event }: DoneRow): Intent {
  switch (act.do) {
    case 'resolve':
      return { name: 'case.resolve', args: { conversation, event, fence, heard } };
    case 'spam':
      return { name: 'case.spam', args: { conversation, event, fence, heard } };
    case 'snooze':
      return { name: 'case.snooze', args: { conversation, event, fence, heard, until: act.until } };
    case 'wake':
      return { name: 'case.wake', args: { conversation, event, fence } };
    case 'priority':
      return { name: 'case.priority', args: { conversation, event, to: act.to } };
    case 'tag':
      return { name: 'case.tag', args: { conversation, event, add: act.add, remove: act.remove } };
    case 'take':
    case 'assign':
    case 'return':
    case 'handBack':
    case 'restore':
      throw new Error(`${act.do} is not optimistic`);
  }
}

/** Each row as it was, unless somebody has changed it since. */
async function restore(place: Place, { act, rows }: Deed): Promise<Outcome<readonly Left[], Failure>> {
  const { alone, together: many } = split(place, waysBack(act, rows));
  const left = await inPages(place, 'restore', many.map(({ conversation, fence, line, way }) => ({ conversation, fence, restore: { ...way, line } })));
  if (!left.ok) return left;
  const others = await oneByOne(place, alone, ({ conversation, fence, way }) => ({ name: 'case.restore', args: { ...way, conversation, fence, event: id('message', randomUUID()) } }));
  return others.ok ? done([...left.value, ...others.value]) : others;
}

/** A case comes back once, whichever of its conversations were named. */
function waysBack(act: ManyAct, rows: readonly DoneRow[]): readonly (DoneRow & { readonly way: WayBack })[] {
  const cases = new Set<string>();
  return rows.flatMap((row) => {
    const way = cases.has(row.case.id) ? null : wayBack(act, row);
    cases.add(row.case.id);
    return way === null ? [] : [{ ...row, way }];
  });
}

/** What comes back by a command, and what by the outbox: a command would overtake what of a conversation has not left yet. */
function split<Row extends DoneRow>({ outbox, driver }: Place, rows: readonly Row[]): { readonly together: readonly Row[]; readonly alone: readonly Row[] } {
  if (rows.length === 1 || driver?.isLive !== true) return { together: [], alone: rows };
  const waiting = new Set(outbox.pending.map(({ intent }) => conversationOf(intent)));
  return { together: rows.filter(({ conversation }) => !waiting.has(conversation)), alone: rows.filter(({ conversation }) => waiting.has(conversation)) };
}

function handBack(place: Place, { rows }: Deed): Promise<Outcome<readonly Left[], Failure>> {
  return inPages(place, 'handBack', rows.map(({ conversation, fence, owner, line }) => ({ conversation, fence: fence + 1, back: { to: owner, line } })));
}

/** Nothing was done where the first page does not arrive; of a later one its rows are told of, and of those after it. */
async function inPages(place: Place, what: 'handBack' | 'restore', rows: readonly ManyRow[]): Promise<Outcome<readonly Left[], Failure>> {
  const left: Left[] = [];
  const pages = pagesOf(rows);
  for (const [at, page] of pages.entries()) {
    const answer = await together(place, { act: { do: what }, rows: page, lines: randomUUID() });
    if (answer.ok) left.push(...answer.value);
    else if (at === 0) return answer;
    else return done([...left, ...pages.slice(at).flat().map(({ conversation }) => ({ conversation, code: answer.code }))]);
  }
  return done(left);
}

function pagesOf(rows: readonly ManyRow[]): readonly (readonly ManyRow[])[] {
  const pages: ManyRow[][] = [];
  let room = 0;
  for (const row of rows) {
    const bytes = Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > room) {
      pages.push([]);
      room = pageBytes;
    }
    pages.at(-1)?.push(row);
    room -= bytes;
  }
  return pages;
}
