import { mostAtOnce } from '#domain/conversation/change-many';
import { ownAppearance } from './appearance';
import { customerRequests, shownCustomer } from './customer-requests';
import { priorities } from '#domain/conversation/priority';
import { z } from 'zod';
import { accessRequests } from './access-requests';
import { attentionRequests, attentionWatches } from './attention';
import { conversationWatches, type shownMessage } from './conversation-watches';
import { administrationRequests } from './administration-requests';
import { failure } from './failures';
import { manyAct, outcomeSaid, typedTags, workName } from './intents';
import { channelId, conversationId, customerId, messageId, personId, queueId } from './ids';
import { limits } from './limits';
import { chosenSorts, listQuestion } from './list';
import { mailPicture, namedPicture } from './mail-picture';
import { keptMails, newMailRequests } from './new-mail';
import { offerRequests, offerWatches } from './offers';
import { rows, savedFilter } from './rows';
import { knowledgeRequests, knowledgeWatches } from './knowledge-requests';
import { remarkRequests, remarkWatches } from './remark-requests';
import { searchRequests } from './search';
import { me } from './session';
import { mailFrame, mailFrameList } from './mail-frame';
import { queueMailboxList } from './queue-mailbox';
import { absence, absenceList, absenceSet } from './absence';
import { senderNamed } from './blocked-sender';
import { idleAfter, shiftRequests, shiftWatches } from './shift';
import { writingRequests } from './writing-requests';
import { signature, signatureList } from './signature';
import { suggestionList, suggestionRequests } from './suggestion';
import { timelinePage, timelineQuestion } from './timeline';
import { templateChoice, templateList, templatesOf } from './template';

/**
 * Window ⇄ desk: everything that the window can ask for. Main parses inputs at the wall with these schemas; a forgotten
 * handler does not compile. The desk makes ids of new rows, so that the window needs no dice.
 *
 * `requests` answer once with an Outcome. `watches` answer at once and again whenever what they show has changed.
 */
const nothing = z.strictObject({});
/** For how many seconds an answer may be taken back. */
const undoSend = z.int().min(0).max(30);
/** `who`: the customer of what was left, as this copy knows them. */
const leftRow = z.strictObject({ conversation: conversationId, code: failure, who: z.string().nullable() });
const manyDone = z.strictObject({ done: z.int(), refused: z.array(leftRow), undo: z.uuid().nullable() });
/** Minutes without a person after which the place is locked; null: never. */
const lockAfter = z.union([z.literal(5), z.literal(15), z.literal(60), z.null()]);

/** Of a mutation its number, of a new mail its name. */
const waitingId = z.union([z.int(), conversationId]);

