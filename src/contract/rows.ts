import { roles } from '#domain/access/person';
import { channelKinds } from '#domain/channel/channel';
import { spamPlacers } from '#domain/conversation/case';
import { deliveryFailures, handOverReasons, mostMentions } from '#domain/conversation/message';
import { highestScore, lowestScore } from '#domain/conversation/rating';
import { offerEnds } from '#domain/conversation/offered';
import { priorities } from '#domain/conversation/priority';
import { recipientBounds, senderVerdicts } from '#domain/conversation/recipients';
import { tagBounds } from '#domain/conversation/tags';
import { ruleFailures } from '#domain/failure';
import { filterBounds, filteredViews, sorts } from '#domain/conversation/saved-filter';
import { votes } from '#domain/knowledge/article';
import { agentStates } from '#domain/shift/agent-state';
import type { TableName, Tables } from '#domain/tables';
import { features } from '#domain/suggestion/evidence';
import { z } from 'zod';
import { limits } from './limits';
import { article, macro } from './knowledge';
import { customerColumns, customerRows } from './customer-rows';
import { articleId, attachmentId, caseId, channelId, clientId, conversationId, customerId, dispositionId, messageId, personId, queueId, remarkId, teamId } from './ids';

const version = z.int().nonnegative();
const instant = z.number();

const unfinished = [
  z.strictObject({ status: z.literal('new') }),
  z.strictObject({ status: z.literal('open') }),
  z.strictObject({ status: z.literal('waiting'), since: instant }),
  z.strictObject({ status: z.literal('snoozed'), until: instant }),
] as const;
export const unfinishedState = z.discriminatedUnion('status', unfinished);

export const caseState = z.discriminatedUnion('status', [
  ...unfinished,
  z.strictObject({ status: z.literal('resolved'), at: instant }),
  z.strictObject({ status: z.literal('closed'), at: instant, spam: z.enum(spamPlacers).optional() }),
]);

export const firstResponse = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('running'), dueAt: instant }),
  z.strictObject({ state: z.literal('met'), dueAt: instant, at: instant }),
  z.strictObject({ state: z.literal('missed'), dueAt: instant, at: instant }),
]);

const delivery = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting') }),
  z.strictObject({ state: z.literal('accepted'), at: instant }),
  z.strictObject({ state: z.literal('sent'), at: instant }),
  z.strictObject({ state: z.literal('delivered'), at: instant }),
  z.strictObject({ state: z.literal('read'), at: instant }),
  z.strictObject({ state: z.literal('failed'), at: instant, reason: z.enum(deliveryFailures), again: instant.optional() }),
]);

const tags = z.array(z.string()).max(tagBounds.most).readonly();

const event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('taken'), by: personId }),
  z.strictObject({ type: z.literal('assigned'), by: personId, to: personId }),
  z.strictObject({ type: z.literal('returned'), by: personId }),
  z.strictObject({ type: z.literal('transferred'), by: personId, from: queueId, to: queueId, reason: z.string().nullable() }),
  z.strictObject({ type: z.literal('leaseEnded'), owner: personId }),
  z.strictObject({ type: z.literal('ownerAway'), owner: personId }),
  z.strictObject({ type: z.literal('markedSpam'), by: personId }),
  z.strictObject({ type: z.literal('unmarkedSpam'), by: personId }),
  z.strictObject({ type: z.literal('handedOver'), by: personId, why: z.enum(handOverReasons), intent: z.string().nullable() }),
  z.strictObject({ type: z.literal('offered'), by: personId.nullable(), to: personId, reason: z.string().nullable() }),
  z.strictObject({ type: z.literal('offerEnded'), to: personId, why: z.enum(offerEnds).exclude(['accepted']) }),
  z.strictObject({ type: z.literal('resolved'), by: personId }),
  z.strictObject({ type: z.literal('rated'), score: z.int().min(lowestScore).max(highestScore), finisher: personId }),
  z.strictObject({ type: z.enum(['caseMerged', 'caseParted']), by: personId, from: z.int(), into: z.int() }),
  z.strictObject({ type: z.literal('reopened'), by: personId.nullable() }),
  z.strictObject({ type: z.literal('snoozed'), by: personId, until: instant }),
  z.strictObject({ type: z.literal('woken'), by: personId.nullable() }),
  z.strictObject({ type: z.literal('awaited'), by: personId }),
  z.strictObject({ type: z.literal('prioritised'), by: personId, to: z.enum(priorities) }),
  z.strictObject({ type: z.literal('tagged'), by: personId, added: tags, removed: tags }),
]);

