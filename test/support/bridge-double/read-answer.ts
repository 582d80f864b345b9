import type { Failure } from '#contract/failures';
import type { RequestInput, RequestName } from '#contract/requests';
import { done, refused, type Outcome } from '#kernel/outcome';
import { timelinePageOf } from './cards';
import type { Company } from './company';
import type { DoubleStart } from './start';
import { shownPiece } from './shown-files';
import { foundIn, olderThan } from './found';

/** What the card and the search ask for, from memory; nothing changes by it, so no other answer is made anew. */
function readAnswer({ language }: DoubleStart, { company, name, input }: { readonly company: Company; readonly name: RequestName; readonly input: unknown }): Outcome<never, Failure> | null {
  if (name === 'search.find') return done(foundIn(company, (input as RequestInput<'search.find'>).text)) as never;
  if (name === 'customer.timeline') return done(timelinePageOf(company, input as Parameters<typeof timelinePageOf>[1]) as never);
  if (name === 'customers.find') return done({ customers: [...company.customers.values()].slice(0, 5).map(({ customer }) => customer) } as never);
  if (name === 'cases.find') return done({ cases: company.rows.slice(3, 9).map(({ conversation, case: owning, customerName }) => ({ conversation, case: { ...owning, customer: 'cus_0' }, customerName })) } as never);
  if (name === 'contacts.shared') return done({ shared: true } as never);
  if (name === 'article.versions') return done({ versions: [3, 2, 1].map((revision) => ({ revision, at: Date.now() - (4 - revision) * 86_400_000, by: revision === 1 ? null : company.me.id, title: company.rows[1]?.conversation.subject })), more: false } as never);
  if (name !== 'customer.mergePreview') return null;
  return done({ otherName: 'A', moved: { identities: 2, cases: 5, orders: 1, consents: 0, notes: 1 }, fields: language === 'ru' ? [{ field: 'city', survivor: 'Пермь', other: 'Москва' }, { field: 'company', survivor: null, other: 'ООО «Заря»' }] : [{ field: 'city', survivor: 'Bristol', other: 'York' }, { field: 'company', survivor: null, other: 'Dawn Ltd' }] } as never);
}

/** What changes nothing. */
export async function readIn(now: DoubleStart, { company, name, input }: { readonly company: Company; readonly name: RequestName; readonly input: unknown }): Promise<Outcome<never, Failure> | null> {
  if (name === 'attachment.show') return (await shownPiece(company, input as RequestInput<'attachment.show'>)) as never;
  if (name === 'search.older') return now.connection === 'offline' ? refused('network.offline') : (done(olderThan(company, (input as RequestInput<'search.older'>).text)) as never);
  if (name === 'cases.act' && now.asksOutcome === true) return done({ done: 0, refused: [{ conversation: 'con_0', code: 'outcome.required', who: null }], undo: null }) as never;
  return readAnswer(now, { company, name, input });
}
