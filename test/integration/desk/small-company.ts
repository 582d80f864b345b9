import { join } from 'node:path';
import type { Topic } from '#desk/live/topic';
import { Copy } from '#desk/replica/copy';
import { Outbox } from '#desk/replica/outbox';
import { Picture } from '#desk/replica/picture';
import type { Actor } from '#domain/access/actor';
import { scopesOf } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import { id, type ConversationId, type PersonId } from '#kernel/id';
import { day, minute } from '#kernel/instant';
import type { Position } from '#sync/local-copy';

/** A company small enough to say everything about it, and big when a test asks for it. */
export const team = id('team', 'support');
export const anna: PersonId = id('person', 'anna');
export const actor: Actor = { person: anna, roles: ['agent'], teams: [team] };
/** The server's change number at which Anna's copy stands. */
export const standing = (cursor: number, epoch = 'first'): Position => ({ epoch, cursor, scopes: scopesOf({ person: anna, roles: ['agent'], teams: [team] }, id('client', 'annas')) });
export const begun = Date.UTC(2026, 0, 10, 9);

export const conversationOf = (number: number): ConversationId => id('conversation', `c${number}`);

export type CompanySize = { readonly conversations: number; readonly messagesEach: number };

/** Conversations in turn: Anna's, nobody's, a colleague's, finished. */
export function company({ conversations, messagesEach }: CompanySize): RowChange[] {
  const directory: RowChange[] = [
    { op: 'put', table: 'teams', row: { id: team, name: 'Support', version: 1 } },
    { op: 'put', table: 'people', row: { id: anna, name: 'Анна Орлова', roles: ['agent'], teams: [team], version: 1 } },
    { op: 'put', table: 'queues', row: { id: id('queue', 'main'), team, name: 'Main', version: 1, asksOutcome: false } },
    { op: 'put', table: 'channels', row: { id: id('channel', 'mail'), kind: 'email', name: 'Mail', address: 'help@shop.example', queue: id('queue', 'main'), version: 1 } },
  ];
  const numbers = Array.from({ length: conversations }, (_, number) => number);
  return [...directory, ...numbers.flatMap((number) => conversation(number, messagesEach))];
}

function conversation(number: number, messages: number): RowChange[] {
  const at = begun - number * minute;
  const customer = id('customer', `u${number % 200}`);
  const kind = number % 4;
  const assignee = kind === 0 ? anna : kind === 2 ? id('person', 'boris') : null;
  return [
    { op: 'put', table: 'customers', row: { id: customer, name: `Пётр Семёнов ${number % 200}`, company: null, city: 'Орёл', language: 'ru', since: begun - day, facts: [], version: 1, timezone: null, segments: [], changes: 0, mergedInto: null } },
    { op: 'put', table: 'identities', row: { id: id('identity', `i${number % 200}`), customer, kind: 'email', value: `u${number % 200}@mail.example`, version: 1, preferredAt: null } },
    {
      op: 'put',
      table: 'cases',
      row: {
        id: id('case', `k${number}`), number: 1000 + number, customer, team, topic: 'Заказ', owner: assignee, previous: null, openedAt: at, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 1,
        state: kind === 3 ? { status: 'resolved', at } : { status: 'open' },
      },
    },
    {
      op: 'put',
      table: 'conversations',
      row: {
        id: conversationOf(number), case: id('case', `k${number}`), customer, team, queue: id('queue', 'main'), channel: id('channel', 'mail'), kind: 'email',
        subject: `Где мой заказ №${number}?`, assignee, fence: 0, openedAt: at, lastMessageAt: at, preview: 'Жду ответа', previewFrom: 'customer', unread: 1,
        firstResponse: { state: 'running', dueAt: at + 120 * minute }, version: 1, answered: null, offer: null,
      },
    },
    ...Array.from({ length: messages }, (_, place): RowChange => ({
      op: 'put',
      table: 'messages',
      row: {
        id: id('message', `c${number}m${place}`), conversation: conversationOf(number), team, at: at + place, html: null, attachments: [], version: 1,
        part: { kind: 'inbound', author: customer, authorName: 'Пётр' }, text: `Строка ${place}: когда привезут?`,
      },
    })),
  ];
}

export type Kept = { readonly folder: string; readonly picture: Picture; readonly outbox: Outbox; readonly rebuilt: boolean; readonly seen: ReadonlySet<Topic>[] };

/** Opens the files of Anna's place in a folder, as the desk does. */
export async function openKept(folder: string): Promise<Kept> {
  const { outbox } = await Outbox.open(join(folder, 'outbox.db'));
  const opened = await Copy.open(join(folder, 'cache.db'), anna);
  const { copy } = opened;
  const seen: ReadonlySet<Topic>[] = [];
  const picture = new Picture(copy, outbox, { actor: () => actor, seen: (topics) => seen.push(topics) });
  const sound = await picture.open().then(
    () => picture.isSound(),
    () => false,
  );
  if (!sound) await picture.rebuild();
  return { folder, picture, outbox, rebuilt: opened.rebuilt || !sound, seen };
}

/** A place with the company in its copy, at the server's change number 10. */
export async function keptCompany(folder: string, size: CompanySize = { conversations: 4, messagesEach: 2 }): Promise<Kept> {
  const kept = await openKept(folder);
  await kept.picture.apply(company(size), standing(10));
  return kept;
}
