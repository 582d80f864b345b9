import type { ApiScope } from '#contract/api-token';
import { apiArticle, apiArticlePut, apiKey, apiList, apiMacro, apiMacroPut, apiOrder, apiOrderPut, apiPage } from '#contract/api';
import { articleId, customerId, macroId, orderId } from '#contract/ids';
import type { Central } from '#db/central/open';
import { lockImport, rememberImported } from '#db/central/import';
import { findText, textPage, type Keyed } from '#db/central/knowledge';
import { lockCustomerNow } from '#db/central/customer-teams';
import { findOrder, lockOrder, orderPage, ordersByKey } from '#db/central/orders';
import type { OrderRow } from '#domain/customer/order';
import type { Role } from '#domain/access/person';
import { contentOf } from '#domain/knowledge/article';
import { sectionsOf, textOf } from '#domain/knowledge/section-text';
import { id } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { within } from '../access/within';
import { freshArticle, freshMacro } from '../knowledge/fresh';
import { writeArticle } from '../knowledge/write-article';
import { programRoute, type Route } from '../route';
import type { Commit } from '../sync/commit';
import { absentOr, apiRate, asPerson, askedPage, listInput, reads, shownPage } from './read-routes';
import { shownMoment } from './shown';
import type { Operation } from './text/en';

const none = z.strictObject({});

/** Orders, articles and macros: what other systems tell, each under its key there. */
export function apiThingRoutes(db: Central, commit: Commit): readonly Route[] {
  return [...orderRoutes(db, commit), ...articleRoutes(db, commit), ...macroRoutes(db, commit)];
}

/** Replacing by key is the same however often it is done. */
function puts(operation: Operation, path: string, may: { readonly scope: ApiScope; readonly roles: readonly Role[] }) {
  return { method: 'PUT', path: `/api/v1${path}`, access: { for: 'programs', ...may }, rate: apiRate, audit: 'change', operation, largest: 512 * 1024 } as const;
}

function shownOrder({ placedAt, changedAt, version: _version, ...order }: OrderRow): z.infer<typeof apiOrder> {
  return { ...order, items: [...order.items], placedAt: shownMoment(placedAt), changedAt: shownMoment(changedAt) };
}

function shownArticle({ id, key, row: { title, sections, language, category, updatedAt } }: Keyed<'articles'>): z.infer<typeof apiArticle> {
  return { id, key, title, text: textOf(sections, language ?? 'en'), language, category, changedAt: shownMoment(updatedAt) };
}

function shownMacro({ id, key, row: { title, text, language, updatedAt } }: Keyed<'macros'>): z.infer<typeof apiMacro> {
  return { id, key, title, text, language, changedAt: shownMoment(updatedAt) };
}

function orderRoutes(db: Central, commit: Commit): readonly Route[] {
  return [
    programRoute({
      ...reads('listOrders', '/orders', 'orders:read'),
      input: z.strictObject({ params: none, query: z.strictObject({ ...apiPage, customer: customerId.optional() }), body: z.undefined() }),
      output: apiList(apiOrder),
      handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => done(shownPage(await orderPage(tx, within(who), { ...askedPage(query), customer: query.customer ?? null }), query.limit, shownOrder))),
    }),
    programRoute({
      ...reads('readOrder', '/orders/:order', 'orders:read'),
      input: z.strictObject({ params: z.strictObject({ order: orderId }), query: none, body: z.undefined() }),
      output: apiOrder,
      handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => absentOr(await findOrder(tx, within(who), { id: params.order }), 'order.absent', shownOrder)),
    }),
    programRoute({
      ...puts('putOrder', '/orders/:key', { scope: 'orders:write', roles: ['administrator'] }),
      input: z.strictObject({ params: apiKey, query: none, body: apiOrderPut }),
      output: apiOrder,
      // An order may come before anybody has spoken with its customer: any of the company will do.
      handle: ({ input: { params, body } }, { tenant }) => commit(tenant, async (tx, now, put) => {
        const customer = await lockCustomerNow(tx, tenant, body.customer);
        if (customer === null) return refused('customer.absent');
        await lockOrder(tx, tenant, params.key);
        const [before] = await ordersByKey(tx, tenant, [params.key]);
        await put([{ op: 'put', table: 'orders', row: { ...body, customer, placedAt: Date.parse(body.placedAt), key: params.key, id: before?.id ?? id('order', randomUUID()), changedAt: now, version: before?.version ?? 0 } }]);
        return absentOr((await ordersByKey(tx, tenant, [params.key]))[0] ?? null, 'order.absent', shownOrder);
      }),
    }),
  ];
}

