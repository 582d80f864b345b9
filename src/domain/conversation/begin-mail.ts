import type { CaseId, ConversationId, MessageId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { excerpt, singleLine } from '#kernel/text';
import type { FailureCode } from '../failure';
import type { RowChange } from '../tables';
import type { CaseRow } from './case';
import { checkText } from '../check-text';
import type { ConversationRow } from './conversation';
import { attachmentsOf, checkFiles, type OutgoingFile } from './outgoing-file';
import { newcomer, type Received } from './receive-message';
import { checkRecipients, type Recipients } from './recipients';
import { longestMessage, previewLength, wordsOf } from './write-message';

/** A mail that begins a conversation: nobody asked us. `customer`: whoever stands first in To. */
export type BegunMail = {
  readonly message: MessageId;
  readonly by: PersonId;
  readonly recipients: Recipients;
  readonly subject: string;
  readonly text: string;
  /** The text has marks. */
  readonly rich?: true | undefined;
  readonly attachments?: readonly OutgoingFile[] | undefined;
  readonly channel: Received['channel'];
  readonly customer: Received['customer'];
  readonly fresh: { readonly case: CaseId; readonly conversation: ConversationId; readonly caseNumber: number };
};

const longestSubject = 400;

/** Whether a mail may leave as it was written: what its computer sees at once, and the server sees again. */
export function checkMail({ text, attachments = [], recipients, subject }: Pick<BegunMail, 'text' | 'attachments' | 'recipients' | 'subject'>): Outcome<string, FailureCode> {
  const checked = checkText(text, longestMessage, attachments.length > 0);
  if (!checked.ok) return checked;
  const named = checkRecipients(recipients);
  if (!named.ok) return named;
  const fit = checkFiles(attachments);
  if (!fit.ok) return fit;
  return singleLine(subject) === '' ? refused('message.empty') : checked;
}

/** Opens a case of the author's own, which waits for the customer; no first answer is owed in it. */
export function beginMail(begun: BegunMail, now: Instant): Outcome<readonly RowChange[], FailureCode> {
  const text = checkMail(begun);
  if (!text.ok) return text;
  const row = caseOf(begun, excerpt(singleLine(begun.subject), longestSubject), now);
  const words = wordsOf(begun, text.value);
  const attachments = attachmentsOf(begun.message, begun.attachments ?? []);
  const conversation = conversationOf(begun, { row, text: words.text.trim() === '' ? attachments.map(({ name }) => name).join(', ') : words.text }, now);
  return done([
    ...newcomer(begun),
    { op: 'put', table: 'cases', row },
    { op: 'put', table: 'conversations', row: conversation },
    {
      op: 'put',
      table: 'messages',
      row: {
        id: begun.message,
        conversation: conversation.id,
        team: conversation.team,
        at: now,
        part: { kind: 'outbound', author: begun.by, delivery: { state: 'accepted', at: now }, recipients: begun.recipients },
        ...words,
        attachments,
        version: 0,
      },
    },
  ]);
}

function caseOf({ fresh, customer, channel, by }: BegunMail, topic: string, now: Instant): CaseRow {
  return { id: fresh.case, number: fresh.caseNumber, customer: customer.row.id, team: channel.team, topic, state: { status: 'waiting', since: now }, owner: by, previous: null, openedAt: now, version: 0, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null };
}

function conversationOf({ message, fresh, channel, by }: BegunMail, { row, text }: { readonly row: CaseRow; readonly text: string }, now: Instant): ConversationRow {
  return {
    id: fresh.conversation,
    case: row.id,
    customer: row.customer,
    team: row.team,
    queue: channel.queue,
    channel: channel.id,
    kind: channel.kind,
    subject: row.topic,
    assignee: by,
    fence: 1,
    openedAt: now,
    lastMessageAt: now,
    preview: excerpt(text, previewLength),
    previewFrom: 'agent',
    unread: 0,
    firstResponse: { state: 'met', dueAt: now, at: now },
    version: 0,
    answered: message,
    offer: null,
  };
}
