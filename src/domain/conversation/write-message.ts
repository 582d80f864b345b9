import type { ConversationId, MessageId, PersonId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { excerpt } from '#kernel/text';
import { mayWork } from '../access/actor';
import type { FailureCode } from '../failure';
import type { MutationContext, Mutator } from '../mutator';
import type { RowChange, Rows } from '../tables';
import { isFinished, type CaseState } from './case';
import { linesOf, plainText, richHtml } from '../channel/rich-text';
import { checkText } from '../check-text';
import type { ConversationRow, FirstResponse } from './conversation';
import type { MessageRow } from './message';
import { attachmentsOf, checkFiles, type OutgoingFile } from './outgoing-file';
import { isLate, isUnheard, reach, writingKeys, type Reached } from './reach';
import { checkRecipients, type Recipients } from './recipients';

/** Longest text of one message, in UTF-16 units. */
export const longestMessage = 20_000;

/** Longest preview in a list row, in characters. */
export const previewLength = 140;

export type WriteMessage = { readonly message: MessageId; readonly conversation: ConversationId; readonly text: string };

/** `fence`: of the assignment under which the answer was written. `seen`: the answers that its author knew of, `heard`: the customer's newest message that they knew of; left out by a desk that does not say. */
export type SendMessage = WriteMessage & { readonly fence?: number | undefined; readonly seen?: readonly MessageId[] | undefined; readonly heard?: MessageId | null | undefined; /** Of a mail: its text has marks. */ readonly rich?: true | undefined; readonly attachments?: readonly OutgoingFile[] | undefined; /** Of a mail. */ readonly recipients?: Recipients | undefined; /** A message of the conversation that goes along to them. */ readonly forwards?: MessageId | undefined; /** A message of the conversation that stands below this one, in a mail. */ readonly quotes?: MessageId | undefined };

/**
 * Answers the customer, or tells somebody else what was said. Only the owner of the conversation may; it leaves through the channel, once.
 */
export const sendMessage: Mutator<SendMessage> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.message, rows), ...[args.forwards, args.quotes].flatMap((id) => (id === undefined ? [] : [{ table: 'messages', id } as const]))],
  run: (rows, args, context) => {
    const reached = reach(rows, args.conversation, context);
    if (!reached.ok) return reached;
    const files = args.attachments ?? [];
    const text = checkText(args.text, longestMessage, files.length > 0 || args.forwards !== undefined);
    if (!text.ok) return text;
    const fit = checkFiles(files);
    if (!fit.ok) return fit;
    const { conversation } = reached.value;
    const named = checkNamed(rows, args, conversation);
    if (!named.ok) return named;
    const words = wordsOf(args, text.value);
    const before = rows.get('messages', args.message);
    if (before !== undefined) return isRepeated(before, { ...args, ...words }, context) ? done([]) : refused('mutation.failed');
    if (isLate(conversation, args.fence)) return refused('assignment.ended');
    if (conversation.assignee !== context.actor.person) return refused('conversation.notYours');
    if (isFinished(reached.value.case.state)) return refused('conversation.finished');
    if (args.forwards === undefined && isAnsweredMeanwhile(conversation, args.seen)) return refused('conversation.answered');
    const message: MessageRow = {
      ...blank(args, conversation, context.now),
      part: { kind: 'outbound', author: context.actor.person, delivery: { state: 'accepted', at: context.now }, ...named.value },
      ...words,
      attachments: attachmentsOf(args.message, files),
    };
    return done([{ op: 'put', table: 'messages', row: message }, ...(args.forwards === undefined ? whatAnswers(reached.value, message, isUnheard(reached.value.case, args.heard)) : [])]);
  },
};

/** HTML is made here and of marks alone, so that no desk can bring any. */
export function wordsOf({ rich }: Pick<SendMessage, 'rich'>, text: string): Pick<MessageRow, 'text' | 'html'> {
  if (rich === undefined) return { text, html: null };
  const lines = linesOf(text);
  return { text: plainText(lines), html: richHtml(lines) };
}

/** Somebody answered of whom the writer did not know: the customer would hear two voices. */
function isAnsweredMeanwhile({ answered }: ConversationRow, seen: SendMessage['seen']): boolean {
  return seen !== undefined && answered !== null && !seen.includes(answered);
}

/**
 * What an answer to the customer changes besides; a message that goes on to others is none. Where they wrote something that its author
 * did not know, they wait for an answer still, and it is unread still.
 */