export const requests = {
  ...accessRequests,
  ...administrationRequests,
  ...suggestionRequests,
  ...writingRequests,
  ...searchRequests,
  /** What stands below the person's own mails; see contract/signature. */
  'signatures.list': { input: nothing, output: signatureList },
  'signatures.save': { input: signature, output: z.null() },
  /** Blocks who wrote the newest mail of a conversation, and takes that back; see contract/blocked-sender. */
  'sender.block': { input: z.strictObject({ conversation: conversationId }), output: senderNamed },
  'sender.unblock': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  /** From which mailbox each queue writes; see contract/queue-mailbox. */
  'queueMailboxes.list': { input: nothing, output: queueMailboxList },
  /** What stands around the mails of a mailbox; see contract/mail-frame. */
  'frames.list': { input: z.strictObject({ channel: channelId }), output: mailFrameList },
  'frames.save': { input: mailFrame.extend({ channel: channelId }), output: z.null() },
  /** When colleagues are away, and the person; see contract/absence. */
  'absences.list': { input: nothing, output: absenceList },
  'absence.read': { input: nothing, output: absence.nullable() },
  'absence.save': { input: absenceSet, output: z.null() },
  /** Mails to somebody who did not ask; see contract/new-mail. */
  ...newMailRequests,
  /** Answers with approved words where free ones are not taken any more; see contract/template. */
  'templates.list': { input: templatesOf, output: templateList },
  'template.send': { input: templateChoice, output: z.null() },
  /** A picture that a mail leaves in the network; see contract/mail-picture. */
  'mail.picture': { input: namedPicture.extend({ message: messageId }), output: mailPicture },
  ...shiftRequests,
  ...attentionRequests,
  /** Where the queue asks for an outcome, without one it is refused; see domain/queue/disposition. */
  'case.resolve': { input: z.strictObject({ conversation: conversationId, outcome: outcomeSaid.optional() }), output: z.null() },
  /** Opening the case again takes it back. */
  'case.spam': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  'case.snooze': { input: z.strictObject({ conversation: conversationId, until: z.int().nonnegative() }), output: z.null() },
  'case.wake': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  'case.wait': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  'case.priority': { input: z.strictObject({ conversation: conversationId, to: z.enum(priorities) }), output: z.null() },
  'case.tag': { input: z.strictObject({ conversation: conversationId, add: typedTags, remove: typedTags }), output: z.null() },
  /** The same to many conversations; `refused` are those that the rules did not let, `undo` names what can be taken back. */
  'cases.act': { input: z.strictObject({ act: manyAct, conversations: z.array(conversationId).min(1).max(mostAtOnce) }), output: manyDone },
  /** Takes back what was done, row by row; whatever somebody has changed since stays as it is. */
  'cases.undo': { input: z.strictObject({ undo: z.uuid() }), output: manyDone },
  'filter.save': { input: savedFilter.omit({ id: true }).extend({ id: z.uuid().nullable() }), output: z.strictObject({ id: z.uuid() }) },
  'filter.remove': { input: z.strictObject({ filter: z.uuid() }), output: z.null() },
  'filter.move': { input: z.strictObject({ filter: z.uuid(), to: z.int().nonnegative() }), output: z.null() },
  'case.reopen': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  ...remarkRequests,
  ...offerRequests,
  'conversation.take': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  'conversation.assign': { input: z.strictObject({ conversation: conversationId, to: personId.nullable() }), output: z.null() },
  /** Moves the case to a queue of any team; `reason` is told to the colleagues there. */
  'conversation.transfer': {
    input: z.strictObject({ conversation: conversationId, to: queueId, reason: z.string().max(limits.line).nullable() }),
    output: z.null(),
  },
  /** An answer that may have arrived leaves again, or is left at that. */
  'delivery.decide': { input: z.strictObject({ conversation: conversationId, message: messageId, again: z.boolean() }), output: z.null() },
  /** The person looks at a conversation: the audit log hears of it, now or when the road is open. */
  'conversation.opened': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  'conversation.read': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  /** `quiet`: the customer is not to see it. */
  'conversation.typing': { input: z.strictObject({ conversation: conversationId, quiet: z.boolean().optional() }), output: z.null() },
  /** Fetches what this copy lacks of a conversation: all of it, or a page of messages before the oldest that is here. */
  'conversation.fetch': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  ...customerRequests,
  ...knowledgeRequests,
  /** Gives up what waits and has not left, with what was done in the same act: its words come back to the composer, or go for good. */
  'waiting.giveUp': { input: z.strictObject({ id: waitingId, comesBack: z.boolean() }), output: z.null() },
  'notice.dismiss': { input: z.strictObject({ id: z.string().max(200) }), output: z.null() },
  /** Opens a link from a message in the system's browser; http, https and mailto only. */
  'link.open': { input: z.strictObject({ url: z.string().max(2000) }), output: z.null() },
  'preferences.save': {
    input: z.strictObject({ language: z.enum(['ru', 'en']).optional(), ...ownAppearance.partial().shape, lockAfter: lockAfter.optional(), idleAfter: idleAfter.optional(), undoSend: undoSend.optional(), suggestions: z.boolean().optional(), /** The person has seen the look around the desk. */ toured: z.literal(true).optional(), /** Added to those chosen before. */ sorts: chosenSorts.optional() }),
    output: z.null(),
  },
} as const;

const listRow = z.strictObject({
  conversation: rows.conversations,
  case: rows.cases,
  customerName: z.string(),
  draft: z.string().nullable(),
  /** Milliseconds since 1970 (server clock) until which the customer is typing, or null. */
  typingUntil: z.number().nullable(),
});

/** What keeps a desk from opening, and may pass: the disk, or another process that works in the same folder. */
const startWait = z.enum(['disk.full', 'disk.failed', 'desk.elsewhere']);

export type StartWait = z.infer<typeof startWait>;

