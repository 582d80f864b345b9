import { mayRun, type OutgoingFile } from './outgoing-file';
import type { ChannelKind } from '../channel/channel';

type File = Pick<OutgoingFile, 'name' | 'type' | 'size'>;

/** Why a channel does not take a file along: its kind, or more bytes than `most`. */
export type NotCarried = { readonly because: 'kind' } | { readonly because: 'size'; readonly most: number };

const megabyte = 1024 * 1024;
const ofKind: NotCarried = { because: 'kind' };

/** What WhatsApp shows and how many bytes of it it takes; https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
const whatsapp: readonly (readonly [shown: 'image' | 'audio' | 'video' | 'document', type: RegExp, most: number])[] = [
  ['image', /^image\/(jpeg|png)$/, 5 * megabyte],
  ['audio', /^audio\/(aac|amr|mpeg|mp4|ogg)$/, 16 * megabyte],
  ['video', /^video\/(mp4|3gpp)$/, 16 * megabyte],
  ['document', /^(text\/plain|application\/(pdf|msword|vnd\.ms-(excel|powerpoint)|vnd\.openxmlformats-officedocument\..+))$/, 100 * megabyte],
];

/** As what WhatsApp shows a file of this type; null: it takes none. */
export function shownByWhatsApp(type: string): 'image' | 'audio' | 'video' | 'document' | null {
  return whatsapp.find(([, types]) => types.test(type))?.[0] ?? null;
}

/** Null where the channel takes the file along. Every other channel takes what a message may carry at all. */
export function notCarried(kind: ChannelKind, file: File): NotCarried | null {
  // https://dev.vk.com/ru/api/upload/document-to-message: all but programs and music.
  if (kind === 'vk') return mayRun(file) || file.type === 'audio/mpeg' ? ofKind : null;
  if (kind !== 'whatsapp') return null;
  const found = whatsapp.find(([, types]) => types.test(file.type));
  if (found === undefined) return ofKind;
  const [, , most] = found;
  return file.size > most ? { because: 'size', most } : null;
}
