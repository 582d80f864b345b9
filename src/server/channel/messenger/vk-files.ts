import { z } from 'zod';
import type { Egress } from '../../egress';
import { fileAtAddress } from './file-at-address';
import { callMessenger } from './messenger-call';
import type { RemoteFile } from './road';
import type { MessengerWords } from './text/messenger-words';

const address = z.object({ url: z.string() });
const size = address.extend({ width: z.number(), height: z.number() });

/** What people attach; https://dev.vk.com/ru/reference/objects/message */
export const vkAttachment = z.object({
  type: z.string(),
  photo: z.object({ orig_photo: address.optional(), sizes: z.array(size).optional().default([]) }).optional().catch(undefined),
  doc: z.object({ title: z.string(), url: z.string().optional() }).optional().catch(undefined),
  audio_message: z.object({ link_mp3: z.string() }).optional().catch(undefined),
});
type VkAttachment = z.infer<typeof vkAttachment>;

/** The file of an attachment; null for one that VK gives to nobody, such as a film. */
export function vkFile({ type, photo, doc, audio_message: voice }: VkAttachment, egress: Egress): RemoteFile | null {
  if (type === 'photo') {
    const largest = photo?.orig_photo ?? photo?.sizes.toSorted((one, other) => other.width * other.height - one.width * one.height)[0];
    return largest === undefined ? null : fileAtAddress(egress, { name: 'photo.jpg', type: 'image/jpeg', url: largest.url });
  }
  if (type === 'audio_message' && voice !== undefined) return fileAtAddress(egress, { name: 'voice.mp3', type: 'audio/mpeg', url: voice.link_mp3 });
  if (type === 'doc' && doc?.url !== undefined) return fileAtAddress(egress, { name: doc.title, type: 'application/octet-stream', url: doc.url });
  return null;
}

/** What stands for an attachment without a file. */
export function vkWord({ type, doc }: VkAttachment, words: MessengerWords): string {
  switch (type) {
    case 'photo':
      return words.photo;
    case 'audio_message':
      return words.voice;
    case 'video':
      return words.video;
    case 'sticker':
      return words.sticker('');
    default:
      return words.file(doc?.title ?? '');
  }
}

export type VkAnswer = { readonly said: unknown } | { readonly failed: number };
type Ask = (method: string, fields: Readonly<Record<string, string>>) => Promise<VkAnswer>;
type File = { readonly name: string; readonly type: string; readonly bytes: Buffer };

/** "Upload error" of VK's own, for what its servers for files refuse without a number. */
const uploadFailed = 22;
/** Of our own: it was not reached, or said what nobody understands. */
export const notHeard = 0;

const server = z.object({ upload_url: z.string() });
const uploadedPhoto = z.object({ server: z.union([z.string(), z.number()]), photo: z.string(), hash: z.string() });
const uploadedDoc = z.object({ file: z.string() });
const saved = z.object({ id: z.int(), owner_id: z.int(), access_key: z.string().optional() });
const savedPhotos = z.array(saved).min(1);
const savedDoc = z.object({ doc: saved });

/** By which name a message can take a file along; https://dev.vk.com/ru/api/upload */
export async function uploadToVk(ask: Ask, peer: string, file: File): Promise<{ readonly attachment: string } | { readonly failed: number }> {
  return /^image\/(jpeg|png)$/.test(file.type) ? uploadPhoto(ask, peer, file) : uploadDoc(ask, peer, file);
}

async function uploadPhoto(ask: Ask, peer: string, file: File): ReturnType<typeof uploadToVk> {
  const place = await ask('photos.getMessagesUploadServer', { peer_id: peer });
  if ('failed' in place) return place;
  const uploaded = uploadedPhoto.safeParse(await handOver(server.parse(place.said).upload_url, 'photo', file));
  // An empty list is how a photo is refused.
  if (!uploaded.success || uploaded.data.photo === '[]' || uploaded.data.photo === '') return { failed: uploadFailed };
  const { server: kept, photo, hash } = uploaded.data;
  const answer = await ask('photos.saveMessagesPhoto', { server: String(kept), photo, hash });
  if ('failed' in answer) return answer;
  const [own] = savedPhotos.parse(answer.said);
  return own === undefined ? { failed: uploadFailed } : { attachment: named('photo', own) };
}

async function uploadDoc(ask: Ask, peer: string, file: File): ReturnType<typeof uploadToVk> {
  const place = await ask('docs.getMessagesUploadServer', { type: 'doc', peer_id: peer });
  if ('failed' in place) return place;
  const uploaded = uploadedDoc.safeParse(await handOver(server.parse(place.said).upload_url, 'file', file));
  if (!uploaded.success) return { failed: uploadFailed };
  const answer = await ask('docs.save', { file: uploaded.data.file, title: file.name });
  return 'failed' in answer ? answer : { attachment: named('doc', savedDoc.parse(answer.said).doc) };
}

function named(kind: 'photo' | 'doc', { owner_id: owner, id, access_key: key }: z.infer<typeof saved>): string {
  return `${kind}${owner}_${id}${key === undefined ? '' : `_${key}`}`;
}

async function handOver(url: string, field: 'photo' | 'file', { name, type, bytes }: File): Promise<unknown> {
  const body = new FormData();
  body.set(field, new Blob([new Uint8Array(bytes)], { type }), name);
  return (await callMessenger(url, { method: 'POST', body })).body;
}
