import type { Endpoint } from './endpoints';
import type { Row } from './policy-words';

/** What the table lacks or has too much of, each said so that its author knows what to write. */
export function gapsOf(endpoints: readonly Endpoint[], policy: Readonly<Record<string, Row>>): readonly string[] {
  const known = new Set(endpoints.map(({ name }) => name));
  const stray = Object.keys(policy).filter((name) => !known.has(name)).map((name) => `'${name}' is not in the registry any more: remove its row from test/support/matrix/policy.ts`);
  return [...endpoints.flatMap((endpoint) => gapsIn(endpoint, policy[endpoint.name])), ...stray];
}

function gapsIn({ name, fields }: Endpoint, row: Row | undefined): readonly string[] {
  const shapeless = fields.opaque.map((path) => `'${name}' takes a value of any shape at ${path}: give it a schema, or say in test/support/matrix/endpoints.ts what travels in it`);
  const paths = fields.ids.map(({ path }) => path);
  if (row === undefined) return [...shapeless, `'${name}' has no row: add to test/support/matrix/policy.ts\n${skeleton(name, paths)}`];
  const given = Object.keys(row.ids ?? {});
  const missing = fields.ids.filter(({ path }) => !given.includes(path)).map(({ path, kind }) => `'${name}' takes a ${kind} at ${path}: say in its row, under ids, what is answered to whom: '${path}': seenByTeam('…')`);
  const stray = given.filter((path) => !paths.includes(path)).map((path) => `'${name}' has no id at ${path} any more: remove the line from its row`);
  return [...shapeless, ...missing, ...stray];
}

function skeleton(name: string, paths: readonly string[]): string {
  const parts = ['params', 'query', 'body'].flatMap((part) => {
    const fields = paths.filter((path) => path.startsWith(`${part}.`) || (part === 'body' && name.startsWith('/')));
    return fields.length === 0 ? [] : [`${part}: { ${fields.map((path) => `${path.split('.').at(-1) ?? path}: pick('${path}')`).join(', ')} }`];
  });
  const ids = paths.map((path) => `'${path}': seenByTeam('conversation.absent')`).join(', ');
  return `  '${name}': { door: 'people', ask: ${paths.length === 0 ? '() => ({})' : `(pick) => ({ ${parts.join(', ')} })`}, ${paths.length === 0 ? "plain: 'ok'" : `ids: { ${ids} }`} },`;
}
