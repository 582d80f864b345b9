import type { ConversationId, MessageId, PersonId } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { excerpt } from '#kernel/text';
import { mayWork } from '../access/actor';
import type { FailureCode } from '../failure';
import type { MutationContext, Mutator } from '../mutator';
import type { RowChange, Rows } from '../tables';
import { isFinished } from './case';
import type { ConversationRow } from './conversation';
import { eventMessage } from './event-message';
import { handed, type TellingLine } from './hand-over';
import type { Offer, OfferEnd } from './offered';
import { closeOffer, isOpen } from './offered';
import { mayHandOver, reachToWrite, writingKeys, type Reached } from './reach';
import { longestReason } from './transfer-case';

/** How long an offer waits for its answer. */
export const offerLasts: Duration = 60 * second;

type OnOffer = { readonly conversation: ConversationId; readonly event: MessageId };
export type MakeOffer = OnOffer & { readonly to: PersonId; readonly reason: string | null };
/** `offer`: the one that the person saw. Another one by now is not answered in its place. */
export type AnswerOffer = OnOffer & { readonly offer: MessageId };

/** Offers a conversation to a colleague of its team, who answers within the lease. It stays where it is until then. Exclusive. */
export const makeOffer: Mutator<MakeOffer> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.event, rows), { table: 'people', id: args.to }],
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { conversation } = reached.value;
    const { actor, now } = context;
    if (!mayHandOver(conversation, actor)) return refused('conversation.notYours');
    if (isFinished(reached.value.case.state)) return refused('conversation.finished');
    if (conversation.assignee === args.to) return done([]);
    if (isOpen(conversation.offer)) return refused('offer.open');
    const person = rows.get('people', args.to);
    const works = person !== undefined && person.id !== actor.person && mayWork({ person: person.id, roles: person.roles, teams: person.teams }, conversation.team);
    if (!works) return refused('person.absent');
    const said = args.reason === null ? '' : excerpt(args.reason, longestReason);
    const offer: Offer = { id: args.event, to: args.to, by: actor.person, reason: said === '' ? null : said, at: now, expiresAt: now + offerLasts, ended: null };
    return done([
      { op: 'put', table: 'conversations', row: { ...conversation, offer } },
      eventMessage(conversation, { type: 'offered', by: offer.by, to: offer.to, reason: offer.reason }, { id: args.event, at: now }),
    ]);
  },
};

/** The person whom it was offered to takes the conversation: assigned and answered in one step. Exclusive. */
export const acceptOffer: Mutator<AnswerOffer> = {
  reads: answeringKeys,
  run: (rows, args, context) => {
    const standing = standingOffer(rows, args, context);
    if (!standing.ok) return standing;
    const { reached, offer } = standing.value;
    const { actor, now } = context;
    if (offer.to !== actor.person) return refused('offer.notYours');
    if (now >= offer.expiresAt) return refused('offer.ended');
    // The case may have ended in another of its conversations.
    if (isFinished(reached.case.state)) return refused('conversation.finished');
    const answered = { ...reached, conversation: { ...reached.conversation, offer: closeOffer(offer, 'accepted', now) } };
    return done(handed(answered, { owner: actor.person, event: { type: 'taken', by: actor.person } }, { id: args.event, at: now }));
  },
};

/** The person whom it was offered to does not take it. Exclusive. */
export const declineOffer: Mutator<AnswerOffer> = {
  reads: answeringKeys,
  run: (rows, args, context) => {
    const standing = standingOffer(rows, args, context);
    if (!standing.ok) return standing;
    if (standing.value.offer.to !== context.actor.person) return refused('offer.notYours');
    return done(ended(standing.value.reached.conversation, 'declined', { id: args.event, at: context.now }));
  },
};

/** Takes an offer back: whoever made it, and whoever may hand the conversation over. Exclusive. */
export const withdrawOffer: Mutator<AnswerOffer> = {
  reads: answeringKeys,
  run: (rows, args, context) => {
    const standing = standingOffer(rows, args, context);
    if (!standing.ok) return standing;
    const { reached, offer } = standing.value;
    if (offer.by !== context.actor.person && !mayHandOver(reached.conversation, context.actor)) return refused('offer.notYours');
    return done(ended(reached.conversation, 'withdrawn', { id: args.event, at: context.now }));
  },
};

/** Nobody answered within the lease. Where it was answered meanwhile nothing is left to do. */
export function endOffer(conversation: ConversationRow, line: TellingLine): readonly RowChange[] {
  return isOpen(conversation.offer) ? ended(conversation, 'no_answer', line) : [];
}

function ended(conversation: ConversationRow, why: Exclude<OfferEnd, 'accepted'>, line: TellingLine): readonly RowChange[] {
  const { offer } = conversation;
  if (offer === null) return [];
  return [
    { op: 'put', table: 'conversations', row: { ...conversation, offer: closeOffer(offer, why, line.at) } },
    eventMessage(conversation, { type: 'offerEnded', to: offer.to, why }, line),
  ];
}

function answeringKeys(args: AnswerOffer, rows: Rows): ReturnType<typeof writingKeys> {
  return writingKeys(args.conversation, args.event, rows);
}

/** The offer that is named, while it waits for its answer. */
function standingOffer(rows: Rows, args: AnswerOffer, context: MutationContext): Outcome<{ readonly reached: Reached; readonly offer: Offer }, FailureCode> {
  const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
  if (!reached.ok) return reached;
  const { offer } = reached.value.conversation;
  return isOpen(offer) && offer.id === args.offer ? done({ reached: reached.value, offer }) : refused('offer.ended');
}
