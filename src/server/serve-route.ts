import type { Failure } from '#contract/failures';
import { refused, type Outcome } from '#kernel/outcome';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppPorts } from './app';
import { fail } from './failure-answer';
import type { Peer } from './peer';
import { RateLimiter } from './rate';
import type { Entered, Route, RouteAnswer } from './route';
import { z } from 'zod';

type RoutePorts = AppPorts & { readonly peerOf: (request: FastifyRequest) => Peer };

/** Entrance, rate, input, policy, answer, audit: in this order, for every route. */
export function serveRoute(app: FastifyInstance, route: Route, ports: RoutePorts): void {
  const limiter = new RateLimiter(route.rate);
  const entered = new WeakMap<FastifyRequest, Entered>();
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.largest,
    exposeHeadRoute: false,
    // Before the body is read: nobody makes the server hold what it will not look at.
    onRequest: async (request, reply) => {
      const entrance = await enter(route, request, ports);
      if (!entrance.ok) return fail(request, reply, entrance.code);
      const who = entrance.value;
      const key = route.rate.per === 'session' && who !== null ? sessionOf(who) : ports.peerOf(request).address;
      if (!limiter.allows(key, performance.now())) return fail(request, reply, 'request.tooMany');
      entered.set(request, who);
      return undefined;
    },
    handler: async (request, reply) => {
      const who = entered.get(request) ?? null;
      const outcome = await answer(route, request, { who, peer: ports.peerOf(request) });
      const failure = outcome.ok ? null : outcome.code;
      await ports.audit({ class: route.audit, action: `${route.method} ${route.path}`, who, object: objectOf(request, who), failure, correlation: request.id });
      return outcome.ok ? send(reply, outcome.value) : fail(request, reply, outcome.code);
    },
  });
}

function sessionOf(who: Exclude<Entered, null>): string {
  return 'token' in who ? who.token : who.session;
}

async function enter(route: Route, request: FastifyRequest, { sessions, tokens }: AppPorts): Promise<Outcome<Entered, Failure>> {
  if (route.access.for === 'everyone') return { ok: true, value: null };
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || token.length > 500) return refused('access.signedOut');
  const { roles } = route.access;
  const outcome = route.access.for === 'programs' ? await tokens.authenticate(token) : await sessions.authenticate(token);
  if (!outcome.ok) return outcome;
  const { actor } = outcome.value;
  if (route.access.for === 'programs' && !('scopes' in outcome.value && outcome.value.scopes.includes(route.access.scope))) return refused('access.denied');
  return roles === 'any' || roles.some((role) => actor.roles.includes(role)) ? outcome : refused('access.denied');
}

const wellFormedKey = z.string().regex(/^[\x21-\x7e]{1,200}$/);

type Caller = { readonly who: Entered; readonly peer: Peer };

async function answer(route: Route, request: FastifyRequest, { who, peer }: Caller): Promise<Outcome<RouteAnswer, Failure>> {
  // The framework says null for an empty body.
  const body: unknown = request.body ?? undefined;
  const serve = route.parse({ params: request.params, query: request.query, body });
  if (serve === null) return refused('request.malformed');
  const { origin = null, 'accept-language': language = null } = request.headers;
  const key = wellFormedKey.safeParse(request.headers['idempotency-key']).data ?? null;
  return serve({ correlation: request.id, ...peer, origin, language, key, header: (name) => headerOf(request, name) }, who);
}

function headerOf({ headers }: FastifyRequest, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

function send(reply: FastifyReply, answered: RouteAnswer): FastifyReply {
  if ('json' in answered) return reply.type('application/json').send(JSON.stringify(answered.json));
  return reply.code(answered.download.status).headers(answered.download.headers).send(answered.download.body);
}

/** Ids only: they are random and name nobody. What else stands in their place was refused and is not kept. */
function objectOf(request: FastifyRequest, who: Entered): string | null {
  const params: unknown = request.params;
  const named: readonly unknown[] = typeof params === 'object' && params !== null ? Object.values(params) : [];
  const program = who !== null && 'token' in who ? [who.token] : [];
  const ids = [...program, ...named].filter((value) => typeof value === 'string' && /^[a-z]{3}_[A-Za-z0-9-]+$/.test(value));
  return ids.length === 0 ? null : ids.join('/').slice(0, 200);
}
