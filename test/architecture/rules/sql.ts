import type { ESTree } from 'vite';
import type { Rule } from '../rule';
import { look } from '../source-file';

const startsSql = /^\s*(select|insert\s+into|update|delete\s+from|with|create\s+(table|index|unique)|alter\s+table|drop\s+table|pragma)\b/i;

export const literalSql: Rule = {
  name: 'S-22 SQL is literal text with bindings, never built from values',
  check: (file) =>
    file.path.startsWith('test/')
      ? []
      : look(file, (note) => ({
          CallExpression: (node) => {
            const { callee, arguments: given } = node;
            const isRaw = callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && /^(raw|whereRaw|orderByRaw|havingRaw|joinRaw|groupByRaw|fromRaw)$/.test(callee.property.name);
            const [sql] = given;
            if (isRaw && sql !== undefined && isBuilt(sql)) note(sql, 'SQL built in raw()');
          },
          TemplateLiteral: (node) => {
            if (node.expressions.length > 0 && startsSql.test(node.quasis[0]?.value.raw ?? '') && !isConstantOnly(node)) note(node, 'SQL built from values');
          },
          BinaryExpression: (node) => {
            if (node.operator === '+' && node.left.type === 'Literal' && typeof node.left.value === 'string' && startsSql.test(node.left.value)) note(node, 'SQL built by joining text');
          },
        })),
  planted: [
    { path: 'db/central/a.ts', text: 'export const a = (db: Db, id: string) => db.raw(`select * from cases where id = ${id}`);' },
    { path: 'db/central/b.ts', text: "export const a = (db: Db, id: string) => db.raw('select * from cases where id = ' + id);" },
    { path: 'src/server/a.ts', text: 'const sql = `delete from cases where id = ${id}`;' },
    { path: 'src/server/b.ts', text: "query.whereRaw(`name = '${name}'`);" },
  ],
  allowed: [
    { path: 'db/central/a.ts', text: "export const a = (db: Db, id: string) => db.raw('select * from cases where id = ?', [id]);" },
    { path: 'db/central/b.ts', text: 'export const a = (db: Db) => db.raw(`select ${sqlColumns.cases} from cases`);' },
  ],
};

function isBuilt(node: ESTree.Argument): boolean {
  if (node.type === 'BinaryExpression') return true;
  return node.type === 'TemplateLiteral' && node.expressions.length > 0 && !isConstantOnly(node);
}

/** Pieces whose names start with `sql` are SQL that code wrote from its own constants, such as column lists. */
function isConstantOnly(node: ESTree.TemplateLiteral): boolean {
  return node.expressions.every((expression) => rootName(expression)?.startsWith('sql') === true);
}

function rootName(node: ESTree.Expression | ESTree.Super): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return rootName(node.object);
  return node.type === 'CallExpression' ? rootName(node.callee) : undefined;
}
