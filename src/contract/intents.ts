import { writable } from '#kernel/text';
import { caseStatuses } from '#domain/conversation/case';
import { mostAtOnce } from '#domain/conversation/change-many';
import { ruleFailures } from '#domain/failure';
import { priorities } from '#domain/conversation/priority';
import { tagBounds } from '#domain/conversation/tags';
import { fileBounds } from '#domain/conversation/outgoing-file';
import { outcomeBounds } from '#domain/queue/disposition';
import { mostMentions } from '#domain/conversation/message';
import { consentChannels, consentPurposes, consentWords } from '#domain/customer/consent';
import { customerFields } from '#domain/customer/customer-change';
import { writtenKinds } from '#domain/customer/keep-identities';
import type { CommandArgs, CommandName, MutationArgs, MutationName } from '#domain/mutators';
import { votes } from '#domain/knowledge/article';
import { agentStates } from '#domain/shift/agent-state';
import { z } from 'zod';
import { articleId, caseId, consentId, conversationId, customerId, customerNoteId, dispositionId, identityId, messageId, personId, queueId, remarkId } from './ids';
import { limits } from './limits';
import { outgoingFile } from './outgoing-file';
import { recipients, savedFilter, unfinishedState } from './rows';

/** At most three bytes a unit in JSON, so that the longest one fits into a frame. */
const text = z.string().max(limits.messageText).transform(writable);
/** Of the assignment under which the person acted. Absent from a desk that does not know it: then ownership alone judges. */
const fence = z.int().nonnegative().optional();
/** The customer's newest message that the person knew of, null for none. Absent from a desk that does not say. */
const heard = messageId.nullable().optional();

/** As typed; the rules bring them into one spelling. */
export const typedTags = z.array(z.string().max(limits.line)).max(tagBounds.most).readonly();
const value = z.string().max(outcomeBounds.value).transform(writable);
/** What the person wrote down of the end of a case. */
export const outcomeSaid = z.strictObject({
  disposition: dispositionId,
  values: z.record(z.string().max(outcomeBounds.code), value).refine((values) => Object.keys(values).length <= outcomeBounds.fields),
  took: z.int().nonnegative().max(outcomeBounds.took),
});
/** A field of a card; what it may hold is judged by the rules. */
const field = z.string().max(limits.cardField).transform(writable);
const line = z.string().max(limits.line).transform(writable);

/** Answers that one may wait behind, on the same computer. */
export const mostSeen = 100;

/** What is done to many cases at once. */
export const manyAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('take') }),
  z.strictObject({ do: z.literal('assign'), to: personId }),
  z.strictObject({ do: z.literal('return') }),
  z.strictObject({ do: z.literal('resolve') }),
  z.strictObject({ do: z.literal('spam') }),
  z.strictObject({ do: z.literal('snooze'), until: z.int().nonnegative() }),
  z.strictObject({ do: z.literal('wake') }),
  z.strictObject({ do: z.literal('priority'), to: z.enum(priorities) }),
  z.strictObject({ do: z.literal('tag'), add: typedTags, remove: typedTags }),
  z.strictObject({ do: z.literal('handBack') }),
  z.strictObject({ do: z.literal('restore') }),
]);

const backToState = { what: z.literal('state'), was: unfinishedState, left: z.enum(caseStatuses), unread: z.int().nonnegative() };
const backToPriority = { what: z.literal('priority'), was: z.enum(priorities), left: z.enum(priorities) };
const backToTags = { what: z.literal('tags'), was: typedTags, left: typedTags };

/** Those that the rules did not let, of an act about many. */
export const refusedRows = z.array(z.strictObject({ conversation: conversationId, code: z.enum(ruleFailures) })).max(mostAtOnce).readonly();

const done = { line: messageId };
const restored = z.discriminatedUnion('what', [z.strictObject({ ...backToState, ...done }), z.strictObject({ ...backToPriority, ...done }), z.strictObject({ ...backToTags, ...done })]);
const manyRow = z.strictObject({ conversation: conversationId, fence, heard, back: z.strictObject({ to: personId.nullable(), ...done }).optional(), restore: restored.optional() });

const ofCase = { conversation: conversationId, event: messageId, fence };

