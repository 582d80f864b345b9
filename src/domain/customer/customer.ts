import type { CustomerId, IdentityId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { messengerKinds } from '../channel/channel';

export type CustomerRow = {
  readonly id: CustomerId;
  readonly name: string;
  readonly company: string | null;
  readonly city: string | null;
  readonly language: 'ru' | 'en' | null;
  readonly since: Instant;
  /** Facts that other systems told, in the order to show them: orders, plan, loyalty tier. */
  readonly facts: readonly CustomerFact[];
  readonly version: number;
};

export type CustomerFact = { readonly label: string; readonly value: string };

export const identityKinds = ['email', 'chat', 'phone', ...messengerKinds] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** One address by which a customer is known; `value` is in its canonical form (lower-case e-mail, visitor id, E.164, the messenger's own id). */
export type IdentityRow = {
  readonly id: IdentityId;
  readonly customer: CustomerId;
  readonly kind: IdentityKind;
  readonly value: string;
  readonly version: number;
};