function whatAnswers({ conversation, case: row }: Reached, message: MessageRow, waitsStill: boolean): readonly RowChange[] {
  const state: CaseState = waitsStill ? begunState(row.state) : { status: 'waiting', since: message.at };
  const told = answered(conversation, message);
  return [
    { op: 'put', table: 'conversations', row: waitsStill ? { ...told, unread: conversation.unread } : told },
    { op: 'put', table: 'cases', row: { ...row, state } },
  ];
}

function begunState(state: CaseState): CaseState {
  return state.status === 'new' ? { status: 'open' } : state;
}

type Named = Pick<SendMessage, 'recipients' | 'forwards' | 'quotes'>;

/** Only a mail names whom it goes to, and what goes along was said with the customer: no note, and nothing of another conversation. */
function checkNamed(rows: Rows, { recipients, forwards, quotes, rich }: SendMessage, { id, kind }: ConversationRow): Outcome<Named, FailureCode> {
  if (forwards !== undefined && recipients === undefined) return refused('recipient.absent');
  if (kind !== 'email' && (recipients !== undefined || quotes !== undefined || rich !== undefined)) return refused('mutation.failed');
  const checked = recipients === undefined ? done(null) : checkRecipients(recipients);
  if (!checked.ok) return checked;
  const wasSaid = [forwards, quotes].every((said) => said === undefined || isSaidIn(id, rows.get('messages', said)));
  if (!wasSaid) return refused('mutation.failed');
  return done({ ...(recipients === undefined ? {} : { recipients }), ...(forwards === undefined ? {} : { forwards }), ...(quotes === undefined ? {} : { quotes }) });
}

function isSaidIn(conversation: ConversationId, row: MessageRow | undefined): boolean {
  return row?.conversation === conversation && (row.part.kind === 'inbound' || row.part.kind === 'outbound');
}

export type AddNote = WriteMessage & { /** Colleagues whom it is meant for. */ readonly mentions?: readonly PersonId[] | undefined };

/** Adds a note that only colleagues see. Whom it names must work where it stands: else they would hear of what they may not see. */
export const addNote: Mutator<AddNote> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.message, rows), ...(args.mentions ?? []).map((id) => ({ table: 'people', id }) as const)],
  run: (rows, args, context) => {
    const reached = reach(rows, args.conversation, context);
    if (!reached.ok) return reached;
    const text = checkText(args.text, longestMessage);
    if (!text.ok) return text;
    const before = rows.get('messages', args.message);
    if (before !== undefined) return isRepeated(before, { ...args, text: text.value }, context) ? done([]) : refused('mutation.failed');
    const mentions = [...new Set(args.mentions)];
    const { team } = reached.value.conversation;
    if (!mentions.every((person) => worksIn(rows, person, team))) return refused('person.absent');
    const note: MessageRow = {
      ...blank(args, reached.value.conversation, context.now),
      part: { kind: 'note', author: context.actor.person, ...(mentions.length === 0 ? {} : { mentions }) },
      text: text.value,
    };
    return done<readonly RowChange[]>([{ op: 'put', table: 'messages', row: note }]);
  },
};

function worksIn(rows: Rows, id: PersonId, team: TeamId): boolean {
  const person = rows.get('people', id);
  return person !== undefined && mayWork({ person: person.id, roles: person.roles, teams: person.teams }, team);
}

/** An id that exists is never written over, whoever made it up. A desk that was put back to an earlier day says again what it has said. */
function isRepeated({ conversation, part, text }: MessageRow, said: WriteMessage, { actor }: MutationContext): boolean {
  return (part.kind === 'outbound' || part.kind === 'note') && part.author === actor.person && conversation === said.conversation && text === said.text;
}

function blank(args: WriteMessage, conversation: ConversationRow, now: Instant): Omit<MessageRow, 'part' | 'text'> {
  return { id: args.message, conversation: conversation.id, team: conversation.team, at: now, html: null, attachments: [], version: 0 };
}

function answered(conversation: ConversationRow, message: MessageRow): ConversationRow {
  return {
    ...conversation,
    answered: message.id,
    lastMessageAt: message.at,
    preview: excerpt(message.text.trim() === '' ? message.attachments.map(({ name }) => name).join(', ') : message.text, previewLength),
    previewFrom: 'agent',
    unread: 0,
    firstResponse: stopped(conversation.firstResponse, message.at),
  };
}

function stopped(clock: FirstResponse, at: Instant): FirstResponse {
  return clock.state === 'running' ? { state: at <= clock.dueAt ? 'met' : 'missed', dueAt: clock.dueAt, at } : clock;
}
