import { connectAnswer, connectMessage, connectPing, connectProgress } from '#contract/connect';
import { done } from '#kernel/outcome';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Download, download, everyone, noInput, openRoute, type Route } from '../../../route';
import { en, type ConnectTexts } from './text/en';
import { ru } from './text/ru';

const open = { method: 'GET', access: everyone, rate: { per: 'address', burst: 30, perSecond: 1 }, audit: 'none', input: noInput } as const;

/** How any other system becomes a channel: for people, and for programs. Made from the schemas that the calls are parsed with. */
export function connectDocs(): readonly Route[] {
  return [
    openRoute({ ...open, path: '/connect/openapi.json', output: z.record(z.string(), z.unknown()), handle: () => Promise.resolve(done(description())) }),
    openRoute({
      ...open,
      path: '/connect/docs',
      output: download,
      handle: ({ language }) => {
        const isRussian = language !== null && /^ru\b/i.test(language);
        return Promise.resolve(done(new Download({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }, page(isRussian ? ru : en, isRussian ? 'ru' : 'en'))));
      },
    }),
  ];
}

type JsonSchema = { readonly [key: string]: unknown };

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

const headers = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({ name, in: 'header', required: true, schema: { type: 'string' } }));

function bodyOf(schemas: readonly z.ZodType[]): JsonSchema {
  return { required: true, content: { 'application/json': { schema: { oneOf: schemas.map(schemaOf) } } } };
}

function description(): Record<string, unknown> {
  const answers = (statuses: readonly string[]): JsonSchema => Object.fromEntries(statuses.map((status) => [status, { description: en.incoming }]));
  return {
    openapi: '3.1.0',
    info: { title: en.title, version: '1', description: [...en.lead, ...en.signed].join('\n\n') },
    servers: [{ url: '/' }],
    paths: {
      '/hooks/{channel}': {
        post: {
          operationId: 'bring',
          summary: en.incoming,
          description: en.incomingLead,
          parameters: [{ name: 'channel', in: 'path', required: true, schema: { type: 'string' } }, ...headers],
          requestBody: bodyOf([connectMessage, connectProgress]),
          responses: answers(['200', '400', '404', '429', '503']),
        },
      },
    },
    webhooks: { answer: { post: { operationId: 'answer', summary: en.outgoing, description: en.outgoingLead, parameters: headers, requestBody: bodyOf([connectAnswer, connectPing]), responses: { '204': { description: en.answer } } } } },
  };
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:0 auto;padding:2rem 1rem}
h2{margin:2.5rem 0 .5rem}code,pre{font:14px/1.5 ui-monospace,monospace}pre{overflow:auto;padding:1rem;border-radius:.5rem;background:#8882}pre:focus-visible,a:focus-visible{outline:2px solid #2f6fde;outline-offset:2px}`;

/** No script, nothing from elsewhere, and this style alone. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function page(text: ConnectTexts, language: 'ru' | 'en'): string {
  const lines = (all: readonly string[]): string => all.map((line) => `<p>${escaped(line)}</p>`).join('');
  const shown = (title: string, schema: z.ZodType): string => `<h3>${escaped(title)}</h3><pre tabindex="0">${escaped(JSON.stringify(schemaOf(schema), null, 2))}</pre>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(text.title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(text.title)}</h1>${lines(text.lead)}<p><a href="/connect/openapi.json">${escaped(text.description)}</a></p>
<h2>${escaped(text.signing)}</h2>${lines(text.signed)}
<h2>${escaped(text.incoming)}</h2>${lines([text.incomingLead])}${shown(text.message, connectMessage)}${shown(text.progress, connectProgress)}
<h2>${escaped(text.outgoing)}</h2>${lines([text.outgoingLead])}${shown(text.answer, connectAnswer)}${shown(text.ping, connectPing)}${lines([text.example])}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
