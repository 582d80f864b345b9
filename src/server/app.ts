import type { Failure } from '#contract/failures';
import { isUnavailable } from '#db/central/unavailable';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { BlockList, type Socket } from 'node:net';
import type { Sessions } from './access/sessions';
import type { ApiTokens } from './api/tokens';
import type { Audit } from './audit';
import { faultFields, type EventLog } from './event-log';
import { fail } from './failure-answer';
import type { Metrics } from './metrics';
import { peerOf } from './peer';
import type { Route } from './route';
import { serveRoute } from './serve-route';
import { LineTooLongError } from './turns';

export type AppPorts = {
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly audit: Audit;
  readonly events: EventLog;
  readonly metrics: Metrics;
};

/** The HTTP side of the server: what the registry declares, and a constant answer for everything else. */
export function createApp(routes: readonly Route[], ports: AppPorts, proxies = new BlockList()): FastifyInstance {
  const app = fastify({
    logger: false,
    trustProxy: false,
    genReqId: () => randomUUID(),
    bodyLimit: 64 * 1024,
    requestTimeout: 120_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: false },
    frameworkErrors: (_error, request, reply) => {
      fail(request, reply.headers(safeHeaders), 'request.malformed');
    },
    clientErrorHandler: answerNoise,
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(safeHeaders);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    ports.metrics.served(request.method, route, { status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    if (reply.statusCode >= 500) ports.events('warn', 'request.failed', { correlation: request.id, route, method: request.method, status: reply.statusCode });
  });
  // Pieces of files; every other route refuses such a body when it reads its input.
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler((request, reply) => fail(request, reply, 'request.unknown'));
  app.setErrorHandler((error, request, reply) => {
    const code = failureOf(error);
    if (code === 'server.failed') ports.events('error', 'fault', { correlation: request.id, ...faultFields(error) });
    return fail(request, reply, code);
  });
  const routePorts: Parameters<typeof serveRoute>[2] = { ...ports, peerOf: ({ raw }) => peerOf(raw, proxies) };
  for (const route of routes) if (!route.isRaw) serveRoute(app, route, routePorts);
  void app.register((signed, _options, registered) => {
    signed.removeAllContentTypeParsers();
    signed.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const route of routes) if (route.isRaw) serveRoute(signed, route, routePorts);
    registered();
  });
  return app;
}

/** What is not even HTTP, or never comes to its end, gets the answer of everything malformed. */
function answerNoise(_error: Error, socket: Socket): void {
  const body = JSON.stringify({ code: 'request.malformed' satisfies Failure, correlation: randomUUID() });
  if (socket.writable) socket.write(`HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
  socket.destroySoon();
}

const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
} as const;

function failureOf(error: unknown): Failure {
  if (isUnavailable(error) || error instanceof LineTooLongError) return 'server.unavailable';
  const status = isFrameworkError(error) ? (error.statusCode ?? 500) : 500;
  if (status === 413) return 'request.tooLarge';
  return status >= 400 && status < 500 ? 'request.malformed' : 'server.failed';
}

function isFrameworkError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('FST_');
}
