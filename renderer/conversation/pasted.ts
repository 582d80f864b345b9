import { limits } from '#contract/limits';
import type { Writing } from './use-writing';

type Pasting = { readonly take: Writing['taking']; readonly tooLong: (isAttached: boolean) => void };

/**
 * A picture from the clipboard is a file; text with a picture of itself, as an office program copies it, stays text. A text for
 * which no message has room becomes a file, or stays where it was copied: laid out letter by letter it would hold the window up.
 * True: nothing of it is text here.
 */
export function pastedAway({ files, types, ...data }: Pick<DataTransfer, 'files' | 'types'> & { readonly text: string; readonly beside: number }, { take, tooLong }: Pasting): boolean {
  if (types.includes('text/plain')) {
    if (data.text.length + data.beside <= limits.messageText) return false;
    // In a step of its own: to write five megabytes down takes as long as to read them.
    if (take !== null) window.setTimeout(() => take([new File([data.text], 'text.txt', { type: 'text/plain' })]));
    tooLong(take !== null);
    return true;
  }
  if (take === null || files.length === 0) return false;
  take(files);
  return true;
}
