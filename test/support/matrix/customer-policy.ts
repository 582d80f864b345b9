import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import { conversation, forWorkers, harmless, made, seenByTeam, supervisors, type Cells, type Row } from './policy-words';

const known = seenByTeam('customer.absent');
/** Whoever does not work with customers hears the same of every card. */
const card = (cells: Cells): Cells => forWorkers(cells, 'access.denied');
const fresh = card(made('mutation.failed'));
const writtenOver = card({ ...known, own: 'mutation.failed', unowned: 'mutation.failed', sameTeam: 'mutation.failed' });

/** What is of another customer than the one that is named. */
const ofAnother = (code: Failure): { readonly customer: Cells; readonly thing: Cells } => ({
  customer: card({ ...known, unowned: code, sameTeam: code }),
  thing: card({ own: 'ok', unowned: code, sameTeam: code, otherTeam: code, otherTenant: code, absent: code }),
});

const identity = ofAnother('identity.absent');
const note = ofAnother('note.absent');
const oneAndTheSame = (code: Failure, absent: Failure): Cells => ({ own: code, unowned: code, sameTeam: code, otherTeam: absent, otherTenant: absent, absent });
/** A message that is there, for what is refused anyway when it is not. */
const message = (code: Failure): Cells => forWorkers({ own: 'mutation.failed', unowned: 'mutation.failed', sameTeam: 'mutation.failed', otherTeam: code, otherTenant: code, absent: code });

/** Of two customers or cases the second is a colleague's. */
const first = (same: Failure, seen: Cells): Cells => ({ ...seen, sameTeam: same });
const second = (same: Failure, seen: Cells): Cells => ({ ...seen, own: same });

/** What people may do to cards, and to cases that belong together. */
export const customerPolicy: Readonly<Record<string, Row>> = {
  '/sync push customer.edit': { door: 'people', ask: (pick) => ({ body: { customer: pick('customer'), field: 'city', value: 'Perm' } }), ids: { customer: card(known) } },
  '/sync push identity.add': {
    door: 'people',
    ask: (pick) => ({ body: { customer: pick('customer'), identity: pick('identity'), kind: 'email', value: `${randomUUID()}@shop.example` } }),
    ids: { customer: card(known), identity: fresh },
    usual: { identity: 'absent' },
    together: writtenOver,
  },
  // An address that is not this customer's is as good as gone.
  '/sync push identity.remove': { door: 'people', ask: (pick) => ({ body: { customer: pick('customer'), identity: pick('identity') } }), ids: { customer: card(known), identity: card(harmless) } },
  '/sync push identity.prefer': {
    door: 'people',
    ask: (pick) => ({ body: { customer: pick('customer'), identity: pick('identity') } }),
    ids: { customer: identity.customer, identity: identity.thing },
    together: card(known),
  },
  '/sync push consent.record': {
    door: 'people',
    ask: (pick) => ({ body: { consent: pick('consent'), customer: pick('customer'), purpose: 'survey', channel: 'email', word: 'given', reason: 'said so' } }),
    ids: { customer: card(known), consent: fresh },
    usual: { consent: 'absent' },
    together: writtenOver,
  },
  '/sync push customerNote.add': {
    door: 'people',
    ask: (pick) => ({ body: { customer: pick('customer'), note: pick('note'), text: 'A note', pinned: true } }),
    ids: { customer: card(known), note: fresh },
    usual: { note: 'absent' },
    together: writtenOver,
  },
  '/sync push customerNote.pin': {
    door: 'people',
    ask: (pick) => ({ body: { customer: pick('customer'), note: pick('note'), pinned: true } }),
    ids: { customer: note.customer, note: note.thing },
    together: card(known),
  },
  '/sync push customerNote.remove': {
    door: 'people',
    ask: (pick) => ({ body: { customer: pick('customer'), note: pick('note') } }),
    ids: { customer: card(known), note: card(harmless) },
    together: card({ ...known, unowned: supervisors('ok', 'access.denied'), sameTeam: supervisors('ok', 'access.denied') }),
  },
  '/sync push case.link': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), to: pick('to'), linked: true } }),
    ids: { conversation: forWorkers(first('case.sameCase', conversation)), to: forWorkers(second('case.sameCase', conversation)) },
    usual: { to: 'sameTeam' },
    together: forWorkers(oneAndTheSame('case.sameCase', 'conversation.absent')),
  },
  // The customers here have one case each.
  '/sync command case.merge': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), into: pick('into'), told: pick('told') } }),
    ids: {
      conversation: forWorkers(first('case.sameCase', oneAndTheSame('case.otherCustomer', 'conversation.absent'))),
      into: forWorkers(second('case.sameCase', oneAndTheSame('case.otherCustomer', 'conversation.absent'))),
      event: message('case.otherCustomer'),
      told: message('case.otherCustomer'),
    },
    usual: { into: 'sameTeam', event: 'absent', told: 'absent' },
    together: forWorkers(oneAndTheSame('mutation.failed', 'conversation.absent')),
  },
  '/sync command case.part': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), parted: pick('parted'), event: pick('event') } }),
    ids: {
      conversation: forWorkers(oneAndTheSame('case.notMerged', 'conversation.absent')),
      parted: forWorkers({ ...oneAndTheSame('case.notMerged', 'case.notMerged') }),
      event: message('case.notMerged'),
    },
    usual: { event: 'absent' },
    together: forWorkers(oneAndTheSame('mutation.failed', 'conversation.absent')),
  },
  'GET /contacts-shared': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'PUT /contacts-shared': { door: ['administrator'], ask: () => ({ body: { shared: true } }), plain: 'ok' },
  'GET /customers/:customer/merge/:other': {
    door: ['agent', 'supervisor'],
    ask: (pick) => ({ params: { customer: pick('params.customer'), other: pick('params.other') } }),
    ids: { 'params.customer': first('customer.sameCustomer', known), 'params.other': second('customer.sameCustomer', known) },
    usual: { 'params.other': 'sameTeam' },
    together: oneAndTheSame('customer.sameCustomer', 'customer.absent'),
  },
  'POST /customers/:customer/merge': {
    door: ['agent', 'supervisor'],
    ask: (pick) => ({ params: { customer: pick('params.customer') }, body: { merge: pick('body.merge'), other: pick('body.other'), takes: [] } }),
    ids: { 'params.customer': first('customer.sameCustomer', known), 'body.other': second('customer.sameCustomer', known), 'body.merge': harmless },
    usual: { 'body.other': 'sameTeam' },
    together: oneAndTheSame('customer.sameCustomer', 'customer.absent'),
  },
  'POST /customers/:customer/unmerge': {
    door: ['agent', 'supervisor'],
    ask: (pick) => ({ params: { customer: pick('params.customer') }, body: { merge: pick('body.merge') } }),
    ids: { 'params.customer': oneAndTheSame('merge.absent', 'customer.absent'), 'body.merge': oneAndTheSame('merge.absent', 'merge.absent') },
  },
};
