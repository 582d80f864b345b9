import { importsOf } from '../imports';
import type { Rule } from '../rule';
import { lineAt } from '../source-file';

export const electronAtTheEdge: Rule = {
  name: 'electron is imported in electron/main and electron/preload only',
  check: (file) =>
    /^(electron\/(main|preload)|test)\//.test(file.path)
      ? []
      : importsOf(file)
          .filter(({ from }) => from === 'electron' || from.startsWith('electron/'))
          .map(({ start }) => ({ path: file.path, line: lineAt(file.text, start), what: 'imports electron' })),
  planted: [
    { path: 'renderer/shell/a.ts', text: "import { shell } from 'electron';" },
    { path: 'electron/desk/a.ts', text: "import { safeStorage } from 'electron';" },
    { path: 'src/server/a.ts', text: "const electron = await import('electron');" },
  ],
};

/** One factory makes windows; it is the only place where a window's rights are written. */
export const oneWindowFactory: Rule = {
  name: 'windows are made in one place',
  check: (file) => {
    if (!file.path.startsWith('electron/main/') || file.path === 'electron/main/window.ts') return [];
    const at = file.text.indexOf('new BrowserWindow');
    return at < 0 ? [] : [{ path: file.path, line: lineAt(file.text, at), what: 'makes a window of its own' }];
  },
  planted: [{ path: 'electron/main/tray.ts', text: 'const window = new BrowserWindow({});' }],
};