/** Arguments of every optimistic mutation, as they cross a wall. */
const mutationArgs = {
  'message.send': z.strictObject({ message: messageId, conversation: conversationId, text, fence, heard, rich: z.literal(true).optional(), seen: z.array(messageId).max(mostSeen).optional(), attachments: z.array(outgoingFile).max(fileBounds.most).optional(), recipients: recipients.optional(), forwards: messageId.optional(), quotes: messageId.optional() }),
  'note.add': z.strictObject({ message: messageId, conversation: conversationId, text, mentions: z.array(personId).max(mostMentions).optional() }),
  'case.resolve': z.strictObject({ conversation: conversationId, event: messageId, fence, heard, outcome: outcomeSaid.optional() }),
  'case.reopen': z.strictObject({ conversation: conversationId, event: messageId }),
  'case.spam': z.strictObject({ conversation: conversationId, event: messageId, fence, heard }),
  'case.snooze': z.strictObject({ conversation: conversationId, event: messageId, fence, heard, until: z.int().nonnegative() }),
  'case.wake': z.strictObject({ conversation: conversationId, event: messageId, fence }),
  'case.wait': z.strictObject({ conversation: conversationId, event: messageId, fence, heard }),
  'case.priority': z.strictObject({ conversation: conversationId, event: messageId, to: z.enum(priorities) }),
  'case.tag': z.strictObject({ conversation: conversationId, event: messageId, add: typedTags, remove: typedTags }),
  'case.restore': z.discriminatedUnion('what', [
    z.strictObject({ ...backToState, ...ofCase }),
    z.strictObject({ ...backToPriority, ...ofCase }),
    z.strictObject({ ...backToTags, ...ofCase }),
  ]),
  'conversation.read': z.strictObject({ conversation: conversationId, heard }),
  'remark.add': z.strictObject({ remark: remarkId, conversation: conversationId, text }),
  'remark.remove': z.strictObject({ remark: remarkId, conversation: conversationId }),
  'state.set': z.strictObject({ person: personId, state: z.enum(agentStates), at: z.int().nonnegative(), follows: z.boolean().optional() }),
  'state.next': z.strictObject({ person: personId, next: z.enum(agentStates).nullable() }),
  'filter.save': z.strictObject({ person: personId, filter: savedFilter }),
  'filter.remove': z.strictObject({ person: personId, filter: z.uuid() }),
  'filter.move': z.strictObject({ person: personId, filter: z.uuid(), to: z.int().nonnegative() }),
  'article.vote': z.strictObject({ article: articleId, person: personId, vote: z.enum(votes).nullable() }),
  'case.link': z.strictObject({ conversation: conversationId, to: conversationId, linked: z.boolean() }),
  'customer.edit': z.strictObject({ customer: customerId, field: z.enum(customerFields), value: field.nullable() }),
  'identity.add': z.strictObject({ customer: customerId, identity: identityId, kind: z.enum(writtenKinds), value: line }),
  'identity.remove': z.strictObject({ customer: customerId, identity: identityId }),
  'identity.prefer': z.strictObject({ customer: customerId, identity: identityId }),
  'consent.record': z.strictObject({ consent: consentId, customer: customerId, purpose: z.enum(consentPurposes), channel: z.enum(consentChannels), word: z.enum(consentWords), reason: text }),
  'customerNote.add': z.strictObject({ customer: customerId, note: customerNoteId, text, pinned: z.boolean() }),
  'customerNote.pin': z.strictObject({ customer: customerId, note: customerNoteId, pinned: z.boolean() }),
  'customerNote.remove': z.strictObject({ customer: customerId, note: customerNoteId }),
} satisfies { readonly [Name in MutationName]: z.ZodType<MutationArgs[Name]> };

const answeredOffer = z.strictObject({ conversation: conversationId, event: messageId, offer: messageId });

/** Arguments of every exclusive command. */
const commandArgs = {
  'conversation.take': z.strictObject({ conversation: conversationId, event: messageId }),
  'conversation.assign': z.strictObject({ conversation: conversationId, event: messageId, to: personId.nullable() }),
  'conversation.transfer': z.strictObject({ conversation: conversationId, event: messageId, to: queueId, reason: z.string().max(limits.line).transform(writable).nullable() }),
  'offer.make': z.strictObject({ conversation: conversationId, event: messageId, to: personId, reason: line.nullable() }),
  'offer.accept': answeredOffer,
  'offer.decline': answeredOffer,
  'offer.withdraw': answeredOffer,
  'delivery.decide': z.strictObject({ conversation: conversationId, message: messageId, again: z.boolean() }),
  'cases.change': z.strictObject({ act: manyAct, rows: z.array(manyRow).min(1).max(mostAtOnce).readonly(), lines: z.uuid() }),
  'case.merge': z.strictObject({ conversation: conversationId, event: messageId, into: conversationId, told: messageId }),
  'case.part': z.strictObject({ conversation: conversationId, parted: caseId, event: messageId }),
} satisfies { readonly [Name in CommandName]: z.ZodType<CommandArgs[Name]> };

