import { randomUUID } from 'node:crypto';
import { seenByCompany, seenByOwner, type Row } from './policy-words';

/** What the routes and verbs of the chat answer to whom. */
export const chatPolicy: Readonly<Record<string, Row>> = {
  'POST /chat-sites': {
    door: ['administrator'],
    ask: (pick) => ({ body: { channel: pick('body.channel'), origins: ['https://shop.example'] } }),
    ids: { 'body.channel': seenByCompany('request.unknown') },
  },
  'POST /chat-sites/:channel/secret': { door: ['administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') } }), ids: { 'params.channel': seenByCompany('request.unknown') } },
  'PUT /chat-sites/:channel/hours': { door: ['administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') }, body: { hours: null } }), ids: { 'params.channel': seenByCompany('request.unknown') } },
  '/chat hello': { door: 'visitor', ask: () => ({}), plain: 'ok' },
  '/chat say': { door: 'visitor', ask: () => ({ body: { t: 'say', line: randomUUID(), text: 'Hello', name: null } }), plain: 'ok' },
  '/chat leave': { door: 'visitor', ask: () => ({ body: { t: 'leave', line: randomUUID(), mail: 'guest@example.org', text: 'Hello', name: null } }), plain: 'ok' },
  '/chat transcript': { door: 'visitor', ask: () => ({ body: { t: 'transcript' } }), plain: 'ok' },
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
