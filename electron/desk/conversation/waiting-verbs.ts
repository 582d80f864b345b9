import type { Failure } from '#contract/failures';
import type { WatchOutput } from '#contract/requests';
import type { NewMail } from '#db/cache/new-mail';
import { isHeld } from '#db/cache/held';
import { readByIds } from '#db/cache/read-rows';
import type { Reader } from '#db/cache/sqlite';
import { linesOf, plainText } from '#domain/channel/rich-text';
import { conversationOf, type Intent } from '#domain/mutators';
import type { ConversationId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
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
      if (typeof id === 'string') return giveMailUp(place, id, comesBack);
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
        const mails = place.newMails.leaving.slice(0, mostShown - waiting.length).map((mail) => mailShown(mail, place.uploads.mails.reason(mail.id)));
        return [...(await place.picture.read(async (db) => named(db, waiting))), ...mails];
      },
    },
  };
}

/** A new mail that is given up for good takes its files with it; else it is written on in its window. Of one that the server may have, and does not answer for, it is asked first. */
export async function giveMailUp(place: Place, id: ConversationId, comesBack: boolean): Promise<Outcome<null, Failure>> {
  const isAsked = place.newMails.leaving.some((mail) => mail.id === id && mail.asked);
  if (isAsked && place.uploads.mails.reason(id) !== null) return withdraw(place, id, comesBack);
  const isBack = await onDisk(() => (comesBack ? place.newMails.takeBack(id) : place.newMails.remove(id)));
  if (isBack.ok && isBack.value && !comesBack) await place.outbox.forgetTexts([id]);
  place.draftsChanged();
  if (!isBack.ok) return isBack;
  return isBack.value ? done(null) : refused('message.left');
}

async function withdraw(place: Place, id: ConversationId, comesBack: boolean): Promise<Outcome<null, Failure>> {
  const back = await onDisk(() => place.uploads.mails.withdraw(id, comesBack));
  if (back.ok && back.value.ok && !comesBack) await place.outbox.forgetTexts([id]);
  place.draftsChanged();
  return back.ok ? back.value : back;
}

/** It is about nobody's conversation: whom it goes to says what it is. */
function mailShown({ id, at, recipients: { to }, subject, asked }: NewMail, reason: Failure | null): Waiting {
  return { id, at, about: 'mail.begin', conversation: null, customerName: to[0] ?? null, line: subject, isHere: !asked, reason };
}

async function named(db: Reader, waiting: readonly Pending[]): Promise<Waiting[]> {
  const conversations = await readByIds(db, 'conversations', waiting.flatMap(({ intent }) => conversationOf(intent) ?? []));
  const customers = await readByIds(db, 'customers', conversations.map(({ customer }) => customer));
  return waiting.map((one) => {
    const conversation = conversationOf(one.intent);
    const customer = conversations.find(({ id }) => id === conversation)?.customer;
    const customerName = customers.find(({ id }) => id === customer)?.name ?? null;
    return { id: one.id, at: one.at, about: one.intent.name, conversation, customerName, line: lineOf(one.intent), isHere: isHeld(one), reason: null };
  });
}

/** Its first words; the marks of a mail are none. */
function lineOf({ name, args }: Intent): string | null {
  if (!('text' in args)) return null;
  const isRich = name === 'message.send' && args.rich === true;
  return (isRich ? plainText(linesOf(args.text)) : args.text).trim().split('\n', 1)[0]?.slice(0, lineLength) ?? null;
}
