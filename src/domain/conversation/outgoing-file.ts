import { id, idPrefixes, type MessageId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { singleLine } from '#kernel/text';
import type { FailureCode } from '../failure';
import type { Attachment } from './message';

/** A file that leaves with an answer, named by what is in it. */
export type OutgoingFile = {
  /** SHA-256 of its bytes, in lower-case hexadecimal. */
  readonly hash: string;
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Detected from its bytes where the desk knew them. */
  readonly type: string;
};

/** Sizes in bytes, names and types in UTF-16 units. All of one message is one mail, and mail servers take no more. */
export const fileBounds = { each: 25 * 1024 * 1024, total: 25 * 1024 * 1024, most: 10, name: 90, type: 80 } as const;

/** A name that is one part of a path, on one line, and reads in one direction. */
export function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= fileBounds.name && name === singleLine(name) && !/[\\/]/.test(name);
}

/** Whether these may leave with one message. */
export function checkFiles(files: readonly OutgoingFile[]): Outcome<null, FailureCode> {
  if (files.length > fileBounds.most) return refused('attachment.tooMany');
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const isTooLarge = total > fileBounds.total || files.some(({ size }) => size > fileBounds.each);
  if (isTooLarge) return refused('attachment.tooLarge');
  return new Set(files.map(({ hash }) => hash)).size === files.length ? done(null) : refused('mutation.failed');
}

/** The attachments of a message. Their ids follow from the message's own, so that the desk and the server say the same. */
export function attachmentsOf(message: MessageId, files: readonly OutgoingFile[]): readonly Attachment[] {
  const unique = message.slice(idPrefixes.message.length + 1);
  return files.map(({ name, size, type }, place) => ({ id: id('attachment', `${unique}-${place}`), name, size, type }));
}

/** Types and name endings that a system may run when they are opened. */
const running = new Set(['application/x-msdownload', 'application/x-executable', 'application/x-mach-binary', 'text/x-shellscript', 'application/x-ms-shortcut']);
const runningEndings = /\.(exe|msi|msix|bat|cmd|com|scr|pif|cpl|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|reg|jar|sh|command|app|apk|dmg|pkg|deb|rpm|desktop|iso|img|docm|dotm|xlsm|xlam|xll|pptm|ppam|msc|msp|chm|jnlp|url|vhdx?)$/i;

/** Whether the person has to be told that whoever opens this runs it. */
export function mayRun({ name, type }: Pick<OutgoingFile, 'name' | 'type'>): boolean {
  return running.has(type) || runningEndings.test(name);
}
