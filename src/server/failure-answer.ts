import type { Failure } from '#contract/failures';
import type { FastifyReply, FastifyRequest } from 'fastify';

const statuses: Readonly<Partial<Record<Failure, number>>> = {
  'access.signInFailed': 401,
  'access.signedOut': 401,
  'access.revoked': 401,
  'access.factorNeeded': 401,
  'access.factorWrong': 401,
  'access.denied': 403,
  'access.providerFailed': 502,
  'access.tooManyTries': 429,
  'request.unknown': 404,
  'request.malformed': 400,
  'request.tooMany': 429,
  'request.tooLarge': 413,
  'conversation.absent': 404,
  'attachment.absent': 404,
  'attachment.damaged': 400,
  'customer.absent': 404,
  'import.absent': 404,
  'case.absent': 404,
  'order.absent': 404,
  'article.absent': 404,
  'article.changed': 409,
  'macro.absent': 404,
  'token.absent': 404,
  'webhook.absent': 404,
  'person.absent': 404,
  'team.absent': 404,
  'session.absent': 404,
  'server.failed': 500,
  'server.unavailable': 503,
  'server.incompatible': 400,
};

/** Rules that say no are conflicts with what is. */
function statusOf(failure: Failure): number {
  return statuses[failure] ?? 409;
}

/** A code and a correlation id; never a sentence, a stack or a statement. */
export function fail(request: FastifyRequest, reply: FastifyReply, code: Failure): FastifyReply {
  return reply.code(statusOf(code)).type('application/json').send(JSON.stringify({ code, correlation: request.id }));
}
