import { chatVerbs } from '#server/channel/chat/chat-verbs';
import { everyRoute } from '#server/registry';
import type { Services } from '#server/services';
import { deskVerbs } from '#server/sync/desk-verbs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { conversationId, personId } from '#contract/ids';
import { endpointsOf } from '../../support/matrix/endpoints';
import { gapsOf } from '../../support/matrix/gaps';
import { policy } from '../../support/matrix/policy';
import { fieldsOf, looseObjects } from '../../support/matrix/schema-ids';

/** Gives itself for whatever is asked of it: routes are declared here, never served. */
const anything: object = new Proxy(() => anything, { get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : anything) });

// checked: declaring a route calls nothing of what it is built from
const routes = everyRoute(new Proxy({}, { get: () => anything }) as Services);
const sockets = [{ path: '/sync', verbs: deskVerbs }, { path: '/chat', verbs: chatVerbs }];

test('S-01 every route, verb and intent, and every id in their inputs, has its row in the access matrix', () => {
  expect(gapsOf(endpointsOf(routes, sockets), policy).join('\n')).toBe('');
});

test('S-01 no route or verb lets a field in or out that its schema does not name', () => {
  const overHttp = routes.flatMap(({ method, path, input, output }) => [...looseObjects(input), ...looseObjects(output)].map((at) => `${method} ${path} ${at}`));
  const overSockets = sockets.flatMap(({ verbs }) => Object.entries(verbs).flatMap(([name, { input, output }]) => [...looseObjects(input), ...(output === null ? [] : looseObjects(output))].map((at) => `${name} ${at}`)));
  expect([...overHttp, ...overSockets]).toEqual([]);
  expect(looseObjects(z.strictObject({ a: z.array(z.object({ b: z.string() })) }))).toEqual(['a[]']);
});

test('a route without a row, an id without a line and a field of any shape are told to their author', () => {
  const fields = fieldsOf(z.strictObject({ body: z.strictObject({ to: z.array(personId.nullable()).optional(), more: z.unknown() }) }));
  expect(fields).toEqual({ ids: [{ path: 'body.to[]', kind: 'person' }], opaque: ['body.more'] });
  const endpoint = { name: 'POST /new', fields };
  expect(gapsOf([endpoint], {})).toEqual([expect.stringContaining('body.more'), expect.stringContaining("'POST /new': { door: 'people', ask: (pick) => ({ body: { to[]: pick('body.to[]') } }), ids: { 'body.to[]'")]);

  expect(gapsOf([{ name: 'GET /a', fields: fieldsOf(z.union([z.strictObject({ at: conversationId }), z.null()])) }], { 'GET /a': { door: 'people', ask: () => ({}) }, 'GET /b': { door: 'people', ask: () => ({}) } })).toEqual([
    expect.stringContaining('takes a conversation at at'),
    expect.stringContaining("'GET /b' is not in the registry"),
  ]);
});
