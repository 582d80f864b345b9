import { randomUUID } from 'node:crypto';
import { chatPolicy } from './chat-policy';
import { customerPolicy } from './customer-policy';
import { companyPolicy } from './company-policy';
import { mailPolicy } from './mail-policy';
import { messengerPolicy } from './messenger-policy';
import { uploadedSize } from './objects';
import { answerable, conversation, finishable, forAll, forWorkers, harmless, seenByCompany, seenByOwner, seenByTeam, stands, type Row } from './policy-words';
import { syncPolicy } from './sync-policy';

/** A mailbox where nobody listens. */
const silent = { host: '127.0.0.1', port: 1, security: 'none' };
const nowhere = { settings: { receive: silent, send: silent, auth: { kind: 'password', user: 'u' }, keepsSent: false }, secret: { password: 'p' } };
/**
 * What every route, verb and intent of the registry answers to whom: written by hand, so that it is a second opinion.
 * A new one needs its row here, and every id of its input a line in `ids`.
 */
export const policy: Readonly<Record<string, Row>> = {
  ...messengerPolicy,
  ...chatPolicy,
  ...customerPolicy,
  ...companyPolicy,
  ...mailPolicy,
  ...syncPolicy,
  'GET /health': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  'GET /metrics': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  'GET /widget.js': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  // No demonstration company lives here.
  'GET /demo': { door: 'everyone', ask: () => ({}), plain: 'request.unknown' },
  'POST /session': { door: 'everyone', ask: () => ({ body: { email: `${randomUUID()}@example.org`, password: 'wrong', device: '' } }), plain: 'access.signInFailed' },
  'POST /session/refresh': { door: 'everyone', ask: () => ({ body: { refresh: randomUUID() } }), plain: 'access.signedOut' },
  'DELETE /session': { door: 'people', ask: () => ({}), plain: 'ok', endsSession: true },
  'GET /me/security': { door: 'people', ask: () => ({}), plain: 'ok' },
  'DELETE /me/sessions/:session': { door: 'people', ask: (pick) => ({ params: { session: pick('params.session') } }), ids: { 'params.session': seenByOwner('session.absent') } },
  'DELETE /me/sessions': { door: 'people', ask: () => ({}), plain: 'ok', endsSession: true },
  'POST /me/password': { door: 'people', ask: () => ({ body: { present: 'wrong', next: 'a whole new long password' } }), plain: 'access.passwordWrong' },
  'POST /me/factor': { door: 'people', ask: () => ({ body: { password: 'wrong' } }), plain: 'access.passwordWrong' },
  'POST /me/factor/confirmation': { door: 'people', ask: () => ({ body: { code: '000000' } }), plain: 'access.factorWrong' },
  'POST /me/factor/end': { door: 'people', ask: () => ({ body: { code: '000000' } }), plain: 'access.factorWrong' },
  'DELETE /people/:person/factor': { door: ['administrator'], ask: (pick) => ({ params: { person: pick('params.person') } }), ids: { 'params.person': seenByCompany('person.absent') } },
  'GET /session/oidc': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  'POST /session/oidc': { door: 'everyone', ask: () => ({ body: { provider: randomUUID(), challenge: 'a'.repeat(43), port: 40_000, device: '' } }), plain: 'access.providerFailed' },
  'POST /session/oidc/finish': { door: 'everyone', ask: () => ({ body: { attempt: randomUUID(), secret: 'a'.repeat(43), code: 'b'.repeat(43) } }), plain: 'access.signInFailed' },
  // Pages for a person in a browser: they say that the link is over.
  'GET /session/oidc/start/:attempt': { door: 'everyone', ask: () => ({ params: { attempt: randomUUID() } }), plain: 'ok' },
  'GET /session/oidc/callback/:provider': { door: 'everyone', ask: () => ({ params: { provider: randomUUID() }, query: { state: 'none' } }), plain: 'ok' },
  'GET /session/oidc/:word': { door: 'everyone', ask: () => ({ params: { word: 'done' } }), plain: 'ok' },
  'POST /oidc/providers': {
    door: ['administrator'],
    ask: () => ({ body: { name: 'Shop ID', issuer: `https://${randomUUID()}.example`, client: 'c', secret: 's', base: 'https://shop.example' } }),
    plain: 'ok',
  },
  // The provider is nobody's here: then no person is found either.
  'POST /oidc/links': {
    door: ['administrator'],
    ask: (pick) => ({ body: { provider: randomUUID(), subject: 's', person: pick('body.person') } }),
    ids: { 'body.person': forAll('person.absent') },
  },
  'POST /access/offline': { door: ['administrator'], ask: () => ({ body: { days: 7 } }), plain: 'ok' },
  // Whatever is named is taken down alike: who tells of a foreign card tells of themselves.
  'POST /reads': {
    door: 'people',
    ask: (pick) => ({ body: { reads: [pick('body.reads[].object:conversation'), pick('body.reads[].object:customer')].map((object) => ({ key: randomUUID(), object, at: 1 })) } }),
    ids: { 'body.reads[].object:conversation': harmless, 'body.reads[].object:customer': harmless },
  },
  // What is told of a conversation that is not theirs to see counts for nothing, and is answered alike.
  'POST /suggestions/events': {
    door: 'people',
    ask: (pick) => ({ body: { events: [{ question: randomUUID(), key: 'mac_1', deed: 'shown', conversation: pick('body.events[].conversation'), source: 'macro', place: 1, at: 1, kept: null, reason: null, explored: false, evidence: null }] } }),
    ids: { 'body.events[].conversation': harmless },
  },
  'GET /suggestions/settings': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'PUT /suggestions/settings': { door: ['administrator'], ask: () => ({ body: { isOn: true, drafts: false, place: null } }), plain: 'ok' },
  // This server may call nobody in its own network.
  'POST /suggestions/try': { door: ['administrator'], ask: () => ({ body: { base: 'http://127.0.0.1:1/v1', model: 'm', key: 'k' } }), plain: 'drafting.forbidden' },
  // No model drafts here.
  'POST /conversations/:conversation/draft': {
    door: 'people',
    ask: (pick) => ({ params: { conversation: pick('params.conversation') }, body: {} }),
    ids: { 'params.conversation': { ...seenByTeam('conversation.absent'), own: 'drafting.off', unowned: 'drafting.off', sameTeam: 'drafting.off' } },
  },
  'GET /customers/:customer/readers': {
    door: ['supervisor', 'administrator'],
    ask: (pick) => ({ params: { customer: pick('params.customer') }, query: { from: '0', to: '1' } }),
    ids: { 'params.customer': { ...seenByTeam('customer.absent'), otherTeam: (role) => (role === 'administrator' ? 'ok' : 'customer.absent') } },
  },
  'POST /clients': { door: 'people', ask: (pick) => ({ body: { client: pick('body.client') } }), ids: { 'body.client': { ...seenByOwner('access.denied'), absent: 'ok' } } },
  // The channels here are chats.
  'PUT /channels/:channel/automatic-answer': {
    door: ['administrator'],
    ask: (pick) => ({ params: { channel: pick('params.channel') }, body: { text: 'Thank you' } }),
    ids: { 'params.channel': forAll('request.unknown') },
  },
  'GET /mailboxes': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'POST /mailboxes/test': { door: ['administrator'], ask: () => ({ body: nowhere }), plain: 'mailbox.inUnreachable' },
  'POST /mailboxes': {
    door: ['administrator'],
    ask: (pick) => ({ body: { name: 'Mail', address: `${randomUUID()}@shop.example`, queue: pick('body.queue'), mailbox: nowhere } }),
    ids: { 'body.queue': seenByCompany('queue.absent') },
  },
  // No channel here is connected to a mailbox.
  'DELETE /mailboxes/:channel': { door: ['administrator'], ask: (pick) => ({ params: { channel: pick('params.channel') } }), ids: { 'params.channel': forAll('request.unknown') } },
  'POST /import': { door: ['administrator'], ask: () => ({ body: { format: 'ndjson', text: '' } }), plain: 'ok' },
  'GET /api/docs': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  'GET /api/v1/openapi.json': { door: 'everyone', ask: () => ({}), plain: 'ok' },
  'GET /api-tokens': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  // There are as many as a company may have: nobody gets one more.
  'POST /api-tokens': {
    door: ['administrator'],
    ask: (pick) => ({ body: { name: 'Shop', person: pick('body.person'), scopes: ['cases:read'], days: null } }),
    ids: { 'body.person': { ...seenByCompany('person.absent'), ...stands('access.tooManyTokens') } },
  },
  'DELETE /api-tokens/:token': { door: ['administrator'], ask: (pick) => ({ params: { token: pick('params.token') } }), ids: { 'params.token': seenByCompany('token.absent') } },
  'GET /api/v1/customers': { door: 'people', ask: () => ({}), plain: 'ok' },
  'GET /api/v1/customers/:customer': { door: 'people', ask: (pick) => ({ params: { customer: pick('params.customer') } }), ids: { 'params.customer': seenByTeam('customer.absent') } },
  // A page of what is there: of others it is empty.
  'GET /api/v1/cases': { door: 'people', ask: (pick) => ({ query: { customer: pick('query.customer') } }), ids: { 'query.customer': harmless } },
  'GET /api/v1/cases/:case': { door: 'people', ask: (pick) => ({ params: { case: pick('params.case') } }), ids: { 'params.case': seenByTeam('case.absent') } },
  'GET /api/v1/conversations': { door: 'people', ask: (pick) => ({ query: { customer: pick('query.customer'), case: pick('query.case') } }), ids: { 'query.customer': harmless, 'query.case': harmless } },
  'GET /api/v1/conversations/:conversation': { door: 'people', ask: (pick) => ({ params: { conversation: pick('params.conversation') } }), ids: { 'params.conversation': conversation } },
  'GET /api/v1/conversations/:conversation/messages': { door: 'people', ask: (pick) => ({ params: { conversation: pick('params.conversation') } }), ids: { 'params.conversation': conversation } },
  'POST /api/v1/conversations/:conversation/notes': { door: 'people', ask: (pick) => ({ params: { conversation: pick('params.conversation') }, body: { text: 'A note' } }), ids: { 'params.conversation': forWorkers(conversation) } },
  'POST /api/v1/conversations/:conversation/answers': { door: 'people', ask: (pick) => ({ params: { conversation: pick('params.conversation') }, body: { text: 'Hello' } }), ids: { 'params.conversation': answerable } },
  'POST /api/v1/conversations/:conversation/messages': { door: 'people', ask: (pick) => ({ params: { conversation: pick('params.conversation') }, body: { text: 'Hello' } }), ids: { 'params.conversation': forWorkers(conversation) } },
  'POST /api/v1/conversations/:conversation/take': { door: 'people', ask: (pick) => ({ params: { conversation: pick('params.conversation') } }), ids: { 'params.conversation': forWorkers({ ...conversation, sameTeam: 'conversation.taken' }) } },
  'POST /api/v1/conversations/:conversation/resolve': { door: 'people', ask: (pick) => ({ params: { conversation: pick('params.conversation') } }), ids: { 'params.conversation': finishable } },
  'GET /api/v1/orders': { door: 'people', ask: (pick) => ({ query: { customer: pick('query.customer') } }), ids: { 'query.customer': harmless } },
  'GET /api/v1/orders/:order': { door: 'people', ask: (pick) => ({ params: { order: pick('params.order') } }), ids: { 'params.order': seenByTeam('order.absent') } },
  'PUT /api/v1/orders/:key': {
    door: ['administrator'],
    ask: (pick) => ({ params: { key: 'A-1' }, body: { customer: pick('body.customer'), number: 'A-1', status: 'sent', total: null, currency: null, placedAt: '2026-05-12T12:00:00Z', items: [] } }),
    ids: { 'body.customer': seenByCompany('customer.absent') },
  },
  'GET /api/v1/articles': { door: 'people', ask: () => ({}), plain: 'ok' },
  'GET /api/v1/articles/:article': { door: 'people', ask: (pick) => ({ params: { article: pick('params.article') } }), ids: { 'params.article': seenByCompany('article.absent') } },
  'PUT /api/v1/articles/:key': { door: ['editor', 'administrator'], ask: () => ({ params: { key: 'A-1' }, body: { title: 'Returns', text: 'How to', language: 'en', category: null } }), plain: 'ok' },
  'GET /api/v1/macros': { door: 'people', ask: () => ({}), plain: 'ok' },
  'GET /api/v1/macros/:macro': { door: 'people', ask: (pick) => ({ params: { macro: pick('params.macro') } }), ids: { 'params.macro': seenByCompany('macro.absent') } },
  'PUT /api/v1/macros/:key': { door: ['supervisor', 'administrator'], ask: () => ({ params: { key: 'A-1' }, body: { title: 'Thanks', text: 'Thank you', language: null } }), plain: 'ok' },
  'GET /webhooks': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  // What nobody's server can be at is refused before anything is looked at.
  'POST /webhooks': { door: ['administrator'], ask: () => ({ body: { url: 'https://192.0.2.1/hook', events: ['note.added'] } }), plain: 'webhook.unreachable' },
  'POST /webhooks/:webhook/state': { door: ['administrator'], ask: (pick) => ({ params: { webhook: pick('params.webhook') }, body: { on: false } }), ids: { 'params.webhook': seenByCompany('webhook.absent') } },
  'DELETE /webhooks/:webhook': { door: ['administrator'], ask: (pick) => ({ params: { webhook: pick('params.webhook') } }), ids: { 'params.webhook': seenByCompany('webhook.absent') } },
  'GET /webhooks/:webhook/deliveries': { door: ['administrator'], ask: (pick) => ({ params: { webhook: pick('params.webhook') } }), ids: { 'params.webhook': seenByCompany('webhook.absent') } },
  'POST /webhooks/:webhook/try': { door: ['administrator'], ask: (pick) => ({ params: { webhook: pick('params.webhook') } }), ids: { 'params.webhook': seenByCompany('webhook.absent') } },
  'POST /webhooks/:webhook/deliveries/:delivery/again': {
    door: ['administrator'],
    ask: (pick) => ({ params: { webhook: pick('params.webhook'), delivery: pick('params.delivery') } }),
    // A delivery is one of its own webhook or none: of two that do not belong together nothing is told again.
    ids: { 'params.webhook': { ...forAll('webhook.absent'), own: 'ok' }, 'params.delivery': { ...forAll('webhook.absent'), own: 'ok' } },
    together: seenByCompany('webhook.absent'),
  },
  'GET /imports': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'POST /imports': { door: ['administrator'], ask: () => ({ body: { kind: 'customer', name: 'customers.csv', size: 1 } }), plain: 'ok' },
  // Bodies that are no JSON are asked in test/integration/import.
  'PUT /imports/:import/bytes': { door: ['administrator'], ask: (pick) => ({ params: { import: pick('params.import') }, query: { from: '0' } }), ids: { 'params.import': forAll('request.malformed') } },
  'POST /imports/:import/look': { door: ['administrator'], ask: (pick) => ({ params: { import: pick('params.import') }, body: { mapping: null } }), ids: { 'params.import': seenByCompany('import.absent') } },
  'POST /imports/:import/start': {
    door: ['administrator'],
    ask: (pick) => ({ params: { import: pick('params.import') }, body: { mapping: { key: 'key', name: 'name' } } }),
    ids: { 'params.import': { ...seenByCompany('import.absent'), ...stands('import.notNow') } },
  },
  'POST /imports/:import/stop': { door: ['administrator'], ask: (pick) => ({ params: { import: pick('params.import') } }), ids: { 'params.import': { ...seenByCompany('import.absent'), ...stands('import.notNow') } } },
  'POST /imports/:import/go-on': { door: ['administrator'], ask: (pick) => ({ params: { import: pick('params.import') } }), ids: { 'params.import': seenByCompany('import.absent') } },
  'GET /imports/:import/problems': { door: ['administrator'], ask: (pick) => ({ params: { import: pick('params.import') } }), ids: { 'params.import': seenByCompany('import.absent') } },
  'GET /sync/snapshot': { door: 'people', ask: (pick) => ({ query: { client: pick('query.client') } }), ids: { 'query.client': seenByOwner('access.denied') } },
  'POST /search': { door: 'people', ask: () => ({ body: { text: 'hello', today: 20_000, zone: 180 } }) },
  'GET /sync/conversation/:conversation': {
    door: 'people',
    ask: (pick) => ({ params: { conversation: pick('params.conversation') }, query: { at: '1', id: pick('query.id') } }),
    ids: { 'params.conversation': conversation, 'query.id': harmless },
  },
  'GET /sync/customer/:customer': {
    door: 'people',
    ask: (pick) => ({ params: { customer: pick('params.customer') }, query: { at: '1', id: pick('query.id') } }),
    ids: { 'params.customer': seenByTeam('customer.absent'), 'query.id': harmless },
  },
  'GET /attachments/:message/:attachment': {
    door: 'people',
    ask: (pick) => ({ params: { message: pick('params.message'), attachment: pick('params.attachment') } }),
    ids: { 'params.message': seenByOwner('attachment.absent'), 'params.attachment': seenByOwner('attachment.absent') },
    together: seenByTeam('attachment.absent'),
  },
  // Whatever is named is the person's own: what others uploaded is not looked at.
  'PUT /attachments/:hash': {
    door: 'people',
    ask: (pick) => ({ params: { hash: pick('params.hash') }, query: { size: String(uploadedSize), from: '0' } }),
    ids: { 'params.hash': harmless },
    tellsNothing: true,
  },
  // Nobody here has a ticket: with one, the proof is in test/integration/chat.
  'GET /chat/files/:message/:attachment': {
    door: 'everyone',
    ask: (pick) => ({ params: { message: pick('params.message'), attachment: pick('params.attachment') }, query: { ticket: 'none' } }),
    ids: { 'params.message': forAll('attachment.absent'), 'params.attachment': forAll('attachment.absent') },
    together: forAll('attachment.absent'),
  },
  'POST /messages/:message/picture': { door: 'people', ask: (pick) => ({ params: { message: pick('params.message') }, body: { address: 'https://tracker.example/1.gif' } }), ids: { 'params.message': forAll('picture.absent') } },
  '/sync hello': { door: 'people', ask: (pick) => ({ body: pick('client') }), ids: { client: seenByOwner('access.denied') } },
  '/sync ping': { door: 'people', ask: () => ({}), plain: 'ok' },
  '/sync typing': {
    door: 'people',
    ask: (pick) => ({ body: pick('conversation') }),
    ids: { conversation: forWorkers(seenByTeam('nothing'), 'nothing') },
  },
};
