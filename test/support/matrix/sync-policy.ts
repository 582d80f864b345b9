import { uploadedSize } from './objects';
import { answerable, conversation, finishable, forAll, forLeaders, forWorkers, harmless, made, seenByCompany, seenByOwner, seenByTeam, stands, type Row } from './policy-words';

const freshMessage = forWorkers(made('mutation.failed'));
/** A message of the conversation itself in the place of a fresh one. */
const writtenOver = forWorkers({ ...conversation, own: 'mutation.failed', unowned: 'mutation.failed', sameTeam: 'mutation.failed' });

/** What the person says that they knew of is compared with what is there; nothing is looked up by it. */
const known = forWorkers(harmless);

const over = { own: 'offer.ended', unowned: 'offer.ended', sameTeam: 'offer.ended' } as const;
const answersOffer: Row = {
  door: 'people',
  ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), offer: pick('offer') } }),
  ids: {
    conversation: forWorkers({ ...conversation, ...over }),
    event: forWorkers({ ...made('mutation.failed'), otherTeam: 'offer.ended', otherTenant: 'offer.ended', absent: 'offer.ended' }),
    offer: forWorkers(forAll('offer.ended')),
  },
  usual: { event: 'absent' },
  together: writtenOver,
};

/** What people and their desks may do to conversations. */
export const syncPolicy: Readonly<Record<string, Row>> = {
  '/sync push message.send': {
    door: 'people',
    ask: (pick) => ({
      body: { conversation: pick('conversation'), message: pick('message'), text: 'Hello', attachments: [{ hash: pick('attachments[].hash'), name: 'a.txt', size: uploadedSize, type: 'text/plain' }] },
    }),
    // Only what the author uploaded leaves with an answer: of other bytes not even that they are here is told.
    // Conversations here are chats, from which nothing goes along: what may is in the tests of the rule.
    ids: { conversation: answerable, message: freshMessage, 'attachments[].hash': forWorkers(seenByOwner('attachment.absent')), forwards: forWorkers(harmless), quotes: forWorkers(harmless), 'seen[]': forWorkers(harmless), heard: known },
    usual: { message: 'absent' },
    together: writtenOver,
  },
  '/sync push note.add': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), message: pick('message'), text: 'A note', mentions: [pick('mentions[]')] } }),
    ids: { conversation: forWorkers(conversation), message: freshMessage, 'mentions[]': forWorkers({ ...seenByTeam('person.absent'), unowned: 'person.absent' }) },
    usual: { message: 'absent', 'mentions[]': 'sameTeam' },
    together: writtenOver,
  },
  '/sync push case.resolve': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), outcome: { disposition: pick('outcome.disposition'), values: {}, took: 0 } } }),
    ids: { conversation: finishable, event: freshMessage, 'outcome.disposition': forWorkers(seenByCompany('outcome.absent')), heard: known },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  // The conversations here are chats: only a mail is spam.
  '/sync push case.spam': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event') } }),
    ids: { conversation: forWorkers({ ...conversation, ...stands('mutation.failed'), otherTeam: 'conversation.absent' }), event: forWorkers({ ...stands('mutation.failed'), otherTenant: 'mutation.failed', absent: 'mutation.failed' }), heard: forWorkers(forAll('mutation.failed')) },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  '/sync push case.snooze': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), until: 0 } }),
    ids: { conversation: finishable, event: freshMessage, heard: known },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  '/sync push case.wake': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event') } }),
    ids: { conversation: finishable, event: forWorkers({ ...made('mutation.failed'), otherTeam: 'ok' }) },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  '/sync push case.wait': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event') } }),
    ids: { conversation: finishable, event: freshMessage, heard: known },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  // What sorts a case is said by anyone of its team.
  '/sync push case.priority': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), to: 'high' } }),
    ids: { conversation: forWorkers(conversation), event: freshMessage },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  '/sync push case.tag': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), add: ['matrix'], remove: [] } }),
    ids: { conversation: forWorkers(conversation), event: freshMessage },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  '/sync push case.restore': {
    door: 'people',
    ask: (pick) => ({ body: { what: 'priority', conversation: pick('conversation'), event: pick('event'), was: 'low', left: 'normal' } }),
    ids: { conversation: forWorkers(conversation), event: freshMessage },
    usual: { event: 'absent' },
    together: writtenOver,
  },
  '/sync push case.reopen': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event') } }),
    ids: { conversation: forWorkers(conversation), event: freshMessage },
    usual: { event: 'absent' },
    together: writtenOver,
    finished: true,
  },
  '/sync push conversation.read': { door: 'people', ask: (pick) => ({ body: { conversation: pick('conversation') } }), ids: { conversation: forWorkers(conversation), heard: known } },
  '/sync push remark.add': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), remark: pick('remark'), text: 'A remark' } }),
    ids: { conversation: forLeaders(conversation), remark: forLeaders(made('mutation.failed')) },
    usual: { remark: 'absent' },
    together: forLeaders({ ...conversation, own: 'mutation.failed', unowned: 'mutation.failed', sameTeam: 'mutation.failed' }),
  },
  '/sync push remark.remove': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), remark: pick('remark') } }),
    // One that is not about this case is as good as gone: nothing is done, and nothing told.
    ids: { conversation: forLeaders(conversation), remark: forLeaders(harmless) },
    together: forLeaders({ ...conversation, unowned: 'access.denied', sameTeam: 'access.denied' }),
  },
  // Whoever speaks of somebody else hears the same, whether there is such a person or not.
  '/sync push state.set': { door: 'people', ask: (pick) => ({ body: { person: pick('person'), state: 'break', at: 1 } }), ids: { person: seenByOwner('access.denied') } },
  '/sync push state.next': { door: 'people', ask: (pick) => ({ body: { person: pick('person'), next: 'lunch' } }), ids: { person: seenByOwner('access.denied') } },
  // Nobody votes for another.
  // Nobody sorts another's list; what a filter names is looked for among what its person sees.
  '/sync push filter.save': {
    door: 'people',
    ask: (pick) => ({ body: { person: pick('person'), filter: { id: crypto.randomUUID(), name: 'Matrix', conditions: { view: 'all', kinds: [], queues: [pick('filter.conditions.queues[]')], priorities: [], tags: [], text: '', sort: null } } } }),
    ids: { person: seenByOwner('access.denied'), 'filter.conditions.queues[]': harmless },
    together: seenByOwner('access.denied'),
  },
  '/sync push filter.remove': { door: 'people', ask: (pick) => ({ body: { person: pick('person'), filter: crypto.randomUUID() } }), ids: { person: seenByOwner('access.denied') } },
  '/sync push filter.move': { door: 'people', ask: (pick) => ({ body: { person: pick('person'), filter: crypto.randomUUID(), to: 0 } }), ids: { person: seenByOwner('access.denied') } },
  '/sync push article.vote': {
    door: 'people',
    ask: (pick) => ({ body: { article: pick('article'), person: pick('person'), vote: 'useful' } }),
    ids: { article: seenByCompany('article.absent'), person: seenByOwner('access.denied') },
    together: seenByOwner('access.denied'),
  },
  '/sync command conversation.take': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event') } }),
    ids: { conversation: forWorkers({ ...conversation, sameTeam: 'conversation.taken' }), event: freshMessage },
    usual: { conversation: 'unowned', event: 'absent' },
    together: writtenOver,
  },
  '/sync command conversation.assign': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), to: pick('to') } }),
    ids: {
      conversation: finishable,
      event: freshMessage,
      to: forWorkers({ ...seenByTeam('person.absent'), unowned: 'person.absent' }),
    },
    usual: { event: 'absent', to: 'sameTeam' },
    together: writtenOver,
  },
  '/sync command offer.make': {
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), to: pick('to'), reason: null } }),
    ids: {
      conversation: finishable,
      event: freshMessage,
      // To offer something to oneself is to take it.
      to: forWorkers({ ...seenByTeam('person.absent'), own: 'ok', unowned: 'person.absent' }),
    },
    usual: { event: 'absent', to: 'sameTeam' },
    together: writtenOver,
  },
  // Nothing is offered here: whatever is named has ended. Who may answer what is in the tests of the rule.
  '/sync command offer.accept': answersOffer,
  '/sync command offer.decline': answersOffer,
  '/sync command offer.withdraw': answersOffer,
  // Each row is judged by the rule of the single act, and what it refuses is told of the row: the command itself always succeeds.
  '/sync command cases.change': {
    door: 'people',
    ask: (pick) => ({ body: { act: { do: 'tag', add: ['matrix'], remove: [] }, rows: [{ conversation: pick('rows[].conversation') }], lines: crypto.randomUUID() } }),
    ids: { 'rows[].conversation': harmless, 'rows[].heard': harmless, 'rows[].back.to': harmless, 'rows[].back.line': harmless, 'rows[].restore.line': harmless, 'act.to': harmless },
    together: harmless,
  },
  '/sync command conversation.transfer': {
    handsOver: true,
    door: 'people',
    ask: (pick) => ({ body: { conversation: pick('conversation'), event: pick('event'), to: pick('to'), reason: null } }),
    ids: {
      conversation: finishable,
      event: freshMessage,
      // Any queue of the company will do, but the one where the conversation is.
      to: forWorkers({ own: 'transfer.sameQueue', unowned: 'transfer.sameQueue', sameTeam: 'transfer.sameQueue', otherTeam: 'ok', otherTenant: 'queue.absent', absent: 'queue.absent' }),
    },
    usual: { event: 'absent', to: 'otherTeam' },
    together: writtenOver,
  },
  // Nothing here is in doubt: whatever is named stays as it is, and nothing is told of it.
  '/sync command delivery.decide': { door: 'people', ask: (pick) => ({ body: { conversation: pick('conversation'), message: pick('message'), again: true } }), ids: { conversation: finishable, message: forWorkers(harmless) } },
};
