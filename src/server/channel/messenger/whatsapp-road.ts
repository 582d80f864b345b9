import type { MessengerSetup } from '#contract/messenger';
import { minute, second } from '#kernel/instant';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { equalSecrets } from './equal-secrets';
import { callMessenger, type MessengerAnswer } from './messenger-call';
import type { MessengerWords } from './text/messenger-words';
import { RoadClosedError, type HookAnswer, type HookCall, type MessengerEvent, type PartResult, type Road } from './road';
import { whatsappEvents } from './whatsapp-batch';

type WhatsApp = Extract<MessengerSetup, { kind: 'whatsapp' }>;
type WhatsAppPorts = { readonly root: string; readonly words: MessengerWords };

const version = 'v21.0';

/** WhatsApp by the company's own application at the Cloud API, which calls us in batches signed over their bytes. */
export function whatsappRoad(setup: WhatsApp, { root, words }: WhatsAppPorts): Road {
  const headers = { authorization: `Bearer ${setup.token}`, 'content-type': 'application/json' };
  const place = `${root}/${version}/${setup.phone}`;
  return {
    longestText: 4096,
    identify: async () => {
      const { status, body } = await callMessenger(`${place}?fields=display_phone_number`, { method: 'GET', headers });
      if (status === 401 || status === 403 || status === 400) throw new RoadClosedError('messenger.keyRefused');
      const known = own.safeParse(body);
      if (!known.success) throw new RoadClosedError('messenger.unreachable');
      return { account: setup.phone, name: known.data.display_phone_number };
    },
    // The administrator enters the address in the application's own settings, which ask back with a challenge then.
    subscribe: () => Promise.resolve(),
    answer: (call) => answerWhatsApp(setup, call, (batch) => whatsappEvents(batch, words)),
    send: async ({ address, part }) => {
      if (part.kind !== 'text') return { outcome: 'refused', reason: 'delivery.noFiles', detail: 'whatsapp' };
      const body = JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to: address, type: 'text', text: { preview_url: false, body: part.text } });
      const answer = await callMessenger(`${place}/messages`, { method: 'POST', headers, body }).catch(() => null);
      return answer === null ? { outcome: 'retry', reason: 'delivery.unreachable', detail: 'no answer' } : resultOf(answer);
    },
  };
}

const own = z.object({ display_phone_number: z.string() });
const sent = z.object({ messages: z.tuple([z.object({ id: z.string() })]) });
const failed = z.object({ error: z.object({ code: z.int() }) });

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const crowded: readonly number[] = [4, 80007, 130429, 131048, 131056];
const passing: readonly number[] = [0, 1, 2, 190, 131000, 131016, 133004];
const closedWindow = 131047;

function resultOf({ status, retryAfter, body }: MessengerAnswer): PartResult {
  const taken = sent.safeParse(body);
  if (taken.success) return { outcome: 'sent', external: taken.data.messages[0].id };
  const code = failed.safeParse(body).data?.error.code ?? 0;
  const detail = `whatsapp ${status} ${code}`;
  if (code === closedWindow) return { outcome: 'refused', reason: 'delivery.windowClosed', detail };
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
