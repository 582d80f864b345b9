import type { CustomerId, IdentityId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { messengerKinds } from '../channel/channel';

export const customerLanguages = ['ru', 'en'] as const;

export type CustomerRow = {
  readonly id: CustomerId;
  readonly name: string;
  readonly company: string | null;
  readonly city: string | null;
  readonly language: (typeof customerLanguages)[number] | null;
  readonly since: Instant;
  /** Facts that other systems told, in the order to show them: orders, plan, loyalty tier. */
  readonly facts: readonly CustomerFact[];
  readonly version: number;
  /** By its IANA name. */
  readonly timezone: string | null;
  readonly segments: readonly string[];
  /** How often a field was edited; the newest of these changes are kept (customer-change.ts). */
  readonly changes: number;
  /** Another customer is the same person, and has everything that was this one's: no team knows this one. */
  readonly mergedInto: CustomerId | null;
};

export type CustomerFact = { readonly label: string; readonly value: string };

/** A customer of whom nothing is known but how they call themselves. */
export function newCustomer(id: CustomerId, name: string, since: Instant): CustomerRow {
  return { id, name, company: null, city: null, language: null, since, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null };
}

export const identityKinds = ['email', 'chat', 'phone', ...messengerKinds] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** One address by which a customer is known; `value` is in its canonical form (lower-case e-mail, visitor id, E.164, the messenger's own id). */
export type IdentityRow = {
  readonly id: IdentityId;
  readonly customer: CustomerId;
  readonly kind: IdentityKind;
  readonly value: string;
  readonly version: number;
  /** When somebody put it before the others of its kind: the latest stands first. */
  readonly preferredAt: Instant | null;
};

/** Addresses of one customer that people write down; those that channels learn are not refused. */
export const mostIdentities = 50;

/** In the order in which to use them. */
export function inOrder(identities: readonly IdentityRow[]): readonly IdentityRow[] {
  return identities.toSorted((one, other) => identityKinds.indexOf(one.kind) - identityKinds.indexOf(other.kind) || (other.preferredAt ?? 0) - (one.preferredAt ?? 0) || (one.value < other.value ? -1 : 1));
}
