import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import { isUsual, usualMail, type DraftMail } from '#contract/draft-mail';
import type { DraftAct } from '#contract/sent-with';
import { addReturned, type ReturnedText } from '#db/cache/draft';
import { addDraftFile, type DraftFile } from '#db/cache/draft-files';
import { addNotice, type Notice } from '#db/cache/notice';
import { readRefusals } from '#db/cache/refusal';
import type { Reader, Writer } from '#db/cache/sqlite';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import { conversationOf, type Intent } from '#domain/mutators';
import type { ClientId, CustomerId } from '#kernel/id';
import { unreachable } from '#kernel/unreachable';
import type { Pending } from '#sync/perform';

/** What the person has to hear of refused mutations, and what they would have lost: texts, and files. */
export type Returned = { readonly notices: readonly (Notice & { readonly customer?: CustomerId })[]; readonly texts: readonly ReturnedText[]; readonly files: readonly DraftFile[] };

export type Refused = Returned & {
  /** The server has forgotten their files, or never had them: they leave again when it has. */
  readonly again: readonly Pending[];
};

/** Those that the server refused among the mutations that it settled. */
export async function refusedOf(db: Reader, client: ClientId, settled: readonly Pending[]): Promise<Refused> {
  const refusals = await readRefusals(db, client, settled.map(({ id }) => id));
  const refused = refusals.flatMap((refusal) => {
    const pending = settled.find(({ id }) => id === refusal.mutation);
    return pending === undefined ? [] : [{ refusal, pending }];
  });
  const isAgain = ({ refusal, pending }: (typeof refused)[number]): boolean => refusal.code === 'attachment.absent' && filesOf(pending.intent).length > 0;
  const over = refused.filter((one) => !isAgain(one)).map(({ refusal, pending }) => returned(pending.intent, { id: refusal.id, code: refusal.code }));
  return {
    notices: over.flatMap(({ notices }) => notices),
    texts: over.flatMap(({ texts }) => texts),
    files: over.flatMap(({ files }) => files),
    again: refused.filter(isAgain).map(({ pending }) => pending),
  };
}

/** What was written and attached comes back to the composer, and the person hears why. */
export function returned(intent: Intent, why: { readonly id: string; readonly code: Failure }): Returned {
  const { name, args } = intent;
  const conversation = conversationOf(intent);
  const notice = { id: why.id, at: Date.now(), code: why.code, about: name, conversation, text: why.code === 'access.denied' ? null : wordsOf(intent), ...('customer' in args ? { customer: args.customer } : {}) };
  const mode = modeOf(name, why.code);
  const texts: readonly ReturnedText[] = mode === null || conversation === null || !('text' in args) ? [] : [{ id: why.id, conversation, mode, text: args.text, mail: mailOf(intent), ...seenBy(intent) }];
  return { notices: [notice], texts: texts.filter(({ text, mail }) => text !== '' || mail !== null), files: conversation === null ? [] : filesOf(intent).map((file) => ({ conversation, file })) };
}

/** What a person takes back: its words and files, and no word of regret. */
export function takenBack(intents: readonly Pending[]): Returned {
  const all = intents.map(({ intent }) => returned(intent, { id: `back.${randomUUID()}`, code: 'mutation.failed' }));
  const along = intents.flatMap(({ intent }) => actOf(intent));
  const texts = all.flatMap((one) => one.texts).map((text) => (along.length === 0 || text.mode !== 'reply' ? text : { ...text, mail: { ...(text.mail ?? usualMail), along } }));
  return { notices: [], texts, files: all.flatMap(({ files }) => files) };
}

/** What could not leave comes back with everything that was done in the same act, and the person hears why. */
export function cameBack(given: readonly Pending[], { intent }: Pending, why: { readonly id: string; readonly code: Failure }): Returned {
  return { ...takenBack(given), notices: returned(intent, why).notices };
}

/** What was to be done with an answer, as its draft says it. */
function actOf({ name, args }: Intent): readonly DraftAct[] {
  if (name === 'case.resolve') return [{ do: 'resolve' }];
  if (name === 'case.wait') return [{ do: 'wait' }];
  if (name === 'case.snooze') return [{ do: 'snooze', until: args.until }];
  if (name === 'case.tag') return args.add.map((tag) => ({ do: 'tag', tag }));
  return name === 'case.priority' ? [{ do: 'priority', to: args.to }] : [];
}

/** What a person gives up for good. */
export const nothingBack: Returned = { notices: [], texts: [], files: [] };

/** The newest answer that the writer knew of; unknown where they wrote behind one of their own that was refused too. */
function seenBy({ name, args }: Intent): Pick<ReturnedText, 'seen'> {
  if (name !== 'message.send' || args.seen === undefined) return {};
  return { seen: args.seen.at(-1) ?? null };
}

/** How a mail was to go; null for none, and for one that was to go as mails usually do. */
function mailOf({ name, args }: Intent): DraftMail | null {
  if (name !== 'message.send') return null;
  const { recipients = null, forwards = null, quotes } = args;
  // One that names nobody and quotes nothing may be a line of a chat, which never does.
  const mail: DraftMail = { recipients, forwards, quotes: quotes !== undefined || recipients === null };
  return isUsual(mail) ? null : mail;
}

/** What was written on a customer's card, or down as an outcome: no composer is there to take it back. */
function wordsOf({ name, args }: Intent): string | null {
  if (name === 'case.resolve') return Object.values(args.outcome?.values ?? {}).join('; ') || null;
  if (name === 'customerNote.add') return args.text;
  if (name === 'consent.record') return args.reason;
  return name === 'customer.edit' ? args.value : null;
}

/** Where the text of a refused intent comes back to; null: nowhere. What was said as a supervisor does not outlive the right to say it. */
function modeOf(name: Intent['name'], code: Failure): ReturnedText['mode'] | null {
  switch (name) {
    case 'message.send':
      return 'reply';
    case 'note.add':
      return 'note';
    case 'remark.add':
      return code === 'access.denied' ? null : 'remark';
    case 'remark.remove':
    case 'case.resolve':
    case 'case.reopen':
    case 'case.spam':
    case 'case.snooze':
    case 'case.wake':
    case 'case.wait':
    case 'case.priority':
    case 'case.tag':
    case 'case.restore':
    case 'conversation.read':
    case 'case.link':
    case 'customer.edit':
    case 'identity.add':
    case 'identity.remove':
    case 'identity.prefer':
    case 'consent.record':
    case 'customerNote.add':
    case 'customerNote.pin':
    case 'customerNote.remove':
    case 'state.set':
    case 'state.next':
    case 'article.vote':
    case 'filter.save':
    case 'filter.remove':
    case 'filter.move':
      return null;
    default:
      return unreachable(name);
  }
}

/** In the transaction that forgets the intent. */
export async function giveBack(tx: Writer, { notices, texts, files }: Returned): Promise<void> {
  for (const notice of notices) await addNotice(tx, notice, notice.customer);
  for (const text of texts) await addReturned(tx, text, Date.now());
  for (const file of files) await addDraftFile(tx, file);
}

/** The files that leave with an intent. */
export function filesOf(intent: Intent): readonly OutgoingFile[] {
  return intent.name === 'message.send' ? (intent.args.attachments ?? []) : [];
}
