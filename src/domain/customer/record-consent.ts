import type { ConsentId, CustomerId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { checkText } from '../check-text';
import type { Mutator } from '../mutator';
import type { ConsentChannel, ConsentPurpose, ConsentRow, ConsentWord } from './consent';
import { reachCustomer } from './reach-customer';

/** Longest reason of a consent, in UTF-16 units. */
export const longestConsentReason = 500;

export type RecordConsent = {
  readonly consent: ConsentId;
  readonly customer: CustomerId;
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly word: ConsentWord;
  readonly reason: string;
};

/** Writes down what a customer agreed to, or takes it back for them, in which words. */
export const recordConsent: Mutator<RecordConsent> = {
  reads: ({ customer, consent }) => [{ table: 'customers', id: customer }, { table: 'consents', id: consent }],
  run: (rows, { consent, reason, ...said }, context) => {
    const customer = reachCustomer(rows, said.customer, context);
    if (!customer.ok) return customer;
    const text = checkText(reason, longestConsentReason);
    if (!text.ok) return text;
    const row: ConsentRow = { id: consent, ...said, at: context.now, by: context.actor.person, reason: text.value, version: 0 };
    const before = rows.get('consents', consent);
    if (before !== undefined) return isSame(before, row) ? done([]) : refused('mutation.failed');
    return done([{ op: 'put', table: 'consents', row }]);
  },
};

function isSame(one: ConsentRow, other: ConsentRow): boolean {
  return one.by === other.by && one.customer === other.customer && one.purpose === other.purpose && one.channel === other.channel && one.word === other.word && one.reason === other.reason;
}
