import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder whose include/node holds the headers of this Node.js, so that nothing is downloaded to compile against. */
export function findNodeHeaders({ execPath = process.execPath, version = process.versions.node } = {}) {
  return [dirname(dirname(execPath)), '/usr'].find((folder) => headersMatch(folder, version));
}

function headersMatch(folder, version) {
  const file = join(folder, 'include', 'node', 'node_version.h');
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  const part = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
  return [part('MAJOR'), part('MINOR'), part('PATCH')].join('.') === version;
}
