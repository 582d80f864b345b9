import { roomOf, rooms } from '../rooms';
import type { Rule } from '../rule';
import { look } from '../source-file';

const forbiddenCalls = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'fetch', 'Date']);
const forbiddenMembers = new Set(['Date.now', 'Math.random', 'performance.now', 'performance.timeOrigin', 'crypto.randomUUID', 'crypto.getRandomValues', 'process.hrtime']);
const forbiddenWorlds = new Set(['process', 'globalThis', 'window', 'document', 'localStorage', 'navigator']);

export const purity: Rule = {
  name: 'the pure rooms have no clock, no dice, no timer and no outside world',
  check: (file) => {
    const room = roomOf(file.path);
    if (room === undefined || rooms[room]?.pure !== true) return [];
    return look(file, (note) => ({
      CallExpression: ({ callee }) => {
        if (callee.type === 'Identifier' && forbiddenCalls.has(callee.name)) note(callee, `${callee.name}()`);
      },
      NewExpression: (node) => {
        if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) note(node, 'new Date() reads the clock');
      },
      MemberExpression: (node) => {
        if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
        const name = `${node.object.name}.${node.property.name}`;
        if (forbiddenMembers.has(name)) note(node, name);
        else if (forbiddenWorlds.has(node.object.name)) note(node, `${node.object.name} is the outside world`);
      },
    }));
  },
  planted: [
    { path: 'src/kernel/a.ts', text: 'export const now = Date.now();' },
    { path: 'src/domain/queue/a.ts', text: 'export const dice = Math.random();' },
    { path: 'src/contract/a.ts', text: 'export const today = new Date();' },
    { path: 'src/sync/a.ts', text: 'setTimeout(() => undefined, 5);' },
    { path: 'src/sync/b.ts', text: 'export const id = crypto.randomUUID();' },
    { path: 'src/sync/c.ts', text: 'export const clock = Date.now;' },
    { path: 'src/domain/queue/b.ts', text: 'export const home = process.env;' },
  ],
  allowed: [
    { path: 'src/domain/queue/a.ts', text: 'export const year = (at: number): number => new Date(at).getUTCFullYear();' },
    { path: 'src/server/a.ts', text: 'export const now = Date.now();' },
  ],
};
