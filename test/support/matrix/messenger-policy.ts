import { forAll, harmless, seenByCompany, seenByTeam, type Row } from './policy-words';

/** A bot that says nothing to anybody. */
const quietBot = (channel: string): object => ({
  isOn: false, name: 'Bot', channels: [channel], greeting: '', notUnderstood: 'What?', thanked: 'Welcome', handingOver: '', closed: '',
  hours: { offset: 0, days: [null, null, null, null, null, null, null] }, important: null, intents: [], flows: [],
});

/** A messenger where nobody listens. */
const silentMessenger = { kind: 'telegram', token: '1:x', base: null };

/** What the routes of messengers and of the bot answer to whom. */
export const messengerPolicy: Readonly<Record<string, Row>> = {
  'GET /bot': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  // A plan that names channels of others says nothing about them: the bot speaks where its own company's customers write.
  'PUT /bot': { door: ['administrator'], ask: (pick) => ({ body: quietBot(pick('body.channels[]')) }), ids: { 'body.channels[]': harmless } },
  'POST /bot/try': { door: ['administrator'], ask: (pick) => ({ body: { plan: quietBot(pick('body.plan.channels[]')), said: ['Hello'] } }), ids: { 'body.plan.channels[]': harmless } },
  'GET /connect/docs': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  'GET /connect/openapi.json': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  'GET /messengers': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'POST /messengers/test': { door: ['administrator'], ask: () => ({ body: silentMessenger }), plain: 'messenger.unreachable' },
  // Whoever may name the queue hears that nobody is there.
  'POST /messengers': {
    door: ['administrator'],
    ask: (pick) => ({ body: { name: 'Shop', queue: pick('body.queue'), setup: silentMessenger } }),
    ids: { 'body.queue': { ...seenByCompany('queue.absent'), own: 'messenger.unreachable', unowned: 'messenger.unreachable', sameTeam: 'messenger.unreachable', otherTeam: 'messenger.unreachable' } },
  },
  // No channel here is connected to a messenger.
  'PUT /messengers/:channel': { door: ['administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') }, body: silentMessenger }), ids: { 'params.channel': forAll('request.unknown') } },
  'DELETE /messengers/:channel': { door: ['administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') } }), ids: { 'params.channel': forAll('request.unknown') } },
  // No channel here is one of WhatsApp, so that no conversation has approved words.
  'GET /messengers/:channel/templates': { door: 'people', ask: (pick) => ({ params: { channel: pick('params.channel') } }), ids: { 'params.channel': forAll('request.unknown') } },
  'PUT /messengers/:channel/templates': { door: ['administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') }, body: [] }), ids: { 'params.channel': forAll('request.unknown') } },
  'POST /templates': {
    door: ['agent', 'supervisor'],
    ask: (pick) => ({ body: { message: pick('body.message'), conversation: pick('body.conversation'), name: 'order_ready', language: 'ru', slots: [] } }),
    ids: {
      'body.conversation': { ...seenByTeam('conversation.absent'), own: 'template.absent', unowned: 'template.absent', sameTeam: 'template.absent' },
      'body.message': forAll('template.absent'),
    },
  },
  'GET /hooks/:channel': { door: 'everyone', ask: (pick) => ({ params: { channel: pick('params.channel') } }), ids: { 'params.channel': forAll('request.unknown') } },
  'POST /hooks/:channel': { door: 'everyone', ask: (pick) => ({ params: { channel: pick('params.channel') }, body: {} }), ids: { 'params.channel': forAll('request.unknown') } },
};
