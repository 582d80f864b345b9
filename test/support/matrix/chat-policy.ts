import { randomUUID } from 'node:crypto';
import { seenByCompany, seenByOwner, type Row } from './policy-words';

/** What an administrator does with a chat of the company. */
function ofSite(body?: object): Row {
  return { door: ['administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') }, ...(body && { body }) }), ids: { 'params.channel': seenByCompany('request.unknown') }, asideChat: true };
}

/** What the routes and verbs of the chat answer to whom. */
export const chatPolicy: Readonly<Record<string, Row>> = {
  'GET /chat-sites': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'POST /chat-sites': {
    door: ['administrator'],
    ask: (pick) => ({ body: { name: 'Shop', queue: pick('body.queue'), origins: ['https://shop.example'] } }),
    ids: { 'body.queue': seenByCompany('queue.absent') },
  },
  'PUT /chat-sites/:channel/origins': ofSite({ origins: ['https://shop.example'] }),
  'PUT /chat-sites/:channel/look': ofSite({ color: '#3558d4', corner: 16, side: 'right', label: '', language: 'visitor', greeting: '' }),
  'PUT /chat-sites/:channel/hours': ofSite({ hours: null }),
  'POST /chat-sites/:channel/secret': ofSite(),
  // Nobody answers there: what the check says of that is an answer too.
  'POST /chat-sites/:channel/check': ofSite({ page: 'http://127.0.0.1:9' }),
  'DELETE /chat-sites/:channel': ofSite(),
  // No site has this key.
  'GET /chat-preview/:site': { door: 'everyone', ask: () => ({ params: { site: 'none' } }), plain: 'request.unknown' },
  '/chat hello': { door: 'visitor', ask: () => ({}), plain: 'ok' },
  '/chat say': { door: 'visitor', ask: () => ({ body: { t: 'say', line: randomUUID(), text: 'Hello', name: null } }), plain: 'ok' },
  '/chat leave': { door: 'visitor', ask: () => ({ body: { t: 'leave', line: randomUUID(), mail: 'guest@example.org', text: 'Hello', name: null } }), plain: 'ok' },
  '/chat transcript': { door: 'visitor', ask: () => ({ body: { t: 'transcript' } }), plain: 'ok' },
  // Nothing of the visitor's has ended: to whomever the event belongs, there is nothing to rate.
  '/chat rate': { door: 'visitor', ask: (pick) => ({ body: { t: 'rate', closing: pick('closing'), score: 5, comment: '' } }), ids: { closing: { own: 'ok', unowned: 'ok', sameTeam: 'ok', otherTeam: 'ok', otherTenant: 'ok', absent: 'ok' } } },
  '/chat typing': { door: 'visitor', ask: () => ({ body: { t: 'typing' } }), plain: 'ok' },
  '/chat ping': { door: 'visitor', ask: () => ({ body: { t: 'ping' } }), plain: 'ok' },
  '/chat seen': {
    door: 'visitor',
    ask: (pick) => ({ body: { t: 'seen', state: 'read', messages: [pick('messages[]')] } }),
    ids: { 'messages[]': seenByOwner('nothing') },
    message: 'answer',
  },
  '/chat file': {
    door: 'visitor',
    ask: (pick) => ({ body: { t: 'file', message: pick('message'), attachment: pick('attachment') } }),
    ids: { message: seenByOwner('nothing'), attachment: seenByOwner('nothing') },
    together: seenByOwner('nothing'),
  },
  '/chat earlier': { door: 'visitor', ask: (pick) => ({ body: { t: 'earlier', before: pick('before') } }), ids: { before: seenByOwner('nothing') }, message: 'answer' },
};
