import type { Rule } from '../rule';
import { look } from '../source-file';

const empty = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'shared', 'stuff', 'lib', 'types', 'constants', 'tools']);

export const fileNames: Rule = {
  name: 'a file is named after its one idea, in kebab-case or as its component',
  check: ({ path }) => {
    const [name = '', ...folders] = path.split('/').toReversed();
    const stem = name.replace(/(\.(test|spec|config|d|module))*\.\w+$/, '');
    const says = [stem, ...folders].flatMap((part) => (empty.has(part.toLowerCase()) || /(^|-)(utils?|helpers?|manager)$/.test(part) ? [`the name ${part} says nothing`] : []));
    const isComponent = name.endsWith('.tsx') && /^[A-Z][A-Za-z0-9]*$/.test(stem);
    const shape = isComponent || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) ? [] : [`the name ${name} is not kebab-case`];
    return [...says, ...shape].map((what) => ({ path, line: 1, what }));
  },
  planted: [
    { path: 'src/kernel/utils.ts', text: '' },
    { path: 'renderer/common/Button.tsx', text: '' },
    { path: 'src/server/channel/channel-manager.ts', text: '' },
    { path: 'src/domain/queue/nextUp.ts', text: '' },
  ],
  allowed: [
    { path: 'src/domain/queue/next-up.ts', text: '' },
    { path: 'db/central/migrations/0001-first-tables.ts', text: '' },
    { path: 'renderer/queue/QueueList.tsx', text: '' },
  ],
};

/** Files whose default export somebody else asks for: build tools, Playwright, modules described to the compiler, the stand-in for `electron`. */
const asked = /(\.config\.ts|\.d\.ts|^test\/e2e\/global-setup\.ts|^electron\/stand-in\/electron-module\.mjs)$/;

export const namedExports: Rule = {
  name: 'exports have names, and no file only passes others on',
  check: (file) => {
    if (asked.test(file.path)) return [];
    const own = look(file, (note) => ({
      ExportDefaultDeclaration: (node) => note(node, 'a default export'),
      ExportAllDeclaration: (node) => note(node, 'export * passes everything on'),
    }));
    return /(^|\/)index\.tsx?$/.test(file.path) ? [...own, { path: file.path, line: 1, what: 'an index file' }] : own;
  },
  planted: [
    { path: 'src/kernel/a.ts', text: 'export default 1;' },
    { path: 'src/kernel/b.ts', text: "export * from './a';" },
    { path: 'src/domain/queue/index.ts', text: "export { a } from './a';" },
  ],
};
