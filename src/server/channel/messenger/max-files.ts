import { z } from 'zod';
import type { Egress } from '../../egress';
import { fileAtAddress } from './file-at-address';
import { callMessenger, type MessengerAnswer } from './messenger-call';
import type { RemoteFile } from './road';
import type { MessengerWords } from './text/messenger-words';

/** What people attach; https://dev.max.ru/docs-api/objects/Message */
export const maxAttachment = z.object({ type: z.string(), filename: z.string().optional(), payload: z.object({ url: z.string().optional() }).optional().catch(undefined) });
type MaxAttachment = z.infer<typeof maxAttachment>;

const plain: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  image: { name: 'photo.jpg', type: 'image/jpeg' },
  audio: { name: 'voice.mp3', type: 'audio/mpeg' },
  video: { name: 'video.mp4', type: 'video/mp4' },
  file: { name: 'file', type: 'application/octet-stream' },
};

/** The file of an attachment; null for what is none. */
export function maxFile({ type, filename, payload }: MaxAttachment, egress: Egress): RemoteFile | null {
  const usual = plain[type];
  return usual === undefined || payload?.url === undefined ? null : fileAtAddress(egress, { type: usual.type, name: filename ?? usual.name, url: payload.url });
}

/** What stands for an attachment without a file. */
export function maxWord({ type, filename }: MaxAttachment, words: MessengerWords): string {
  switch (type) {
    case 'image':
      return words.photo;
    case 'audio':
      return words.voice;
    case 'video':
      return words.video;
    case 'sticker':
      return words.sticker('');
    default:
      return words.file(filename ?? '');
  }
}

type File = { readonly name: string; readonly type: string; readonly bytes: Buffer };
type Uploaded = { readonly attachment: { readonly type: string; readonly payload: { readonly token: string } } } | { readonly refused: MessengerAnswer };

/** https://dev.max.ru/docs-api/use-cases/sending-messages/attachment-types */
function kindOf(type: string): 'image' | 'audio' | 'video' | 'file' {
  if (/^image\/(jpeg|png|gif|tiff|bmp|heic)$/.test(type)) return 'image';
  if (/^video\/(mp4|quicktime|webm|x-matroska)$/.test(type)) return 'video';
  return /^audio\/(mpeg|mp4|wav)$/.test(type) ? 'audio' : 'file';
}

const place = z.object({ url: z.string(), token: z.string().optional() });
const withToken = z.object({ token: z.string() });
const withPhotos = z.object({ photos: z.record(z.string(), withToken) });

/** By which token a message can take a file along. Of sound and film it is told before, of the others after the upload; https://dev.max.ru/docs-api/methods/POST/uploads */
export async function uploadToMax(root: string, headers: Readonly<Record<string, string>>, { name, type, bytes }: File): Promise<Uploaded> {
  const kind = kindOf(type);
  const asked = await callMessenger(`${root}/uploads?type=${kind}`, { method: 'POST', headers });
  const there = place.safeParse(asked.body);
  if (asked.status !== 200 || !there.success) return { refused: asked };
  const body = new FormData();
  body.set('data', new Blob([new Uint8Array(bytes)], { type }), name);
  const answer = await callMessenger(there.data.url, { method: 'POST', body });
  const [photo] = Object.values(withPhotos.safeParse(answer.body).data?.photos ?? {});
  const token = photo?.token ?? withToken.safeParse(answer.body).data?.token ?? there.data.token;
  return answer.status !== 200 || token === undefined ? { refused: answer } : { attachment: { type: kind, payload: { token } } };
}
