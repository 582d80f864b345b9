import { fileBounds } from '#domain/conversation/outgoing-file';
import { excerpt, singleLine } from '#kernel/text';

/** Longest name of a saved file, in characters, its ending included. */
const longest = 120;
/** Names that Windows keeps for devices, with any ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file name that stays in its folder on every system, whatever the sender called the file. */
export function safeName(claimed: string, bound = longest): string {
  const plain = singleLine(claimed)
    .replace(/[\\/:*?"<>|%]+/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const name = plain === '' ? 'attachment' : plain;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  const stem = excerpt(name.slice(0, name.length - ending.length), bound - ending.length).replace('…', '');
  return devices.test(name) ? `_${stem}${ending}` : `${stem}${ending}`;
}

/** The name of a file that leaves, without the folders that it came from; a letter may be two units long. */
export function outgoingName(claimed: string): string {
  const last = claimed.split(/[\\/]/).at(-1) ?? '';
  const name = singleLine(safeName(last, fileBounds.name));
  return name.length <= fileBounds.name ? name : singleLine(safeName(last, fileBounds.name / 2));
}

/** The same name with a number before its ending. */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name} (${number})` : `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
}
