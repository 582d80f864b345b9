import type { MessengerSetup } from '#contract/messenger';
import { minute, second } from '#kernel/instant';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Egress } from '../../egress';
import { equalSecrets } from './equal-secrets';
import { callMessenger, notReached, tellOnce, type MessengerAnswer } from './messenger-call';
import type { MessengerWords } from './text/messenger-words';
import { RoadClosedError, type HookAnswer, type HookCall, type MessengerEvent, type OutgoingPart, type PartResult, type Road } from './road';
import { whatsappEvents } from './whatsapp-batch';
import { fetchFromWhatsApp, uploadToWhatsApp } from './whatsapp-files';

type WhatsApp = Extract<MessengerSetup, { kind: 'whatsapp' }>;
type WhatsAppPorts = { readonly root: string; readonly words: MessengerWords; readonly egress: Egress };

const version = 'v21.0';

/** WhatsApp by the company's own application at the Cloud API, which calls us in batches signed over their bytes. */
export function whatsappRoad(setup: WhatsApp, { root, words, egress }: WhatsAppPorts): Road {
  const own = { authorization: `Bearer ${setup.token}` };
  const headers = { ...own, 'content-type': 'application/json' };
  const place = `${root}/${version}/${setup.phone}`;
  return {
    longestText: 4096,
    identify: async () => {
      const { status, body } = await callMessenger(`${place}?fields=display_phone_number`, { method: 'GET', headers });
      if (status === 401 || status === 403 || status === 400) throw new RoadClosedError('messenger.keyRefused');
      const known = number.safeParse(body);
      if (!known.success) throw new RoadClosedError('messenger.unreachable');
      return { account: setup.phone, name: known.data.display_phone_number };
    },
    // The administrator enters the address in the application's own settings, which ask back with a challenge then.
    subscribe: () => Promise.resolve(),
    answer: (call) => answerWhatsApp(setup, call, (batch) => whatsappEvents(batch, { words, fetchFile: (id) => fetchFromWhatsApp({ root: `${root}/${version}`, headers: own }, egress, id) })),
    send: async (outgoing) => {
      const said = await saidBy(outgoing.part, (file) => uploadToWhatsApp(place, own, file));
      if ('outcome' in said) return said;
      const body = JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to: outgoing.address, ...said.message });
      return tellOnce(outgoing, () => callMessenger(`${place}/messages`, { method: 'POST', headers, body }), resultOf);
    },
  };
}

type Uploading = (file: Extract<OutgoingPart, { kind: 'file' }>) => ReturnType<typeof uploadToWhatsApp>;

async function saidBy(part: OutgoingPart, upload: Uploading): Promise<{ readonly message: object } | PartResult> {
  switch (part.kind) {
    case 'text':
      return { message: { type: 'text', text: { preview_url: false, body: part.text } } };
    case 'template': {
      const components = part.slots.length === 0 ? [] : [{ type: 'body', parameters: part.slots.map((text) => ({ type: 'text', text })) }];
      return { message: { type: 'template', template: { name: part.name, language: { code: part.language }, components } } };
    }
    case 'file': {
      const uploaded = await upload(part).catch(notReached);
      return 'refused' in uploaded ? resultOf(uploaded.refused) : uploaded;
    }
  }
}

const number = z.object({ display_phone_number: z.string() });
const sent = z.object({ messages: z.tuple([z.object({ id: z.string() })]) });
const failed = z.object({ error: z.object({ code: z.int() }) });

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const crowded: readonly number[] = [4, 80007, 130429, 131048, 131056];
const passing: readonly number[] = [0, 1, 2, 190, 131000, 131016, 133004];
const closedWindow = 131047;
/** Absent, paused, or with other slots; https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const ofTemplates: readonly number[] = [132000, 132001, 132005, 132007, 132012, 132015, 132016];
/** Of a file that it does not take. */
const ofFiles: readonly number[] = [131051, 131052, 131053];

function resultOf({ status, retryAfter, body }: MessengerAnswer): PartResult {
  const taken = sent.safeParse(body);
  if (taken.success) return { outcome: 'sent', external: taken.data.messages[0].id };
  const code = failed.safeParse(body).data?.error.code ?? 0;
  const detail = `whatsapp ${status} ${code}`;
  if (code === closedWindow) return { outcome: 'refused', reason: 'delivery.windowClosed', detail };
  if (ofTemplates.includes(code)) return { outcome: 'refused', reason: 'delivery.templateRefused', detail };
  if (ofFiles.includes(code)) return { outcome: 'refused', reason: 'delivery.noFiles', detail };
  if (status === 429 || crowded.includes(code)) return { outcome: 'retry', reason: 'delivery.unreachable', detail, after: retryAfter ?? (code === 131056 ? 6 * second : minute) };
  if (status >= 500 || passing.includes(code)) return { outcome: 'retry', reason: 'delivery.unreachable', detail };
  return { outcome: 'refused', reason: 'delivery.refused', detail };
}

function answerWhatsApp({ appSecret, verify }: WhatsApp, { method, query, header, body }: HookCall, read: (batch: unknown) => readonly MessengerEvent[]): HookAnswer | null {
  if (method === 'GET') {
    const isAsked = query['hub.mode'] === 'subscribe' && equalSecrets(query['hub.verify_token'] ?? '', verify);
    return isAsked ? { body: query['hub.challenge'] ?? '', events: [] } : null;
  }
  const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
  if (!equalSecrets(header('x-hub-signature-256') ?? '', signature)) return null;
  return { body: '', events: read(JSON.parse(body.toString('utf8'))) };
}
