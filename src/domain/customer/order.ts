import type { CustomerId, OrderId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/** What another system told of an order, known there by its key. */
export type OrderRow = {
  readonly id: OrderId;
  readonly key: string;
  readonly customer: CustomerId;
  readonly number: string;
  readonly status: string;
  /** In hundredths of the currency. */
  readonly total: number | null;
  readonly currency: string | null;
  readonly placedAt: Instant;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
  readonly changedAt: Instant;
  readonly version: number;
};
