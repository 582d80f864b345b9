import { failures } from '#contract/failures';
import { z } from 'zod';
import type { Route } from '../route';
import { en, type Operation } from './text/en';

/** A schema of JSON as OpenAPI 3.1 takes it. */
export type JsonSchema = { readonly [word: string]: unknown };

type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required: boolean; readonly schema: JsonSchema };

/** One operation of the public API, as its route declares it. */
export type Described = {
  readonly operation: Operation;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** In the form of OpenAPI: `/customers/{customer}`. */
  readonly path: string;
  readonly scope: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | null;
  readonly answer: JsonSchema;
};

const methods = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

export function describeApi(routes: readonly Route[]): readonly Described[] {
  return routes.flatMap((route) => {
    const { access, operation } = route;
    return operation === null || access.for !== 'programs' ? [] : [describe(route, operation, access.scope)];
  });
}

function describe({ method, path, input, output }: Route, operation: Operation, scope: string): Described {
  const parts = input instanceof z.ZodObject ? new Map<string, unknown>(Object.entries(input.shape)) : new Map<string, unknown>();
  const body = parts.get('body');
  const parameters = [...parametersOf('path', parts.get('params')), ...parametersOf('query', parts.get('query')), ...(method === 'POST' ? [idempotencyKey] : [])];
  return {
    operation,
    method: methods[method],
    path: path.replaceAll(/:(\w+)/g, '{$1}'),
    scope,
    parameters,
    body: body instanceof z.ZodType && !(body instanceof z.ZodUndefined) ? schemaOf(body, 'input') : null,
    answer: schemaOf(output, 'output'),
  };
}

const idempotencyKey: Parameter = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 1, maxLength: 200 } };

function parametersOf(place: 'path' | 'query', schema: unknown): readonly Parameter[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<unknown>(schema.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType ? [{ name, in: place, required: place === 'path', schema: schemaOf(field, 'input') }] : [],
  );
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

const problem = { description: 'Refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } } };

/** The whole description, made from what the routes parse and answer with: it cannot say anything else than they do. */
export function openApi(routes: readonly Route[]): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { operation, method, path, scope, parameters, body, answer } of describeApi(routes)) {
    paths[path] = {
      ...paths[path],
      [method]: {
        operationId: operation,
        summary: en.operations[operation],
        tags: [path.split('/')[3] ?? ''],
        security: [{ token: [scope] }],
        parameters,
        ...(body === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
        responses: { '200': { description: en.operations[operation], content: { 'application/json': { schema: answer } } }, default: problem },
      },
    };
  }
  const refusal = { type: 'object', properties: { code: { type: 'string', enum: [...failures] }, correlation: { type: 'string', format: 'uuid' } }, required: ['code', 'correlation'], additionalProperties: false };
  return {
    openapi: '3.1.0',
    info: { title: en.page.title, version: '1', description: [en.page.lead, en.page.keys, en.page.errors, en.page.pages].join('\n\n') },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: { Refusal: refusal }, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}