const addresses = z.array(z.string().max(recipientBounds.address)).max(recipientBounds.most).readonly();
/** Whom an answer by mail goes to; whether it may is judged by the rules. */
export const recipients = z.strictObject({ to: addresses, cc: addresses, bcc: addresses });
const names = z.strictObject({ from: z.string(), to: addresses, cc: addresses, more: z.int().nonnegative(), verdict: z.enum(senderVerdicts).optional(), answered: z.string().optional() });

export const messagePart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('inbound'), author: customerId, authorName: z.string(), names: names.optional() }),
  z.strictObject({ kind: z.literal('outbound'), author: personId, delivery, recipients: recipients.optional(), forwards: messageId.optional(), quotes: messageId.optional() }),
  z.strictObject({ kind: z.literal('note'), author: personId, mentions: z.array(personId).max(mostMentions).readonly().optional() }),
  z.strictObject({ kind: z.literal('event'), event }),
]);

const offer = z.strictObject({ id: messageId, to: personId, by: personId.nullable(), reason: z.string().nullable(), at: instant, expiresAt: instant, ended: z.strictObject({ reason: z.enum(offerEnds), at: instant }).nullable() });

export const attachment = z.strictObject({ id: attachmentId, name: z.string(), size: z.int().nonnegative(), type: z.string() });

const title = z.strictObject({ ru: z.string(), en: z.string() });
const outcome = z.strictObject({ disposition: dispositionId, code: z.string(), title, values: z.array(z.strictObject({ title, value: z.string() })), took: z.number() });
const takes = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('text') }), z.strictObject({ kind: z.literal('number') }), z.strictObject({ kind: z.literal('choice'), of: z.array(z.string()) })]);
const outcomeField = z.strictObject({ key: z.string(), title, required: z.boolean(), takes });
const disposition = z.strictObject({ id: dispositionId, queue: queueId.nullable(), code: z.string(), title, fields: z.array(outcomeField), place: z.int(), version });
const companyModel = z.strictObject({ id: z.string(), isOn: z.boolean(), drafts: z.boolean(), weights: z.partialRecord(z.enum(features), z.number()).nullable(), accepted: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(), learnedAt: instant.nullable(), version });
const agentState = z.strictObject({ id: personId, state: z.enum(agentStates), since: instant, next: z.enum(agentStates).nullable(), version });
const spent = z.partialRecord(z.enum(agentStates), z.number());
const agentDay = z.strictObject({ id: z.string(), person: personId, date: z.string(), handled: z.int(), answered: z.int(), firstResponse: z.number().nullable(), rated: z.int(), satisfied: z.int(), spent, upTo: instant, version });

export const savedFilter = z.strictObject({
  id: z.uuid(),
  name: z.string().max(limits.line),
  conditions: z.strictObject({
    view: z.enum(filteredViews),
    kinds: z.array(z.enum(channelKinds)).max(filterBounds.named).readonly(),
    queues: z.array(queueId).max(filterBounds.named).readonly(),
    priorities: z.array(z.enum(priorities)).max(filterBounds.named).readonly(),
    tags: z.array(z.string().max(limits.line)).max(tagBounds.most).readonly(),
    text: z.string().max(filterBounds.text),
    sort: z.enum(sorts).nullable(),
  }),
});

/** The shape of every replicated row; parsed where a row enters a process. */
export const rows = {
  teams: z.strictObject({ id: teamId, name: z.string(), version }),
  people: z.strictObject({ id: personId, name: z.string(), roles: z.array(z.enum(roles)), teams: z.array(teamId), version }),
  queues: z.strictObject({ id: queueId, team: teamId, name: z.string(), version, asksOutcome: z.boolean() }),
  channels: z.strictObject({ id: channelId, kind: z.enum(channelKinds), name: z.string(), address: z.string(), queue: queueId, version }),
  macros: macro,
  articles: article,
  votes: z.strictObject({ id: z.string(), article: articleId, person: personId, value: z.enum(votes), at: instant, version }),
  ...customerRows,
  cases: z.strictObject({
    id: caseId,
    number: z.int(),
    customer: customerId,
    team: teamId,
    topic: z.string(),
    state: caseState,
    owner: personId.nullable(),
    previous: caseId.nullable(),
    openedAt: instant,
    version,
    priority: z.enum(priorities),
    tags,
    related: z.array(caseId).readonly(),
    merged: z.strictObject({ into: caseId, at: instant, by: personId, conversations: z.array(conversationId).readonly(), state: caseState, owner: personId.nullable() }).nullable(),
    outcome: outcome.nullable(),
    heard: messageId.nullable(),
  }),
  conversations: z.strictObject({
    id: conversationId,
    case: caseId,
    customer: customerId,
    team: teamId,
    queue: queueId,
    channel: channelId,
    kind: z.enum(channelKinds),
    subject: z.string(),
    assignee: personId.nullable(),
    fence: z.int(),
    openedAt: instant,
    lastMessageAt: instant,
    preview: z.string(),
    previewFrom: z.enum(['customer', 'agent']),
    unread: z.int(),
    firstResponse,
    version,
    answered: messageId.nullable(),
    offer: offer.nullable(),
  }),
  messages: z.strictObject({
    id: messageId,
    conversation: conversationId,
    team: teamId,
    at: instant,
    part: messagePart,
    text: z.string(),
    html: z.string().nullable(),
    attachments: z.array(attachment),
    version,
  }),
  agent_states: agentState,
  agent_days: agentDay,
  filters: z.strictObject({ id: personId, list: z.array(savedFilter).max(filterBounds.most).readonly(), version }),
  dispositions: disposition,
  models: companyModel,
  remarks: z.strictObject({ id: remarkId, case: caseId, team: teamId, author: personId, at: instant, text: z.string(), version }),
  clients: z.strictObject({ id: clientId, lastMutation: z.int(), version }),
  refusals: z.strictObject({ id: z.string(), client: clientId, mutation: z.int(), name: z.string(), code: z.enum(ruleFailures), version }),
} satisfies { readonly [Table in TableName]: z.ZodType<Tables[Table]> };

