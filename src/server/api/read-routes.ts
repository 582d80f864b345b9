import type { ApiScope } from '#contract/api-token';
import { apiCase, apiConversation, apiCustomer, apiList, apiMessage, apiPage } from '#contract/api';
import type { Failure } from '#contract/failures';
import { caseId, conversationId, customerId } from '#contract/ids';
import { casePage, conversationPage, customerPage, findCase, type IdPage } from '#db/central/api-pages';
import { onBehalf } from '#db/central/behalf';
import { findConversation, messagesOf, type Edge } from '#db/central/conversations';
import { findCustomer } from '#db/central/customer-teams';
import type { Central, Reader } from '#db/central/open';
import { identitiesOf } from '#db/central/visibility';
import { isId, type MessageId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { programRoute, type Route } from '../route';
import { shownCase, shownConversation, shownCustomer, shownMessage } from './shown';
import type { Operation } from './text/en';
import type { Program } from './tokens';

/** A program may read a few hundred pages a minute. */
export const apiRate = { per: 'session', burst: 120, perSecond: 10 } as const;

/** What every route of the public API that reads has in common. */
export function reads(operation: Operation, path: string, scope: ApiScope) {
  return { method: 'GET', path: `/api/v1${path}`, access: { for: 'programs', scope, roles: 'any' }, rate: apiRate, audit: 'read', operation } as const;
}

const none = z.strictObject({});
/** A page of a list without anything else to say. */
export const listInput = z.strictObject({ params: none, query: z.strictObject(apiPage), body: z.undefined() });

/** One more than is shown is asked for: then there is a next page. */
export function askedPage({ after, limit }: z.infer<typeof listInput>['query']): IdPage {
  return { after: after ?? null, most: limit + 1 };
}

export function shownPage<Row extends { readonly id: string }, Item>(rows: readonly Row[], limit: number, shown: (row: Row) => Item): { items: Item[]; next: string | null } {
  const items = rows.slice(0, limit);
  return { items: items.map(shown), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export function asPerson<T>(db: Central, who: Program, read: (tx: Reader) => Promise<T>): Promise<T> {
  return onBehalf(db, behalfOf(who), read);
}

export function absentOr<Row, Item>(row: Row | null, code: Failure, shown: (row: Row) => Item) {
  return row === null ? refused(code) : done(shown(row));
}

export function apiReadRoutes(db: Central): readonly Route[] {
  return [customersRoute(db), customerRoute(db), casesRoute(db), caseRoute(db), conversationsRoute(db), conversationRoute(db), messagesRoute(db)];
}

function customersRoute(db: Central): Route {
  return programRoute({
    ...reads('listCustomers', '/customers', 'customers:read'),
    input: listInput,
    output: apiList(apiCustomer),
    handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => {
      const rows = await customerPage(tx, within(who), askedPage(query));
      const identities = await identitiesOf(tx, who.tenant, rows.map(({ id }) => id));
      return done(shownPage(rows, query.limit, (row) => shownCustomer(row, identities)));
    }),
  });
}

function customerRoute(db: Central): Route {
  return programRoute({
    ...reads('readCustomer', '/customers/:customer', 'customers:read'),
    input: z.strictObject({ params: z.strictObject({ customer: customerId }), query: none, body: z.undefined() }),
    output: apiCustomer,
    handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => {
      const known = await findCustomer(tx, within(who), params.customer);
      if (known === null) return refused('customer.absent');
      return done(shownCustomer(known.customer, await identitiesOf(tx, who.tenant, [known.customer.id])));
    }),
  });
}

function casesRoute(db: Central): Route {
  return programRoute({
    ...reads('listCases', '/cases', 'cases:read'),
    input: z.strictObject({ params: none, query: z.strictObject({ ...apiPage, customer: customerId.optional() }), body: z.undefined() }),
    output: apiList(apiCase),
    handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => {
      const rows = await casePage(tx, within(who), { ...askedPage(query), customer: query.customer ?? null });
      return done(shownPage(rows, query.limit, shownCase));
    }),
  });
}

function caseRoute(db: Central): Route {
  return programRoute({
    ...reads('readCase', '/cases/:case', 'cases:read'),
    input: z.strictObject({ params: z.strictObject({ case: caseId }), query: none, body: z.undefined() }),
    output: apiCase,
    handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => absentOr(await findCase(tx, within(who), params.case), 'case.absent', shownCase)),
  });
}

function conversationsRoute(db: Central): Route {
  return programRoute({
    ...reads('listConversations', '/conversations', 'conversations:read'),
    input: z.strictObject({ params: none, query: z.strictObject({ ...apiPage, customer: customerId.optional(), case: caseId.optional() }), body: z.undefined() }),
    output: apiList(apiConversation),
    handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => {
      const rows = await conversationPage(tx, within(who), { ...askedPage(query), customer: query.customer ?? null, case: query.case ?? null });
      return done(shownPage(rows, query.limit, shownConversation));
    }),
  });
}

const oneConversation = z.strictObject({ conversation: conversationId });

function conversationRoute(db: Central): Route {
  return programRoute({
    ...reads('readConversation', '/conversations/:conversation', 'conversations:read'),
    input: z.strictObject({ params: oneConversation, query: none, body: z.undefined() }),
    output: apiConversation,
    handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => absentOr(await findConversation(tx, within(who), params.conversation), 'conversation.absent', shownConversation)),
  });
}

function messagesRoute(db: Central): Route {
  return programRoute({
    ...reads('listMessages', '/conversations/:conversation/messages', 'conversations:read'),
    input: z.strictObject({ params: oneConversation, query: z.strictObject(apiPage), body: z.undefined() }),
    output: apiList(apiMessage),
    handle: ({ input: { params, query } }, who) => asPerson(db, who, async (tx) => {
      const conversation = await findConversation(tx, within(who), params.conversation);
      if (conversation === null) return refused('conversation.absent');
      const before = query.after === undefined ? null : edgeOf(query.after);
      const rows = await messagesOf(tx, within(who), { conversation: conversation.id, before, most: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return done({ items: shown.map(shownMessage), next: last === undefined || rows.length <= query.limit ? null : `${last.at}.${last.id}` });
    }),
  });
}

/** Where the page before ended; what nobody was given means the beginning. */
function edgeOf(after: string): Edge<MessageId> | null {
  const [at = '', id = ''] = after.split('.');
  return /^\d{1,15}$/.test(at) && isId('message', id) ? { at: Number(at), id } : null;
}
