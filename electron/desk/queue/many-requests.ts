import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import type { RequestOutput } from '#contract/requests';
import { lineOf, type ChangeMany, type ManyAct } from '#domain/conversation/change-many';
import type { Intent } from '#domain/mutators';
import { id, type ConversationId, type MessageId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { beforeMany, Deeds, wayBack, type Before, type Deed } from './deeds';

type Left = { readonly conversation: ConversationId; readonly code: Failure };
type Done = RequestOutput<'cases.act'>;

/** Rows of one command that hands back: each names more, and a frame holds so many. */
const handedAtOnce = 200;

/**
 * The same done to many conversations, and taken back. With a road it is one command, and the server answers for each row. A
 * single one, and without a road everything that is optimistic, goes by the rule of each row through the outbox; who owns what
 * only the server decides.
 */
export function manyRequests(atWork: () => Place | null): Pick<Handlers, 'cases.act' | 'cases.undo'> {
  const deeds = new Deeds();
  return {
    'cases.act': async ({ act, conversations }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const before = await beforeMany(place, conversations);
      const lines = randomUUID();
      const alone = conversations.length === 1 || place.driver?.isLive !== true;
      const left = alone && isOptimistic(act) ? await oneByOne(place, before, (row) => intentOf(act, row)) : await together(place, { act, lines, rows: before.map(({ conversation, fence }) => ({ conversation, fence })) });
      if (!left.ok) return left;
      const kept = deeds.keep(place.me.id, { act, lines, rows: before.map((row, at) => ({ ...row, at })).filter(({ conversation }) => left.value.every((one) => one.conversation !== conversation)) });
      return done({ done: before.length - left.value.length, refused: [...left.value], undo: kept });
    },
    'cases.undo': async ({ undo }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const deed = deeds.take(place.me.id, undo);
      if (deed === null) return refused('row.changed');
      const left = isOptimistic(deed.act) ? await restore(place, deed) : await handBack(place, deed);
      return left.ok ? done({ done: deed.rows.length - left.value.length, refused: [...left.value], undo: null } satisfies Done) : left;
    },
  };
}

function isOptimistic({ do: what }: ManyAct): boolean {
  return what !== 'take' && what !== 'assign' && what !== 'return';
}

async function oneByOne<Row extends Before>(place: Place, rows: readonly Row[], intent: (row: Row) => Intent): Promise<Outcome<readonly Left[], Failure>> {
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

function intentOf(act: ManyAct, { conversation, fence }: Before): Intent {
  const event = newMessage();
  switch (act.do) {
    case 'resolve':
      return { name: 'case.resolve', args: { conversation, event, fence } };
    case 'spam':
      return { name: 'case.spam', args: { conversation, event, fence } };
    case 'snooze':
      return { name: 'case.snooze', args: { conversation, event, fence, until: act.until } };
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
      throw new Error(`${act.do} is not optimistic`);
  }
}

/** Each row as it was, unless somebody has changed it since. */
async function restore(place: Place, { act, rows }: Deed): Promise<Outcome<readonly Left[], Failure>> {
  const ways = rows.flatMap((row) => {
    const way = wayBack(act, row);
    return way === null ? [] : [{ ...row, way }];
  });
  return oneByOne(place, ways, ({ conversation, way }) => ({ name: 'case.restore', args: { ...way, conversation, event: newMessage() } }));
}

async function handBack(place: Place, { lines, rows }: Deed): Promise<Outcome<readonly Left[], Failure>> {
  const left: Left[] = [];
  for (let start = 0; start < rows.length; start += handedAtOnce) {
    const part = rows.slice(start, start + handedAtOnce).map(({ conversation, fence, owner, at }) => ({ conversation, fence: fence + 1, back: { to: owner, line: lineOf(lines, at) } }));
    const answer = await together(place, { act: { do: 'handBack' }, rows: part, lines: randomUUID() });
    if (!answer.ok) return answer;
    left.push(...answer.value);
  }
  return done(left);
}

function newMessage(): MessageId {
  return id('message', randomUUID());
}
