import { strict } from './not-implemented.mjs';

// The window that a dialog belongs to may come before the options.
const optionsOf = (args) => args.find((argument) => argument && !argument.webContents) ?? {};

/**
 * Electron's dialogs without a person: the answers come from `standIn.dialogs` or from the environment, and every
 * question is recorded. Without an answer a dialog is cancelled.
 */
export function createDialog(recordings) {
  const { dialogs } = recordings;
  const ask = (kind, args) => {
    const options = optionsOf(args);
    dialogs.asked.push({ kind, options });
    return options;
  };
  return strict('dialog', {
    async showSaveDialog(...args) {
      ask('save', args);
      const filePath = dialogs.savePath ?? process.env.ELECTRON_STAND_IN_SAVE_PATH ?? '';
      return { canceled: filePath === '', filePath };
    },
    async showOpenDialog(...args) {
      ask('open', args);
      const filePaths = dialogs.openPaths ?? (process.env.ELECTRON_STAND_IN_OPEN_PATHS ?? '').split('\n').filter(Boolean);
      return { canceled: filePaths.length === 0, filePaths };
    },
    async showMessageBox(...args) {
      const { cancelId, defaultId } = ask('message', args);
      return { response: dialogs.response ?? cancelId ?? defaultId ?? 0, checkboxChecked: false };
    },
    showErrorBox(title, content) {
      ask('error', [{ title, content }]);
      console.error(`${title}\n${content}`);
    },
  });
}