export const tableNames = Object.keys(rows).filter((name): name is TableName => name in rows);

export type ColumnKind = 'text' | 'integer' | 'boolean' | 'json';

/**
 * Columns of every replicated table in the order in which rows travel and are stored.
 * Part of the protocol: a change here is a new schema version.
 */
export const columns = {
  teams: { id: 'text', name: 'text', version: 'integer' },
  people: { id: 'text', name: 'text', roles: 'json', teams: 'json', version: 'integer' },
  queues: { id: 'text', team: 'text', name: 'text', version: 'integer', asksOutcome: 'boolean' },
  channels: { id: 'text', kind: 'text', name: 'text', address: 'text', queue: 'text', version: 'integer' },
  macros: { id: 'text', title: 'text', text: 'text', language: 'text', actions: 'json', teams: 'json', updatedAt: 'integer', version: 'integer' },
  articles: {
    id: 'text',
    title: 'text',
    language: 'text',
    audience: 'text',
    category: 'text',
    sections: 'json',
    facts: 'json',
    tags: 'json',
    owner: 'text',
    reviewAt: 'integer',
    counterpart: 'text',
    revision: 'integer',
    updatedAt: 'integer',
    version: 'integer',
  },
  votes: { id: 'text', article: 'text', person: 'text', value: 'text', at: 'integer', version: 'integer' },
  ...customerColumns,
  cases: {
    id: 'text',
    number: 'integer',
    customer: 'text',
    team: 'text',
    topic: 'text',
    state: 'json',
    owner: 'text',
    previous: 'text',
    openedAt: 'integer',
    version: 'integer',
    priority: 'text',
    tags: 'json',
    related: 'json',
    merged: 'json',
    outcome: 'json',
    heard: 'text',
  },
  conversations: {
    id: 'text',
    case: 'text',
    customer: 'text',
    team: 'text',
    queue: 'text',
    channel: 'text',
    kind: 'text',
    subject: 'text',
    assignee: 'text',
    fence: 'integer',
    openedAt: 'integer',
    lastMessageAt: 'integer',
    preview: 'text',
    previewFrom: 'text',
    unread: 'integer',
    firstResponse: 'json',
    version: 'integer',
    answered: 'text',
    offer: 'json',
  },
  messages: {
    id: 'text',
    conversation: 'text',
    team: 'text',
    at: 'integer',
    part: 'json',
    text: 'text',
    html: 'text',
    attachments: 'json',
    version: 'integer',
  },
  agent_states: { id: 'text', state: 'text', since: 'integer', next: 'text', version: 'integer' },
  filters: { id: 'text', list: 'json', version: 'integer' },
  agent_days: {
    id: 'text',
    person: 'text',
    date: 'text',
    handled: 'integer',
    answered: 'integer',
    firstResponse: 'integer',
    rated: 'integer',
    satisfied: 'integer',
    spent: 'json',
    upTo: 'integer',
    version: 'integer',
  },
  models: { id: 'text', isOn: 'boolean', drafts: 'boolean', weights: 'json', accepted: 'json', learnedAt: 'integer', version: 'integer' },
  dispositions: { id: 'text', queue: 'text', code: 'text', title: 'json', fields: 'json', place: 'integer', version: 'integer' },
  remarks: { id: 'text', case: 'text', team: 'text', author: 'text', at: 'integer', text: 'text', version: 'integer' },
  clients: { id: 'text', lastMutation: 'integer', version: 'integer' },
  refusals: { id: 'text', client: 'text', mutation: 'integer', name: 'text', code: 'text', version: 'integer' },
} as const satisfies { readonly [Table in TableName]: { readonly [Column in keyof Tables[Table]]: ColumnKind } };
