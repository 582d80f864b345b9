import { shownByWhatsApp } from '#domain/conversation/carried-file';
import { second } from '#kernel/instant';
import { z } from 'zod';
import type { Egress } from '../../egress';
import { fetchFile } from './file-at-address';
import { callMessenger, type MessengerAnswer } from './messenger-call';
import { RoadClosedError } from './road';

type Account = { readonly root: string; readonly headers: Readonly<Record<string, string>> };

const media = z.object({ url: z.string() });
const mediaId = z.object({ id: z.string() });

/** Two steps: its address, which holds for minutes, and then the bytes, both with our token; https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
export async function fetchFromWhatsApp({ root, headers }: Account, egress: Egress, id: string): Promise<Uint8Array | 'lost'> {
  const { status, retryAfter, body } = await callMessenger(`${root}/${encodeURIComponent(id)}`, { method: 'GET', headers });
  // A withdrawn token is given anew.
  if (status === 401 || status === 429 || status >= 500) throw new RoadClosedError('messenger.unreachable', retryAfter ?? second);
  const found = media.safeParse(body);
  return found.success ? fetchFile(egress, { url: found.data.url, headers }) : 'lost';
}

type File = { readonly name: string; readonly type: string; readonly bytes: Buffer };
type Uploaded = { readonly message: object } | { readonly refused: MessengerAnswer };

/** The part of a message that takes a file along. */
export async function uploadToWhatsApp(place: string, headers: Readonly<Record<string, string>>, { name, type, bytes }: File): Promise<Uploaded> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const answer = await callMessenger(`${place}/media`, { method: 'POST', headers, body: form });
  const kept = mediaId.safeParse(answer.body);
  if (!kept.success) return { refused: answer };
  const shown = shownByWhatsApp(type) ?? 'document';
  return { message: { type: shown, [shown]: { id: kept.data.id, ...(shown === 'document' ? { filename: name } : {}) } } };
}
