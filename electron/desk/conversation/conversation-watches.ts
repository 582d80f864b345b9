import { usualMail } from '#contract/draft-mail';
import type { ShownMessage, WatchOutput } from '#contract/requests';
import type { Draft } from '#db/cache/draft';
import type { Command } from '#domain/mutators';
import type { MessageRow } from '#domain/conversation/message';
import type { ConversationRow } from '#domain/conversation/conversation';
import { readAnswersSince } from '#db/cache/answers';
import { readConversation } from '#db/cache/conversation';
import { lacksEarlier } from '#db/cache/past';
import { readById } from '#db/cache/read-rows';
import type { Reader } from '#db/cache/sqlite';
import type { ConversationId, MessageId } from '#kernel/id';
import { unreachable } from '#kernel/unreachable';
import { z } from 'zod';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Watchers } from '../verbs';

type Opened = NonNullable<WatchOutput<'conversation'>>;

const messageKey = z.object({ row: z.object({ id: z.string() }) });

/** One conversation with its newest messages. */
export function conversationWatches(atWork: () => Place | null): Pick<Watchers, 'conversation' | 'answersSince' | 'unsent'> {
  return {
    unsent: {
      topics: new Set<Topic>(['drafts', 'outbox', 'session']),
      list: null,
      ask: async ({ conversation }) => {
        const place = atWork();
        const texts = place === null ? [] : [...returnedTo(place, conversation), ...place.outbox.drafts(conversation)];
        return texts.flatMap(({ mode, text }) => (text === '' ? [] : [{ mode, text }]));
      },
    },
    answersSince: answersSince(atWork),
    conversation: {
      topics: new Set<Topic>(['conversations', 'cases', 'messages', 'customers', 'outbox', 'drafts', 'typing', 'asking', 'past', 'uploads', 'session']),
      list: { field: 'messages', key: (row) => messageKey.parse(row).row.id },
      ask: async ({ conversation, limit, edge }) => {
        const place = atWork();
        if (place === null) return null;
        const found = await place.picture.read(async (db) => {
          const open = await readConversation(db, conversation, { limit, edge });
          return open === null ? null : { open, answer: await answerBeyond(db, open) };
        });
        if (found === null) return null;
        const { open, answer } = found;
        const { unconfirmed } = open;
        const oldest = open.messages.find(({ id }) => !unconfirmed.has(id)) ?? null;
        const lacking = !open.more && !open.whole && lacksEarlier(open.conversation, oldest);
        return {
          conversation: open.conversation,
          case: open.case,
          customer: open.customer,
          channel: open.conversation.channel,
          messages: open.messages.map((row) => ({ ...shown(row, unconfirmed.has(row.id)), uploaded: unconfirmed.has(row.id) ? place.uploads.progress(row.id) : null, held: heldOf(place, row.id) })),
          more: open.more,
          newer: open.newer,
          answer,
          earlier: !lacking ? 'nothing' : place.past.has(conversation) ? 'fetching' : 'elsewhere',
          drafts: place.outbox.drafts(conversation).map(written),
          files: place.outbox.draftFiles(conversation),
          returned: returnedTo(place, conversation),
          typingUntil: place.typing.until(conversation, open.messages.findLast(({ part }) => part.kind === 'inbound')?.at ?? null),
          writing: place.typing.writers(conversation),
          asking: askingOf(place.commands.asking(conversation)),
        };
      },
    },
  };
}

function answersSince(atWork: () => Place | null): Watchers['answersSince'] {
  return {
    topics: new Set<Topic>(['messages', 'past', 'session']),
    list: null,
    ask: async (asked) => {
      const told = await atWork()?.picture.read((db) => readAnswersSince(db, asked));
      return told === undefined || told === null ? null : { ...told, answers: [...told.answers] };
    },
  };
}

/** The newest answer, where it is not among the messages that are held. */
async function answerBeyond(db: Reader, { conversation: { answered }, messages }: { readonly conversation: ConversationRow; readonly messages: readonly MessageRow[] }): Promise<MessageRow | null> {
  return answered === null || messages.some(({ id }) => id === answered) ? null : readById(db, 'messages', answered);
}

/** Refused texts that are the composer's. */
function returnedTo({ outbox }: Place, conversation: ConversationId): Opened['returned'] {
  return outbox.returned(conversation).flatMap(({ mode, ...text }) => (mode === 'remark' ? [] : [{ id: text.id, ...written({ ...text, mode }) }]));
}

function written({ mode, text, mail, seen }: Pick<Draft, 'mode' | 'text' | 'mail' | 'seen'>): Opened['drafts'][number] {
  return { mode, text, mail: mail ?? usualMail, ...(seen === undefined ? {} : { seen }) };
}

function heldOf({ outbox, clock }: Place, message: MessageId): ShownMessage['held'] {
  const held = outbox.held.find(({ intent, act }) => act !== null && 'message' in intent.args && intent.args.message === message);
  return held === undefined ? null : { until: held.until === null ? null : held.until + clock.offset() };
}

/** The mutator says `accepted`, which is the server's word; until the server said it the answer waits here. */
function shown(row: MessageRow, waiting: boolean): Omit<ShownMessage, 'uploaded' | 'held'> {
  if (!waiting || row.part.kind !== 'outbound') return { row, waiting };
  return { row: { ...row, part: { ...row.part, delivery: { state: 'waiting' } } }, waiting };
}

function askingOf(name: Command['name'] | null): Opened['asking'] {
  switch (name) {
    case 'conversation.take':
      return 'take';
    case 'conversation.assign':
      return 'assign';
    case 'conversation.transfer':
      return 'transfer';
    case 'offer.make':
    case 'offer.accept':
    case 'offer.decline':
    case 'offer.withdraw':
      return 'offer';
    case 'delivery.decide':
    case 'cases.change':
    case 'case.merge':
    case 'case.part':
    case null:
      return null;
    default:
      return unreachable(name);
  }
}
