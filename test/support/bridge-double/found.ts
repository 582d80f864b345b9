import type { Found, Older } from '#contract/search';
import { excerptOf } from '#domain/search/excerpt';
import { readFor } from '#domain/search/marks';
import { readQuery, type Term } from '#domain/search/query';
import { id } from '#kernel/id';
import type { Company } from './company';

const most = 8;

/** What the double's company has of a question: every word in one text. */
export function foundIn({ rows, messages, customers }: Company, text: string): Found {
  const { terms, numbers } = readQuery(text, 0);
  const marked = (value: string): { text: string; marks: ReturnType<typeof readFor>['marks'] } => ({ text: value, marks: readFor(value, terms).marks });
  const conversations = rows.filter(({ conversation, customerName, case: { number } }) => numbers.includes(number) || says(`${conversation.subject} ${customerName}`, terms));
  const said = rows.flatMap(({ conversation, customerName }) => (messages.get(conversation.id) ?? []).map(({ row }, place, all) => ({ row, conversation, customerName, place: all.length - place })));
  const hits = said.filter(({ row }) => says(row.text, terms));
  const known = [...customers.values()].filter(({ customer, identities }) => says([customer.name, ...identities.map(({ value }) => value)].join(' '), terms));
  return {
    conversations: conversations.slice(0, most).map(({ conversation, case: { number, state }, customerName }) => ({
      id: conversation.id, subject: marked(conversation.subject), customer: marked(customerName), channel: conversation.kind, status: state.status, number, at: conversation.lastMessageAt,
    })),
    messages: hits.slice(0, most).map(({ row, conversation, customerName, place }) => ({
      id: row.id, conversation: conversation.id, at: row.at, author: row.part.kind === 'inbound' ? row.part.authorName : '', kind: row.part.kind, customer: customerName,
      subject: conversation.subject, channel: conversation.kind, excerpt: excerptOf(row.text, readFor(row.text, terms).marks, 180), place,
    })),
    customers: known.slice(0, most).map(({ customer, identities }) => ({
      id: customer.id, name: marked(customer.name), about: marked([customer.city ?? '', ...identities.map(({ value }) => value)].join(' · ')), conversation: rows.find((row) => row.conversation.customer === customer.id)?.conversation.id ?? null,
    })),
    articles: [],
    more: { conversations: false, messages: hits.length > most, customers: false, articles: false },
    meant: [],
    filled: 1,
  };
}

function says(text: string, terms: readonly Term[]): boolean {
  return terms.length > 0 && terms.every((term) => readFor(text, [term]).marks.length > 0);
}

/** What its server has besides: one message of two years ago that says whatever is asked for. */
export function olderThan({ rows }: Company, text: string): Older {
  const conversation = rows.at(-1)?.conversation;
  if (conversation === undefined) return { conversations: [], messages: [], more: false };
  const { terms } = readQuery(text, 0);
  const said = `${text} — ${conversation.subject}`;
  const messages: Older['messages'] = [{ id: id('message', 'older'), conversation: conversation.id, at: Date.UTC(2024, 10, 5), author: rows.at(-1)?.customerName ?? '', kind: 'inbound', customer: rows.at(-1)?.customerName ?? '', subject: conversation.subject, channel: conversation.kind, excerpt: { text: said, marks: readFor(said, terms).marks }, place: 3 }];
  return { conversations: [], messages, more: false };
}
