import type { ApiScope } from '#contract/api-token';
import { apiArticle, apiArticlePut, apiKey, apiList, apiMacro, apiMacroPut, apiOrder, apiOrderPut, apiPage } from '#contract/api';
import { articleId, customerId, macroId, orderId } from '#contract/ids';
import type { Central } from '#db/central/open';
import { articlePage, findArticle, findMacro, findOrder, macroPage, orderByKey, orderPage, putThing, type Things } from '#db/central/orders';
import { loadRow } from '#db/central/rows';
import type { Role } from '#domain/access/person';
import { id } from '#kernel/id';
import { refused } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { within } from '../access/within';
import { programRoute, type Route } from '../route';
import { serverTime } from '../sync/server-time';
import { absentOr, apiRate, asPerson, askedPage, listInput, reads, shownPage } from './read-routes';
import { shownMoment } from './shown';
import type { Operation } from './text/en';
import { done } from '#kernel/outcome';

const none = z.strictObject({});

/** Orders, articles and macros: what other systems tell, each under its key there. */
export function apiThingRoutes(db: Central): readonly Route[] {
  return [...orderRoutes(db), ...articleRoutes(db), ...macroRoutes(db)];
}

/** Replacing by key is the same however often it is done. */
function puts(operation: Operation, path: string, may: { readonly scope: ApiScope; readonly roles: readonly Role[] }) {
  return { method: 'PUT', path: `/api/v1${path}`, access: { for: 'programs', ...may }, rate: apiRate, audit: 'change', operation, largest: 512 * 1024 } as const;
}

function shownOrder({ placedAt, changedAt, ...order }: Things['orders']): z.infer<typeof apiOrder> {
  return { ...order, placedAt: shownMoment(placedAt), changedAt: shownMoment(changedAt) };
}

function shownText<Text extends Things['articles'] | Things['macros']>({ changedAt, ...text }: Text): Omit<Text, 'changedAt'> & { changedAt: string } {
  return { ...text, changedAt: shownMoment(changedAt) };
}

function orderRoutes(db: Central): readonly Route[] {
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
      handle: ({ input: { params, body } }, { tenant }) => db.transaction(async (tx) => {
        if ((await loadRow(tx, tenant, { table: 'customers', id: body.customer })) === null) return refused('customer.absent');
        await putThing(tx, tenant, { table: 'orders', row: { ...body, placedAt: Date.parse(body.placedAt), key: params.key, id: id('order', randomUUID()), changedAt: serverTime() } });
        return absentOr(await orderByKey(tx, tenant, params.key), 'order.absent', shownOrder);
      }),
    }),
  ];
}

function articleRoutes(db: Central): readonly Route[] {
  return [
    programRoute({
      ...reads('listArticles', '/articles', 'articles:read'),
      input: listInput,
      output: apiList(apiArticle),
      handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => done(shownPage(await articlePage(tx, who.tenant, askedPage(query)), query.limit, shownText))),
    }),
    programRoute({
      ...reads('readArticle', '/articles/:article', 'articles:read'),
      input: z.strictObject({ params: z.strictObject({ article: articleId }), query: none, body: z.undefined() }),
      output: apiArticle,
      handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => absentOr(await findArticle(tx, who.tenant, { id: params.article }), 'article.absent', shownText)),
    }),
    programRoute({
      ...puts('putArticle', '/articles/:key', { scope: 'articles:write', roles: ['editor', 'administrator'] }),
      input: z.strictObject({ params: apiKey, query: none, body: apiArticlePut }),
      output: apiArticle,
      handle: ({ input: { params, body } }, { tenant }) => db.transaction(async (tx) => {
        await putThing(tx, tenant, { table: 'articles', row: { ...body, key: params.key, id: id('article', randomUUID()), changedAt: serverTime() } });
        return absentOr(await findArticle(tx, tenant, { key: params.key }), 'article.absent', shownText);
      }),
    }),
  ];
}

function macroRoutes(db: Central): readonly Route[] {
  return [
    programRoute({
      ...reads('listMacros', '/macros', 'macros:read'),
      input: listInput,
      output: apiList(apiMacro),
      handle: ({ input: { query } }, who) => asPerson(db, who, async (tx) => done(shownPage(await macroPage(tx, who.tenant, askedPage(query)), query.limit, shownText))),
    }),
    programRoute({
      ...reads('readMacro', '/macros/:macro', 'macros:read'),
      input: z.strictObject({ params: z.strictObject({ macro: macroId }), query: none, body: z.undefined() }),
      output: apiMacro,
      handle: ({ input: { params } }, who) => asPerson(db, who, async (tx) => absentOr(await findMacro(tx, who.tenant, { id: params.macro }), 'macro.absent', shownText)),
    }),
    programRoute({
      ...puts('putMacro', '/macros/:key', { scope: 'macros:write', roles: ['supervisor', 'administrator'] }),
      input: z.strictObject({ params: apiKey, query: none, body: apiMacroPut }),
      output: apiMacro,
      handle: ({ input: { params, body } }, { tenant }) => db.transaction(async (tx) => {
        await putThing(tx, tenant, { table: 'macros', row: { ...body, key: params.key, id: id('macro', randomUUID()), changedAt: serverTime() } });
        return absentOr(await findMacro(tx, tenant, { key: params.key }), 'macro.absent', shownText);
      }),
    }),
  ];
}
