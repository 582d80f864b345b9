import { isUsual, usualMail } from '#contract/draft-mail';
import type { Failure } from '#contract/failures';
import type { RequestInput } from '#contract/requests';
import type { SentWith } from '#contract/sent-with';
import { mostSeen } from '#contract/intents';
import type { Hold } from '#db/cache/held';
import { readById } from '#db/cache/read-rows';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { Intent } from '#domain/mutators';
import type { ConversationId, MessageId, TeamId } from '#kernel/id';
import { second } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { writable } from '#kernel/text';
import { unreachable } from '#kernel/unreachable';
import { onDisk } from '../disk-failure';
import { mutating } from '../mutate';
import { newMessage } from '../new-message';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { asSeen, type Seen } from './as-seen';
import { wordsSent } from './words-sent';

/** What a person writes: answers that may be taken back for so many seconds, notes and drafts. */
export function writingRequests(atWork: () => Place | null, undoSend: () => number): Pick<Handlers, 'message.send' | 'message.takeBack' | 'note.add' | 'draft.save'> {
  const mutate = mutating(atWork);
  return {
    'message.send': async ({ along = [], ...input }) => {
      const place = atWork();
      const files = place?.outgoing.ofDraft(input.conversation, input.attachments ?? []) ?? null;
      if (place === null || files === null) return refused(place === null ? 'access.signedOut' : 'attachment.absent');
      const message = newMessage();
      // Without a road it waits in any case, and what is done with it is given up with it.
      const leavesAtOnce = undoSend() === 0 && place.driver?.isLive === true;
      const hold: Hold = { until: leavesAtOnce ? null : Date.now() + undoSend() * second, act: message };
      const upon = await asSeen(place, input.conversation);
      const answer = sending(input, { message, files, answers: seenWith(place, input.seen), upon });
      const outcome = await mutate(answer, { hold, from: input.isDraft && 'reply', along: along.map((act) => acting(act, input.conversation, upon)) });
      if (!outcome.ok) return outcome;
      place.suggester.feedback.sent({ conversation: input.conversation, message }, wordsSent(input));
      return done({ message });
    },
    'message.takeBack': async ({ message }) => {
      const place = atWork();
      if (place === null) return signedOut();
      const held = place.outbox.held.find(({ intent, act }) => act !== null && 'message' in intent.args && intent.args.message === message);
      const isBack = await onDisk(async () => held !== undefined && place.giveUp(held.id, true));
      if (!isBack.ok) return isBack;
      return isBack.value ? done(null) : refused('message.left');
    },
    'note.add': async ({ isDraft, ...input }) => {
      const message = newMessage();
      const outcome = await mutate({ name: 'note.add', args: { ...input, text: writable(input.text), message } }, { from: isDraft && 'note' });
      return outcome.ok ? done({ message }) : outcome;
    },
    'draft.save': async ({ taken = [], mail = usualMail, ...draft }) => {
      const place = atWork();
      if (place === null) return signedOut();
      const kept = await onDisk(async () => place.saveDraft({ ...draft, mail: isUsual(mail) ? null : mail, team: await teamOf(place, draft.conversation) }, taken));
      return kept.ok ? done(null) : kept;
    },
  };
}

type Sent = { readonly message: MessageId; readonly files: readonly OutgoingFile[]; /** Those that its writer knew of. */ readonly answers: MessageId[] | undefined; readonly upon: Seen };

function sending({ conversation, text, rich, recipients, forwards, quotes }: RequestInput<'message.send'>, { message, files, answers: seen, upon }: Sent): Intent {
  const args = { conversation, text: writable(text), message, ...upon, ...(rich === undefined ? {} : { rich }), ...(seen === undefined ? {} : { seen }), ...(recipients === undefined ? {} : { recipients }), ...(forwards === undefined ? {} : { forwards }), ...(quotes === undefined ? {} : { quotes }) };
  // A server of the version before knows no files, and takes an answer without them as it always did.
  return { name: 'message.send', args: files.length === 0 ? args : { ...args, attachments: files } };
}

function acting(act: SentWith, conversation: ConversationId, upon: Seen): Intent {
  const said = { conversation, event: newMessage() };
  switch (act.do) {
    case 'resolve':
      return { name: 'case.resolve', args: { ...said, ...upon, ...(act.outcome === undefined ? {} : { outcome: act.outcome }) } };
    case 'wait':
      return { name: 'case.wait', args: { ...said, ...upon } };
    case 'snooze':
      return { name: 'case.snooze', args: { ...said, ...upon, until: act.until } };
    case 'tag':
      return { name: 'case.tag', args: { ...said, add: [act.tag], remove: [] } };
    case 'priority':
      return { name: 'case.priority', args: { ...said, to: act.to } };
    default:
      return unreachable(act);
  }
}

/** An answer that has not left knows of others: who knew of it knows of them. Should it never leave, the newest is one of those. */
function seenWith({ outbox }: Place, seen: MessageId | null | undefined): MessageId[] | undefined {
  if (seen === undefined || seen === null) return seen === null ? [] : undefined;
  const waits = outbox.pending.findLast(({ intent }) => intent.name === 'message.send' && intent.args.message === seen);
  const before = waits?.intent.name === 'message.send' ? (waits.intent.args.seen ?? []) : [];
  return [seen, ...before].slice(0, mostSeen);
}

/** Of a conversation that has left, the team that its draft remembers. */
async function teamOf({ picture, outbox }: Place, conversation: ConversationId): Promise<TeamId | null> {
  const row = await picture.read((db) => readById(db, 'conversations', conversation));
  return row?.team ?? outbox.drafts(conversation).at(-1)?.team ?? null;
}

async function signedOut(): Promise<Outcome<never, Failure>> {
  return refused('access.signedOut');
}
