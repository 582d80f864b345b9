import { uploadedSize } from './objects';
import { forAll, harmless, type Row } from './policy-words';

/** What stands around mails: signatures, frames, senders, absences. */
export const mailPolicy: Readonly<Record<string, Row>> = {
  'GET /me/signatures': { door: 'people', ask: () => ({}), plain: 'ok' },
  // The person's own, for whatever mailbox: it tells nothing of the mailbox.
  'PUT /me/signatures': { door: 'people', ask: (pick) => ({ body: { channel: pick('body.channel'), text: 'Olga' } }), ids: { 'body.channel': harmless } },
  // The channels here are chats, from which no mail is written. Who worked hears of what they wrote.
  'POST /mails': {
    door: 'people',
    ask: (pick) => ({ body: { message: pick('body.message'), channel: pick('body.channel'), recipients: { to: ['anna@home.example'], cc: [], bcc: [] }, subject: 'Hello', text: 'Hello', attachments: [{ hash: pick('body.attachments[].hash'), name: 'a.txt', size: uploadedSize, type: 'text/plain' }] } }),
    ids: { 'body.message': forAll('queue.absent'), 'body.channel': forAll('queue.absent'), 'body.attachments[].hash': forAll('queue.absent') },
  },
  // Whose mail it was, and whether there was one, shows in no answer.
  'POST /mails/withdrawals': { door: ['agent', 'supervisor'], ask: (pick) => ({ body: { message: pick('body.message') } }), ids: { 'body.message': harmless } },
  'GET /queue-mailboxes': { door: 'people', ask: () => ({}), plain: 'ok' },
  // The channels here are chats.
  'PUT /queues/:queue/mailbox': {
    door: ['administrator'],
    ask: (pick) => ({ params: { queue: pick('params.queue') }, body: { channel: pick('body.channel') } }),
    ids: { 'params.queue': forAll('mailbox.absent'), 'body.channel': forAll('mailbox.absent') },
  },
  // The channels here are chats, around whose words nothing stands.
  'GET /channels/:channel/frame': { door: ['supervisor', 'administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') } }), ids: { 'params.channel': forAll('mailbox.absent') } },
  'PUT /channels/:channel/frame': {
    door: ['supervisor', 'administrator'],
    ask: (pick) => ({ params: { channel: pick('params.channel') }, body: { language: 'en', greeting: 'Hello', closing: '' } }),
    ids: { 'params.channel': forAll('mailbox.absent') },
  },
  'GET /absences': { door: 'people', ask: () => ({}), plain: 'ok' },
  'GET /me/absence': { door: 'people', ask: () => ({}), plain: 'ok' },
  'PUT /me/absence': { door: 'people', ask: () => ({ body: { absence: { from: 1, until: 2, text: 'Back soon' } } }), plain: 'ok' },
  'GET /blocked-senders': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'POST /blocked-senders': { door: ['administrator'], ask: () => ({ body: { sender: '@spam.example' } }), plain: 'ok' },
  'DELETE /blocked-senders/:sender': { door: ['administrator'], ask: () => ({ params: { sender: '@spam.example' } }), plain: 'ok' },
  // The conversations here are chats, which have no sender by mail.
  'PUT /conversations/:conversation/blocked-sender': { door: ['agent', 'supervisor'], ask: (pick) => ({ params: { conversation: pick('params.conversation') } }), ids: { 'params.conversation': forAll('conversation.absent') } },
  'DELETE /conversations/:conversation/blocked-sender': { door: ['agent', 'supervisor'], ask: (pick) => ({ params: { conversation: pick('params.conversation') } }), ids: { 'params.conversation': forAll('conversation.absent') } },
};
