import { consentChannels, consentPurposes, consentWords } from '#domain/customer/consent';
import { customerLanguages, identityKinds } from '#domain/customer/customer';
import { customerFields } from '#domain/customer/customer-change';
import { z } from 'zod';
import { consentId, customerId, customerNoteId, identityId, mergeId, orderId, personId } from './ids';

const version = z.int().nonnegative();
const instant = z.number();

/** Customers, and what hangs on them: part of `rows`. */
export const customerRows = {
  customers: z.strictObject({
    id: customerId,
    name: z.string(),
    company: z.string().nullable(),
    city: z.string().nullable(),
    language: z.enum(customerLanguages).nullable(),
    since: instant,
    facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    version,
    timezone: z.string().nullable(),
    segments: z.array(z.string()),
    changes: z.int(),
    mergedInto: customerId.nullable(),
  }),
  identities: z.strictObject({ id: identityId, customer: customerId, kind: z.enum(identityKinds), value: z.string(), version, preferredAt: instant.nullable() }),
  orders: z.strictObject({
    id: orderId,
    key: z.string(),
    customer: customerId,
    number: z.string(),
    status: z.string(),
    total: z.number().nullable(),
    currency: z.string().nullable(),
    placedAt: instant,
    items: z.array(z.strictObject({ name: z.string(), quantity: z.int() })).readonly(),
    changedAt: instant,
    version,
  }),
  consents: z.strictObject({
    id: consentId,
    customer: customerId,
    purpose: z.enum(consentPurposes),
    channel: z.enum(consentChannels),
    word: z.enum(consentWords),
    at: instant,
    by: personId.nullable(),
    reason: z.string(),
    version,
  }),
  customer_notes: z.strictObject({ id: customerNoteId, customer: customerId, author: personId, at: instant, text: z.string(), pinnedAt: instant.nullable(), version }),
  customer_changes: z.strictObject({ id: z.string(), customer: customerId, at: instant, by: personId, field: z.enum(customerFields), from: z.string().nullable(), to: z.string().nullable(), version }),
  merges: z.strictObject({
    id: mergeId,
    customer: customerId,
    other: customerId,
    otherName: z.string(),
    by: personId,
    at: instant,
    moved: z.strictObject({ identities: z.int(), cases: z.int(), orders: z.int(), consents: z.int(), notes: z.int(), facts: z.array(z.string()) }),
    taken: z.array(z.strictObject({ field: z.enum(customerFields), before: z.string().nullable(), after: z.string().nullable() })),
    undone: z.strictObject({ by: personId, at: instant }).nullable(),
    version,
  }),
};

/** Part of `columns`. */
export const customerColumns = {
  customers: { id: 'text', name: 'text', company: 'text', city: 'text', language: 'text', since: 'integer', facts: 'json', version: 'integer', timezone: 'text', segments: 'json', changes: 'integer', mergedInto: 'text' },
  identities: { id: 'text', customer: 'text', kind: 'text', value: 'text', version: 'integer', preferredAt: 'integer' },
  orders: {
    id: 'text',
    key: 'text',
    customer: 'text',
    number: 'text',
    status: 'text',
    total: 'integer',
    currency: 'text',
    placedAt: 'integer',
    items: 'json',
    changedAt: 'integer',
    version: 'integer',
  },
  consents: { id: 'text', customer: 'text', purpose: 'text', channel: 'text', word: 'text', at: 'integer', by: 'text', reason: 'text', version: 'integer' },
  customer_notes: { id: 'text', customer: 'text', author: 'text', at: 'integer', text: 'text', pinnedAt: 'integer', version: 'integer' },
  customer_changes: { id: 'text', customer: 'text', at: 'integer', by: 'text', field: 'text', from: 'text', to: 'text', version: 'integer' },
  merges: { id: 'text', customer: 'text', other: 'text', otherName: 'text', by: 'text', at: 'integer', moved: 'json', taken: 'json', undone: 'json', version: 'integer' },
} as const;
