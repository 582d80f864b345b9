import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

const options: OpenDialogOptions = { properties: ['openFile', 'multiSelections'] };

/** Paths that the person chose in the system's own dialog; none when they closed it. */
export async function chooseFiles(): Promise<readonly string[]> {
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePaths } = await (window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
  return canceled ? [] : filePaths;
}
