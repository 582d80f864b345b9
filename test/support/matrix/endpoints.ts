import { command, intent } from '#contract/intents';
import type { Route } from '#server/route';
import type { Socket } from '#server/socket';
import type { z } from 'zod';
import { fieldsOf, type Fields } from './schema-ids';

/** Something that can be asked of the server: a route, a verb of a socket, or one of the intents that travel in a verb. */
export type Endpoint = { readonly name: string; readonly fields: Fields };

/** Every endpoint of the registry with every id that it takes. */
export function endpointsOf(routes: readonly Route[], sockets: readonly Pick<Socket, 'path' | 'verbs'>[]): readonly Endpoint[] {
  const overHttp = routes.map(({ method, path, input }) => ({ name: `${method} ${path}`, fields: fieldsOf(input) }));
  const overSockets = sockets.flatMap(({ path, verbs }) => Object.entries(verbs).flatMap(([verb, { input }]) => ofVerb(`${path} ${verb}`, input)));
  return [...overHttp, ...overSockets];
}

/** Verbs that carry intents, and what they carry: each intent is an endpoint of its own. */
const carriers: Readonly<Record<string, { readonly opaque: readonly string[]; readonly options: readonly z.ZodObject<{ readonly name: z.ZodLiteral<string>; readonly args: z.ZodType }>[] }>> = {
  '/sync push': { opaque: ['mutations[].intent'], options: intent.options },
  '/sync command': { opaque: [], options: command.options },
};

function ofVerb(name: string, input: z.ZodType): readonly Endpoint[] {
  const fields = fieldsOf(input);
  const carrier = carriers[name];
  if (carrier === undefined) return [{ name, fields }];
  const opaque = fields.opaque.filter((path) => !carrier.opaque.includes(path));
  return carrier.options.map(({ shape }) => ({ name: `${name} ${shape.name.value}`, fields: { ids: fieldsOf(shape.args).ids, opaque } }));
}
