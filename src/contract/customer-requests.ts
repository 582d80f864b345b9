import { consentChannels, consentPurposes, consentWords } from '#domain/customer/consent';
import { customerFields } from '#domain/customer/customer-change';
import { writtenKinds } from '#domain/customer/keep-identities';
import { z } from 'zod';
import { customerMerge, mergePreview } from './customer-merge';
import { caseId, conversationId, customerId, customerNoteId, identityId, mergeId } from './ids';
import { limits } from './limits';
import { rows } from './rows';
import { contactsShared } from './contacts-shared';
import { timelinePage, timelineQuestion } from './timeline';

const text = z.string().max(limits.messageText);
const line = z.string().max(limits.line);
const identity = z.strictObject({ customer: customerId, identity: identityId });
const note = z.strictObject({ customer: customerId, note: customerNoteId });
const nothing = z.strictObject({});

/** A conversation with its case, as somebody looks for another case. */
const foundCase = z.strictObject({ conversation: rows.conversations, case: rows.cases, customerName: z.string() });

/** What a person does on a customer's card, and with cases that belong together: part of `requests`. */
export const customerRequests = {
  /** Fetches the contacts with a customer that this copy lacks, without their messages. */
  'customer.fetch': { input: z.strictObject({ customer: customerId }), output: z.null() },
  /** A page of what happened with a customer, from this copy. */
  'customer.timeline': { input: timelineQuestion, output: timelinePage },
  /** Segments with commas between them. */
  'customer.edit': { input: z.strictObject({ customer: customerId, field: z.enum(customerFields), value: z.string().max(limits.cardField).nullable() }), output: z.null() },
  'identity.add': { input: z.strictObject({ customer: customerId, kind: z.enum(writtenKinds), value: line }), output: z.null() },
  'identity.remove': { input: identity, output: z.null() },
  'identity.prefer': { input: identity, output: z.null() },
  'consent.record': { input: z.strictObject({ customer: customerId, purpose: z.enum(consentPurposes), channel: z.enum(consentChannels), word: z.enum(consentWords), reason: line }), output: z.null() },
  'customerNote.add': { input: z.strictObject({ customer: customerId, text, pinned: z.boolean() }), output: z.null() },
  'customerNote.pin': { input: note.extend({ pinned: z.boolean() }), output: z.null() },
  'customerNote.remove': { input: note, output: z.null() },
  /** Customers on this computer whose name, company or address begins so. */
  'customers.find': { input: z.strictObject({ search: z.string().max(200) }), output: z.strictObject({ customers: z.array(rows.customers) }) },
  /** See contract/customer-merge. The customer keeps everything that the other has. */
  'customer.mergePreview': { input: z.strictObject({ customer: customerId, other: customerId }), output: mergePreview },
  'customer.merge': { input: customerMerge.omit({ merge: true }).extend({ customer: customerId }), output: z.null() },
  'customer.unmerge': { input: z.strictObject({ customer: customerId, merge: mergeId }), output: z.null() },
  /** Cases on this computer that may belong together with the one of a conversation: of its customer, or with such a number. */
  'cases.find': { input: z.strictObject({ conversation: conversationId, search: z.string().max(200) }), output: z.strictObject({ cases: z.array(foundCase) }) },
  'case.link': { input: z.strictObject({ conversation: conversationId, to: conversationId, linked: z.boolean() }), output: z.null() },
  /** The conversations of the case go into that of `into`, and come back. */
  'case.merge': { input: z.strictObject({ conversation: conversationId, into: conversationId }), output: z.null() },
  'case.part': { input: z.strictObject({ conversation: conversationId, parted: caseId }), output: z.null() },
  /** Whether teams see of each other's contacts that there were some; see contract/contacts-shared. */
  'contacts.shared': { input: nothing, output: contactsShared },
  'contacts.share': { input: contactsShared, output: z.null() },
} as const;

/** A customer's card, as far as this copy has it. */
export const shownCustomer = z.strictObject({
  customer: rows.customers,
  /** In the order in which to use them. */
  identities: z.array(rows.identities),
  /** The latest word about each purpose on each channel. */
  consents: z.array(rows.consents),
  /** Pinned ones, newest first. */
  notes: z.array(rows.customer_notes),
  /** The newest few. */
  orders: z.array(rows.orders),
  ordersInAll: z.int(),
  /** Newest first. */
  changes: z.array(rows.customer_changes),
  /** That stand, newest first. */
  merges: z.array(rows.merges),
  /** Other customers on this computer who have the same number: perhaps the same person. */
  twins: z.array(z.strictObject({ customer: customerId, name: z.string(), value: z.string() })),
  /** Whether the timeline has all; older contacts may be on the server. */
  history: z.enum(['whole', 'fetching', 'partial']),
});
