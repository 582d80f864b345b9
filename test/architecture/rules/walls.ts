import { importsOf, resolved, type Import } from '../imports';
import { aliases, proofRoom, roomOf, rooms, type Room } from '../rooms';
import type { Rule } from '../rule';
import { lineAt } from '../source-file';

export const homes: Rule = {
  name: 'every file has a room',
  check: (file) => (roomOf(file.path) === undefined ? [{ path: file.path, line: 1, what: 'stands in no room' }] : []),
  planted: [
    { path: 'src/stray.ts', text: '' },
    { path: 'electron/tray/icon.ts', text: '' },
  ],
};

export const walls: Rule = {
  name: 'a room imports only the rooms and packages that its row names',
  check: (file) => {
    const room = roomOf(file.path);
    if (room === undefined || room === proofRoom || isBuildFile(file.path)) return [];
    const row = rooms[room];
    if (row === undefined) return [];
    return importsOf(file).flatMap((one) => {
      const what = refusal({ name: room, row }, roomBehind(file.path, one.from), one);
      return what === undefined ? [] : [{ path: file.path, line: lineAt(file.text, one.start), what }];
    });
  },
  planted: [
    { path: 'src/kernel/a.ts', text: "import { z } from 'zod';" },
    { path: 'src/domain/queue/a.ts', text: "import type { Limits } from '#contract/limits';" },
    { path: 'src/sync/a.ts', text: "export { open } from '#db/cache/open';" },
    { path: 'src/contract/a.ts', text: "import { readFile } from 'node:fs';" },
    { path: 'renderer/queue/a.ts', text: "const db = await import('#db/cache/open');" },
    { path: 'renderer/queue/b.ts', text: "import { ipcRenderer } from 'electron';" },
    { path: 'electron/desk/a.ts', text: "import { app } from 'electron';" },
    { path: 'electron/main/a.ts', text: "import { openCache } from '#desk/open';" },
    { path: 'electron/preload/a.ts', text: "import { readFile } from 'node:fs';" },
    { path: 'src/server/a.ts', text: "import { kit } from '../../renderer/kit/kit';" },
    { path: 'src/server/b.ts', text: "import knex from 'knex';" },
    { path: 'src/widget/a.ts', text: "import { React } from 'react';" },
    { path: 'db/a.ts', text: "type Row = import('#server/row').Row;" },
  ],
  allowed: [
    { path: 'src/server/a.ts', text: "import { openCentral } from '#db/central/open'; import { z } from 'zod'; import fs from 'node:fs'; import { b } from './b';" },
    { path: 'renderer/queue/a.tsx', text: "import { Text } from '@mantine/core'; import '@mantine/core/styles.css'; import { id } from '#kernel/id';" },
  ],
};

export const addresses: Rule = {
  name: 'between rooms by name, inside a room relative, and without file extensions',
  check: (file) => {
    const room = roomOf(file.path);
    if (room === undefined || !/\.tsx?$/.test(file.path)) return [];
    return importsOf(file).flatMap((one) => {
      const what = badAddress(file.path, room, one.from);
      return what === undefined ? [] : [{ path: file.path, line: lineAt(file.text, one.start), what }];
    });
  },
  planted: [
    { path: 'src/domain/queue/a.ts', text: "import { id } from '../../kernel/id';" },
    { path: 'src/domain/queue/b.ts', text: "import { c } from '#domain/queue/c';" },
    { path: 'src/domain/queue/c.ts', text: "import { d } from './d.ts';" },
    { path: 'test/unit/server/a.test.ts', text: "import { chord } from '../../../src/server/app';" },
  ],
  allowed: [
    { path: 'renderer/main.tsx', text: "import './shell/shell.css'; import { Shell } from './shell/Shell';" },
    { path: 'test/unit/renderer/a.test.ts', text: "import { chord } from '../../../renderer/kit/chord';" },
  ],
};

function refusal({ name: room, row }: { readonly name: string; readonly row: Room }, target: string | undefined, { from, typeOnly }: Import): string | undefined {
  if (target === room) return undefined;
  if (target !== undefined) {
    if (!row.rooms.includes(target)) return `${room} may not see ${target}`;
    return row.typesOnly && !typeOnly ? `${room} may see only types of ${target}` : undefined;
  }
  return row.packages.some((name) => isPackage(from, name)) ? undefined : `${room} may not use ${from}`;
}

function roomBehind(path: string, from: string): string | undefined {
  if (from.startsWith('.')) return roomOf(`${resolved(path, from)}/`) ?? 'no room';
  const alias = Object.keys(aliases).find((one) => from.startsWith(one));
  return alias === undefined ? undefined : aliases[alias];
}

function isPackage(from: string, name: string): boolean {
  if (name.endsWith('/') || name === 'node:') return from.startsWith(name);
  return from === name || from.startsWith(`${name}/`);
}

/** Told by a build tool, not by the room. */
function isBuildFile(path: string): boolean {
  return path.endsWith('.config.ts');
}

function badAddress(path: string, room: string, from: string): string | undefined {
  if (from.startsWith('.')) {
    if (/\.(ts|tsx|js)$/.test(from)) return `${from} has a file extension`;
    const target = roomOf(`${resolved(path, from)}/`);
    const isNameless = target !== undefined && !Object.values(aliases).includes(target);
    return target === room || (room === proofRoom && isNameless) ? undefined : `${from} leaves ${room} by a relative path`;
  }
  const alias = Object.keys(aliases).find((one) => from.startsWith(one));
  return alias !== undefined && aliases[alias] === room ? `${from} names its own room; import it relatively` : undefined;
}
