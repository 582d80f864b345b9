/** The specifiers under which a main process imports Electron. */
export const electronNames = new Set(['electron', 'electron/main', 'electron/common']);
