import { randomUUID } from 'node:crypto';
import { isUsual, usualMail } from '#contract/draft-mail';
import type { Failure } from '#contract/failures';
import { readById } from '#db/cache/read-rows';
import { id, type ConversationId, type MessageId, type TeamId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { writable } from '#kernel/text';
import { onDisk } from '../disk-failure';
import { mutating } from '../mutate';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { fetchConversation } from './fetch-conversation';

type Verbs =
  | 'message.send'
  | 'note.add'
  | 'conversation.take'
  | 'conversation.assign'
  | 'conversation.transfer'
  | 'delivery.decide'
  | 'conversation.read'
  | 'conversation.opened'
  | 'conversation.typing'
  | 'conversation.fetch'
  | 'draft.save';

/** What a person does in a conversation. Ids of new rows are made here: the window has no dice. */
export function conversationRequests(atWork: () => Place | null): Pick<Handlers, Verbs> {
  const mutate = mutating(atWork);
  const command = (asked: Parameters<Place['command']>[0]): Promise<Outcome<null, Failure>> => atWork()?.command(asked) ?? signedOut();
  /** Of the assignment that the person sees now. */
  const fenceOf = async (id: ConversationId): Promise<number | undefined> => (await atWork()?.picture.read((db) => readById(db, 'conversations', id)))?.fence;
  return {
    'message.send': async ({ conversation, text, attachments: hashes = [], recipients, forwards, quotes }) => {
      const message = newMessage();
      const files = atWork()?.outgoing.ofDraft(conversation, hashes) ?? null;
      if (files === null) return refused(atWork() === null ? 'access.signedOut' : 'attachment.absent');
      const args = { conversation, text: writable(text), message, fence: await fenceOf(conversation), ...(recipients === undefined ? {} : { recipients }), ...(forwards === undefined ? {} : { forwards }), ...(quotes === undefined ? {} : { quotes }) };
      // A server of the version before knows no files, and takes an answer without them as it always did.
      const outcome = await mutate({ name: 'message.send', args: files.length === 0 ? args : { ...args, attachments: files } });
      return outcome.ok ? done({ message }) : outcome;
    },
    'note.add': async (input) => {
      const message = newMessage();
      const outcome = await mutate({ name: 'note.add', args: { ...input, text: writable(input.text), message } });
      return outcome.ok ? done({ message }) : outcome;
    },
    'conversation.read': ({ conversation }) => mutate({ name: 'conversation.read', args: { conversation } }),
    'conversation.opened': async ({ conversation }) => {
      atWork()?.cardReads.opened(conversation);
      return done(null);
    },
    'conversation.take': ({ conversation }) => command({ name: 'conversation.take', args: { conversation, event: newMessage() } }),
    'conversation.assign': ({ conversation, to }) => command({ name: 'conversation.assign', args: { conversation, to, event: newMessage() } }),
    'conversation.transfer': ({ conversation, to, reason }) => command({ name: 'conversation.transfer', args: { conversation, to, reason: reason === null ? null : writable(reason), event: newMessage() } }),
    'delivery.decide': (args) => command({ name: 'delivery.decide', args }),
    'conversation.typing': async ({ conversation }) => {
      atWork()?.driver?.send({ t: 'typing', conversation });
      return done(null);
    },
    'conversation.fetch': async ({ conversation }) => {
      const place = atWork();
      return place === null ? signedOut() : fetchConversation(place, conversation);
    },
    'draft.save': async ({ taken = [], mail = usualMail, ...draft }) => {
      const place = atWork();
      if (place === null) return signedOut();
      const kept = await onDisk(async () => place.saveDraft({ ...draft, mail: isUsual(mail) ? null : mail, team: await teamOf(place, draft.conversation) }, taken));
      return kept.ok ? done(null) : kept;
    },
  };
}

/** Of a conversation that has left, the team that its draft remembers. */
async function teamOf({ picture, outbox }: Place, conversation: ConversationId): Promise<TeamId | null> {
  const row = await picture.read((db) => readById(db, 'conversations', conversation));
  return row?.team ?? outbox.draft(conversation)?.team ?? null;
}

async function signedOut(): Promise<Outcome<never, Failure>> {
  return refused('access.signedOut');
}

function newMessage(): MessageId {
  return id('message', randomUUID());
}
