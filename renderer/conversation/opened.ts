import type { WatchOutput } from '#contract/requests';

/** One open conversation as the desk shows it. */
export type Opened = NonNullable<WatchOutput<'conversation'>>;

/** What its head shows: a message that came, or a draft that is kept, changes none of it. */
export type Head = Pick<Opened, 'conversation' | 'case' | 'asking' | 'channel'>;

/** The customer's name: from the card, else as they signed their last message, else nothing. */
export function customerName({ customer, messages }: Opened): string {
  if (customer !== null) return customer.name;
  const signed = messages.findLast(({ row }) => row.part.kind === 'inbound');
  return signed?.row.part.kind === 'inbound' ? signed.row.part.authorName : '';
}
