import type { WatchOutput } from '#contract/requests';
import { isHeld } from '#db/cache/held';
import { readByIds } from '#db/cache/read-rows';
import type { Reader } from '#db/cache/sqlite';
import { linesOf, plainText } from '#domain/channel/rich-text';
import { conversationOf, type Intent } from '#domain/mutators';
import { done, refused } from '#kernel/outcome';
import type { Pending } from '#sync/perform';
import { onDisk } from '../disk-failure';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Handlers, Watchers } from '../verbs';

type Waiting = WatchOutput<'waitingWork'>[number];

/** Nobody reads more, and what left makes room for the rest. */
const mostShown = 200;
const lineLength = 160;

export function waitingRequests(atWork: () => Place | null): Pick<Handlers, 'waiting.giveUp'> {
  return {
    'waiting.giveUp': async ({ id, comesBack }) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const isBack = await onDisk(() => place.giveUp(id, comesBack));
      if (!isBack.ok) return isBack;
      return isBack.value ? done(null) : refused('message.left');
    },
  };
}

export function waitingWatches(atWork: () => Place | null): Pick<Watchers, 'waitingWork'> {
  return {
    waitingWork: {
      topics: new Set<Topic>(['outbox', 'drafts', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return [];
        const waiting = place.outbox.pending.slice(0, mostShown);
        return place.picture.read(async (db) => named(db, waiting));
      },
    },
  };
}

async function named(db: Reader, waiting: readonly Pending[]): Promise<Waiting[]> {
  const conversations = await readByIds(db, 'conversations', waiting.flatMap(({ intent }) => conversationOf(intent) ?? []));
  const customers = await readByIds(db, 'customers', conversations.map(({ customer }) => customer));
  return waiting.map((one) => {
    const conversation = conversationOf(one.intent);
    const customer = conversations.find(({ id }) => id === conversation)?.customer;
    const customerName = customers.find(({ id }) => id === customer)?.name ?? null;
    return { id: one.id, at: one.at, about: one.intent.name, conversation, customerName, line: lineOf(one.intent), isHere: isHeld(one) };
  });
}

/** Its first words; the marks of a mail are none. */
function lineOf({ name, args }: Intent): string | null {
  if (!('text' in args)) return null;
  const isRich = name === 'message.send' && args.rich === true;
  return (isRich ? plainText(linesOf(args.text)) : args.text).trim().split('\n', 1)[0]?.slice(0, lineLength) ?? null;
}