function articleRoutes(db: Central, commit: Commit): readonly Route[] {
  return [
    programRoute({
      ...reads('listArticles', '/articles', 'articles:read'),
      input: listInput,
      output: apiList(apiArticle),
      handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => done(shownPage(await textPage(tx, who.tenant, { table: 'articles', page: askedPage(query) }), query.limit, shownArticle))),
    }),
    programRoute({
      ...reads('readArticle', '/articles/:article', 'articles:read'),
      input: z.strictObject({ params: z.strictObject({ article: articleId }), query: none, body: z.undefined() }),
      output: apiArticle,
      handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => absentOr(await findText(tx, who.tenant, { table: 'articles', id: params.article }), 'article.absent', shownArticle)),
    }),
    programRoute({
      ...puts('putArticle', '/articles/:key', { scope: 'articles:write', roles: ['editor', 'administrator'] }),
      input: z.strictObject({ params: apiKey, query: none, body: apiArticlePut }),
      output: apiArticle,
      handle: async ({ input: { params, body } }, { tenant, actor }) => commit(tenant, async (tx, now, put) => {
        await lockImport(tx, tenant);
        const before = await findText(tx, tenant, { table: 'articles', key: params.key });
        const { text, ...told } = body;
        const content = { ...contentOf(before?.row ?? freshArticle), ...told, sections: sectionsOf(text) };
        const written = await writeArticle({ tx, tenant, now, put }, { id: before?.row.id ?? id('article', randomUUID()), revision: before?.row.revision ?? 0, content, by: actor.person });
        if (!written.ok) return written;
        if (before === null) await rememberImported(tx, tenant, { keys: [{ kind: 'article', id: written.value.id, key: params.key }], at: now });
        return done(shownArticle({ id: written.value.id, key: params.key, row: written.value }));
      }),
    }),
  ];
}

function macroRoutes(db: Central, commit: Commit): readonly Route[] {
  return [
    programRoute({
      ...reads('listMacros', '/macros', 'macros:read'),
      input: listInput,
      output: apiList(apiMacro),
      handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => done(shownPage(await textPage(tx, who.tenant, { table: 'macros', page: askedPage(query) }), query.limit, shownMacro))),
    }),
    programRoute({
      ...reads('readMacro', '/macros/:macro', 'macros:read'),
      input: z.strictObject({ params: z.strictObject({ macro: macroId }), query: none, body: z.undefined() }),
      output: apiMacro,
      handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => absentOr(await findText(tx, who.tenant, { table: 'macros', id: params.macro }), 'macro.absent', shownMacro)),
    }),
    programRoute({
      ...puts('putMacro', '/macros/:key', { scope: 'macros:write', roles: ['supervisor', 'administrator'] }),
      input: z.strictObject({ params: apiKey, query: none, body: apiMacroPut }),
      output: apiMacro,
      handle: ({ input: { params, body } }, { tenant }) => commit(tenant, async (tx, now, put) => {
        await lockImport(tx, tenant);
        const before = await findText(tx, tenant, { table: 'macros', key: params.key });
        const row = { ...(before?.row ?? { ...freshMacro, id: id('macro', randomUUID()) }), ...body, updatedAt: now };
        await put([{ op: 'put', table: 'macros', row }]);
        if (before === null) await rememberImported(tx, tenant, { keys: [{ kind: 'macro', id: row.id, key: params.key }], at: now });
        return done(shownMacro({ id: row.id, key: params.key, row }));
      }),
    }),
  ];
}
