import type { WatchInput, WatchOutput } from '#contract/requests';
import { isAsleep, isFinished, isSpam } from '#domain/conversation/case';
import { isOpen } from '#domain/conversation/offered';
import type { Company } from './company';

/** The conversations of a view, as the desk would find them. */
export function listOf(company: Company, { view, search, limit, customer }: WatchInput<'list'>): WatchOutput<'list'> {
  const found = company.rows.filter((row) => {
    if (search !== '' && !`${row.customerName} ${row.conversation.subject}`.toLowerCase().includes(search.toLowerCase())) return false;
    const finished = isFinished(row.case.state);
    if (view === 'closed' || view === 'spam') return finished && isSpam(row.case.state) === (view === 'spam');
    if (view === 'customer') return row.conversation.customer === customer;
    if (finished) return false;
    const asleep = isAsleep(row.case.state, Date.now());
    if (view === 'snoozed' || (asleep && view !== 'all')) return asleep && view === 'snoozed';
    if (view === 'offered') return isOpen(row.conversation.offer) && row.conversation.offer.to === company.me.id;
    if (view === 'mine' || view === 'waiting') return row.conversation.assignee === company.me.id && (view === 'mine' || row.case.state.status === 'waiting');
    return view === 'all' || row.conversation.assignee === null;
  });
  return { rows: found.slice(0, limit), more: found.length > limit };
}