export const watches = {
  session: {
    input: nothing,
    /** `signedIn: false` shows the sign-in form. */
    output: z.discriminatedUnion('state', [
      z.strictObject({
        state: z.literal('starting'),
        /** What it waits for, and goes on by itself without. */
        waits: startWait.nullable(),
        /** Whose place is being opened; null: nobody's yet. */
        name: z.string().nullable(),
      }),
      z.strictObject({
        state: z.literal('signedOut'),
        failure: failure.nullable(),
        /** Whose work has not left this computer yet, and how much of it. */
        left: z.array(z.strictObject({ name: z.string(), waiting: z.int() })),
      }),
      z.strictObject({
        state: z.literal('locked'),
        name: z.string(),
        /** What opens it here; null: only a new sign-in. */
        by: z.enum(['password', 'pin']).nullable(),
        /** Local time until which no try is taken, or null. */
        pausedUntil: z.number().nullable(),
        waiting: z.int(),
      }),
      z.strictObject({ state: z.literal('signedIn'), me, /** What opens their place when it is locked. */ by: z.enum(['password', 'pin']).nullable() }),
    ]),
  },
  preferences: { input: nothing, output: z.strictObject({ language: z.enum(['ru', 'en']), ...ownAppearance.shape, lockAfter, idleAfter, undoSend, suggestions: z.boolean(), toured: z.boolean(), sorts: chosenSorts }) },
  /** What may be answered to the customer's last words; null: nothing is known well enough, or the person wants none. */
  suggestions: { input: z.strictObject({ conversation: conversationId }), output: suggestionList.nullable() },
  connection: {
    input: nothing,
    output: z.strictObject({
      state: z.enum(['connecting', 'loading', 'online', 'offline']),
      /** Local time at which the connection was lost. */
      since: z.number().nullable(),
      /** Mutations that have not been committed by the server. */
      waiting: z.int(),
      /** Add to the local clock to get the server's. */
      clockOffset: z.number(),
      /** False after a restart or a clock jump without the server: countdowns show ≈. */
      clockTrusted: z.boolean(),
      /** Loading progress of the first copy, rows so far; null when not loading. */
      loaded: z.int().nullable(),
    }),
  },
  /** What the server has not confirmed, in the order in which it was done; the first of more. */
  waitingWork: {
    input: nothing,
    output: z.array(
      z.strictObject({
        id: waitingId,
        at: z.number(),
        about: workName,
        conversation: conversationId.nullable(),
        customerName: z.string().nullable(),
        /** Its first line, or null for what has no words. */
        line: z.string().nullable(),
        /** It has surely not left this computer. */
        isHere: z.boolean(),
        /** Why it is still here after several tries; it may be taken back by asking the server first. */
        reason: failure.nullable(),
      }),
    ),
  },
  /** New mails that are being written; see contract/new-mail. */
  newMails: { input: nothing, output: keptMails },
  /** Everyone and everything that rows refer to by id: small, held by the window as a whole. */
  directory: {
    input: nothing,
    output: z.strictObject({
      people: z.array(rows.people),
      teams: z.array(rows.teams),
      queues: z.array(rows.queues),
      channels: z.array(rows.channels),
      dispositions: z.array(rows.dispositions),
    }),
  },
  list: {
    input: listQuestion,
    output: z.strictObject({ rows: z.array(listRow), more: z.boolean() }),
  },
  ...shiftWatches,
  ...attentionWatches,
  ...offerWatches,
  /** The person's filters in their order; `count` up to `countedAtMost`, 0 of the finished. */
  filters: { input: nothing, output: z.array(z.strictObject({ filter: savedFilter, count: z.int() })) },
  counts: {
    input: nothing,
    output: z.strictObject({ mine: z.int(), mineUnread: z.int(), waiting: z.int(), snoozed: z.int(), offered: z.int(), queue: z.int(), all: z.int() }),
  },
  ...conversationWatches,
  ...remarkWatches,
  customer: {
    input: z.strictObject({ customer: customerId }),
    output: shownCustomer.nullable(),
  },
  /** The newest of what happened with a customer; what is older is asked for a page at a time (`customer.timeline`). */
  timeline: { input: timelineQuestion.omit({ before: true }), output: timelinePage },
  /** Cases that belong together with the one of a conversation, as far as they are on this computer; `merged`: put into it, with one of the conversations that they brought. */
  together: {
    input: z.strictObject({ conversation: conversationId }),
    output: z.strictObject({ related: z.array(z.strictObject({ case: rows.cases, conversation: conversationId.nullable() })), merged: z.array(z.strictObject({ case: rows.cases, conversation: conversationId })) }),
  },
  ...knowledgeWatches,
  /** What the person has to be told: refused mutations, a rebuilt cache, a full disk. Newest last. */
  notices: {
    input: nothing,
    output: z.array(z.strictObject({ id: z.string(), at: z.number(), code: failure, about: workName.nullable(), conversation: conversationId.nullable(), text: z.string().nullable(), /** Whose conversation it is. */ customerName: z.string().nullable() })),
  },
} as const;

export type RequestName = keyof typeof requests;
/** Requests that the desk answers; main answers the others. */
export type DeskRequestName = Exclude<RequestName, 'attachment.choose'>;
export type WatchName = keyof typeof watches;
export type RequestInput<Name extends RequestName> = z.infer<(typeof requests)[Name]['input']>;
export type RequestOutput<Name extends RequestName> = Answer<z.infer<(typeof requests)[Name]['output']>>;
export type WatchInput<Name extends WatchName> = z.infer<(typeof watches)[Name]['input']>;
export type WatchOutput<Name extends WatchName> = Answer<z.infer<(typeof watches)[Name]['output']>>;
export type ListRow = Answer<z.infer<typeof listRow>>;
export type ShownMessage = Answer<z.infer<typeof shownMessage>>;

/** What was answered is read, never changed; so rows of the domain fit as they are. */
type Answer<Value> = Value extends string | number | boolean | null ? Value : { readonly [Key in keyof Value]: Answer<Value[Key]> };
