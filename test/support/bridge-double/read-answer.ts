import type { Failure } from '#contract/failures';
import type { RequestInput, RequestName } from '#contract/requests';
import { done, type Outcome } from '#kernel/outcome';
import { timelinePageOf } from './cards';
import type { Company } from './company';
import { foundIn } from './found';

/** What the card and the search ask for, from memory; nothing changes by it, so no other answer is made anew. */
export function readAnswer(company: Company, name: RequestName, input: unknown): Outcome<never, Failure> | null {
  if (name === 'search.find') return done(foundIn(company, (input as RequestInput<'search.find'>).text)) as never;
  if (name === 'customer.timeline') return done(timelinePageOf(company, input as Parameters<typeof timelinePageOf>[1]) as never);
  if (name === 'customers.find') return done({ customers: [...company.customers.values()].slice(0, 5).map(({ customer }) => customer) } as never);
  if (name === 'cases.find') return done({ cases: company.rows.slice(3, 9).map(({ conversation, case: owning, customerName }) => ({ conversation, case: { ...owning, customer: 'cus_0' }, customerName })) } as never);
  if (name === 'contacts.shared') return done({ shared: true } as never);
  if (name !== 'customer.mergePreview') return null;
  return done({ otherName: 'A', moved: { identities: 2, cases: 5, orders: 1, consents: 0, notes: 1 }, fields: [{ field: 'city', survivor: 'Пермь', other: 'Москва' }, { field: 'company', survivor: null, other: 'ООО «Заря»' }] } as never);
}