export const intent = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('message.send'), args: mutationArgs['message.send'] }),
  z.strictObject({ name: z.literal('note.add'), args: mutationArgs['note.add'] }),
  z.strictObject({ name: z.literal('case.resolve'), args: mutationArgs['case.resolve'] }),
  z.strictObject({ name: z.literal('case.reopen'), args: mutationArgs['case.reopen'] }),
  z.strictObject({ name: z.literal('case.spam'), args: mutationArgs['case.spam'] }),
  z.strictObject({ name: z.literal('case.snooze'), args: mutationArgs['case.snooze'] }),
  z.strictObject({ name: z.literal('case.wake'), args: mutationArgs['case.wake'] }),
  z.strictObject({ name: z.literal('case.wait'), args: mutationArgs['case.wait'] }),
  z.strictObject({ name: z.literal('case.priority'), args: mutationArgs['case.priority'] }),
  z.strictObject({ name: z.literal('case.tag'), args: mutationArgs['case.tag'] }),
  z.strictObject({ name: z.literal('case.restore'), args: mutationArgs['case.restore'] }),
  z.strictObject({ name: z.literal('conversation.read'), args: mutationArgs['conversation.read'] }),
  z.strictObject({ name: z.literal('remark.add'), args: mutationArgs['remark.add'] }),
  z.strictObject({ name: z.literal('remark.remove'), args: mutationArgs['remark.remove'] }),
  z.strictObject({ name: z.literal('state.set'), args: mutationArgs['state.set'] }),
  z.strictObject({ name: z.literal('state.next'), args: mutationArgs['state.next'] }),
  z.strictObject({ name: z.literal('filter.save'), args: mutationArgs['filter.save'] }),
  z.strictObject({ name: z.literal('filter.remove'), args: mutationArgs['filter.remove'] }),
  z.strictObject({ name: z.literal('filter.move'), args: mutationArgs['filter.move'] }),
  z.strictObject({ name: z.literal('article.vote'), args: mutationArgs['article.vote'] }),
  z.strictObject({ name: z.literal('case.link'), args: mutationArgs['case.link'] }),
  z.strictObject({ name: z.literal('customer.edit'), args: mutationArgs['customer.edit'] }),
  z.strictObject({ name: z.literal('identity.add'), args: mutationArgs['identity.add'] }),
  z.strictObject({ name: z.literal('identity.remove'), args: mutationArgs['identity.remove'] }),
  z.strictObject({ name: z.literal('identity.prefer'), args: mutationArgs['identity.prefer'] }),
  z.strictObject({ name: z.literal('consent.record'), args: mutationArgs['consent.record'] }),
  z.strictObject({ name: z.literal('customerNote.add'), args: mutationArgs['customerNote.add'] }),
  z.strictObject({ name: z.literal('customerNote.pin'), args: mutationArgs['customerNote.pin'] }),
  z.strictObject({ name: z.literal('customerNote.remove'), args: mutationArgs['customerNote.remove'] }),
]);

/** What may wait here, or be refused later: optimistic mutations, and a mail that begins a conversation. */
export const workName = z.enum([...intent.options.map(({ shape }) => shape.name.value), 'mail.begin']);
export type WorkName = z.infer<typeof workName>;

export const command = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('conversation.take'), args: commandArgs['conversation.take'] }),
  z.strictObject({ name: z.literal('conversation.assign'), args: commandArgs['conversation.assign'] }),
  z.strictObject({ name: z.literal('conversation.transfer'), args: commandArgs['conversation.transfer'] }),
  z.strictObject({ name: z.literal('offer.make'), args: commandArgs['offer.make'] }),
  z.strictObject({ name: z.literal('offer.accept'), args: commandArgs['offer.accept'] }),
  z.strictObject({ name: z.literal('offer.decline'), args: commandArgs['offer.decline'] }),
  z.strictObject({ name: z.literal('offer.withdraw'), args: commandArgs['offer.withdraw'] }),
  z.strictObject({ name: z.literal('delivery.decide'), args: commandArgs['delivery.decide'] }),
  z.strictObject({ name: z.literal('cases.change'), args: commandArgs['cases.change'] }),
  z.strictObject({ name: z.literal('case.merge'), args: commandArgs['case.merge'] }),
  z.strictObject({ name: z.literal('case.part'), args: commandArgs['case.part'] }),
]);
