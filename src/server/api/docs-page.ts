import { createHash } from 'node:crypto';
import type { Described, JsonSchema } from './open-api';
import { en, type ApiTexts } from './text/en';
import { ru } from './text/ru';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:2rem 1rem}
h2{margin:2.5rem 0 .5rem;text-transform:capitalize}details{border:1px solid #8886;border-radius:.5rem;margin:.5rem 0}summary{padding:.75rem 1rem;cursor:pointer}
summary:focus-visible{outline:2px solid #2f6fde;outline-offset:2px}details>div{padding:0 1rem 1rem}code,pre{font:14px/1.5 ui-monospace,monospace}
pre{overflow:auto;padding:1rem;border-radius:.5rem;background:#8882}b.method{display:inline-block;min-width:3.5rem;text-transform:uppercase}dt{font-family:ui-monospace,monospace}dd{margin:0 0 .5rem 1rem}`;

/** No script, nothing from elsewhere, and this style alone. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The public API for who reads it, in the language of their browser. */
export function docsPage(operations: readonly Described[], language: string | null): string {
  const isRussian = language !== null && /^ru\b/i.test(language);
  const text = isRussian ? ru : en;
  const groups = [...new Set(operations.map(groupOf))];
  const { page } = text;
  const sections = groups.map((group) => `<section><h2>${group}</h2>${operations.filter((one) => groupOf(one) === group).map((one) => sectionOf(one, text)).join('')}</section>`);
  const lead = [page.lead, page.keys, page.pages, page.errors].map((line) => `<p>${escaped(line)}</p>`).join('');
  return `<!doctype html><html lang="${isRussian ? 'ru' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(page.title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(page.title)}</h1>${lead}<p><a href="/api/v1/openapi.json">${escaped(page.description)}</a></p>${sections.join('')}</main></body></html>`;
}

function groupOf({ path }: Described): string {
  return path.split('/')[3] ?? '';
}

function sectionOf({ operation, method, path, scope, parameters, body, answer }: Described, { operations, page }: ApiTexts): string {
  const named = parameters.map(({ name, in: place, required, schema }) => `<dt>${escaped(name)}</dt><dd>${place}${required ? `, ${escaped(page.required)}` : ''} <code>${escaped(typeOf(schema))}</code></dd>`);
  return `<details id="${operation}"><summary><b class="method">${method}</b> <code>${escaped(path)}</code> ${escaped(operations[operation])}</summary><div>
<p>${escaped(page.scope)}: <code>${escaped(scope)}</code></p>
${named.length === 0 ? '' : `<h3>${escaped(page.parameters)}</h3><dl>${named.join('')}</dl>`}
${body === null ? '' : `<h3>${escaped(page.body)}</h3>${shown(body)}`}
<h3>${escaped(page.answer)}</h3>${shown(answer)}</div></details>`;
}

function typeOf({ type, pattern, minimum, maximum }: JsonSchema): string {
  const bounds = typeof minimum === 'number' && typeof maximum === 'number' ? ` ${minimum}…${maximum}` : '';
  return `${typeof type === 'string' ? type : ''}${bounds}${typeof pattern === 'string' ? ` ${pattern}` : ''}`;
}

function shown(schema: JsonSchema): string {
  return `<pre tabindex="0">${escaped(JSON.stringify(schema, null, 2))}</pre>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
