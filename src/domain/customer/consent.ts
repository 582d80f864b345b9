import type { ConsentId, CustomerId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/** What we may write or call for, beyond answering. */
export const consentPurposes = ['service', 'education', 'survey', 'promotion', 'event'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

export const consentChannels = ['email', 'phone', 'sms', 'messenger'] as const;
/** Words that are written down of one customer; one that takes back what was given is always heard. */
export const mostConsents = 200;

export const consentWords = ['given', 'withdrawn'] as const;
export type ConsentWord = (typeof consentWords)[number];
export type ConsentChannel = (typeof consentChannels)[number];

/**
 * One word of the customer about one purpose on one channel. Never written over: what was agreed to, and since when not any more,
 * has to be shown on demand. The latest word counts.
 */
export type ConsentRow = {
  readonly id: ConsentId;
  readonly customer: CustomerId;
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly word: ConsentWord;
  readonly at: Instant;
  /** Who wrote it down; null: another system told it. */
  readonly by: PersonId | null;
  /** In which words, or from where. */
  readonly reason: string;
  readonly version: number;
};

/** The latest word about each purpose on each channel. */
export function standingConsents(consents: readonly ConsentRow[]): readonly ConsentRow[] {
  const latest = new Map<string, ConsentRow>();
  for (const consent of consents.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))) latest.set(`${consent.purpose} ${consent.channel}`, consent);
  return [...latest.values()];
}
