import { randomUUID } from 'node:crypto';
import { seenByCompany, type Row } from './policy-words';

const someone = (teams: readonly string[]): object => ({ name: 'Person', email: `${randomUUID()}@example.org`, roles: ['agent'], teams, language: null });
const ownCompany = (own: Row['plain'] & string, absent: 'team.absent' | 'person.absent' | 'queue.absent') => ({ ...seenByCompany(absent), own, unowned: own, sameTeam: own, otherTeam: own });
const macro = (pick: (path: string) => string): object => ({ title: 'Thanks', text: 'Thank you', language: null, actions: [{ kind: 'assign', to: pick('body.actions[].to') }], teams: [pick('body.teams[]')] });
const leaders = ['supervisor', 'administrator'] as const;
const article = (pick: (path: string) => string): object => ({ title: 'Returns', language: 'en', audience: 'customers', category: null, sections: [{ heading: '', text: 'How to', kind: 'text' }], facts: [], tags: [], owner: pick('body.owner'), reviewAt: null, counterpart: pick('body.counterpart') });
const writers = ['supervisor', 'editor', 'administrator'] as const;
const ofArticle = { 'body.owner': seenByCompany('person.absent'), 'body.counterpart': seenByCompany('article.absent') };
const ofMacro = { 'body.actions[].to': seenByCompany('person.absent'), 'body.teams[]': seenByCompany('team.absent') };

const solved = () => ({ code: randomUUID(), title: { ru: 'Решено', en: 'Solved' }, fields: [] });

/** What the routes of people, teams, queues and macros answer to whom. */
export const companyPolicy: Readonly<Record<string, Row>> = {
  'GET /people': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'POST /people': { door: ['administrator'], ask: (pick) => ({ body: someone([pick('body.teams[]')]) }), ids: { 'body.teams[]': seenByCompany('team.absent') } },
  // The only administrator stays one.
  'PUT /people/:person': {
    handsOver: true,
    door: ['administrator'],
    ask: (pick) => ({ params: { person: pick('params.person') }, body: someone([pick('body.teams[]')]) }),
    ids: { 'params.person': { ...seenByCompany('person.absent'), own: 'person.lastAdministrator' }, 'body.teams[]': ownCompany('person.lastAdministrator', 'team.absent') },
  },
  'PUT /people/:person/access': { door: ['administrator'], ask: (pick) => ({ params: { person: pick('params.person') }, body: { access: 'opened' } }), ids: { 'params.person': seenByCompany('person.absent') } },
  'GET /teams': { door: ['administrator'], ask: () => ({}), plain: 'ok' },
  'POST /teams': { door: ['administrator'], ask: (pick) => ({ body: { name: 'Support', members: [pick('body.members[]')] } }), ids: { 'body.members[]': ownCompany('team.nameTaken', 'person.absent') } },
  // Another team is called so already; that one may be called as it is.
  'PUT /teams/:team': {
    handsOver: true,
    door: ['administrator'],
    ask: (pick) => ({ params: { team: pick('params.team') }, body: { name: 'delivery', members: [pick('body.members[]')] } }),
    ids: { 'params.team': { ...ownCompany('team.nameTaken', 'team.absent'), otherTeam: 'ok' }, 'body.members[]': ownCompany('team.nameTaken', 'person.absent') },
  },
  'PUT /teams/:team/hours': { door: ['administrator'], ask: (pick) => ({ params: { team: pick('params.team') }, body: { hours: null } }), ids: { 'params.team': seenByCompany('team.absent') } },
  'DELETE /teams/:team': { door: ['administrator'], ask: (pick) => ({ params: { team: pick('params.team') } }), ids: { 'params.team': ownCompany('team.hasPeople', 'team.absent') } },
  'POST /teams/:team/restore': { door: ['administrator'], ask: (pick) => ({ params: { team: pick('params.team') } }), ids: { 'params.team': ownCompany('team.absent', 'team.absent') } },
  'POST /queues': { door: ['administrator'], ask: (pick) => ({ body: { name: 'Support', team: pick('body.team') } }), ids: { 'body.team': ownCompany('queue.nameTaken', 'team.absent') } },
  'PUT /queues/:queue': {
    door: ['administrator'],
    ask: (pick) => ({ params: { queue: pick('params.queue') }, body: { name: 'support', team: pick('body.team') } }),
    ids: { 'params.queue': { ...seenByCompany('queue.absent'), otherTeam: 'queue.nameTaken' }, 'body.team': { ...seenByCompany('team.absent'), otherTeam: 'queue.hasWork' } },
  },
  'DELETE /queues/:queue': { door: ['administrator'], ask: (pick) => ({ params: { queue: pick('params.queue') } }), ids: { 'params.queue': ownCompany('queue.inUse', 'queue.absent') } },
  // What a disposition is offered in may be any queue of the company.
  'POST /dispositions': { door: ['administrator'], ask: (pick) => ({ body: { ...solved(), queue: pick('body.queue') } }), ids: { 'body.queue': seenByCompany('queue.absent') } },
  'PUT /dispositions/:disposition': {
    door: ['administrator'],
    ask: (pick) => ({ params: { disposition: pick('params.disposition') }, body: { ...solved(), queue: pick('body.queue') } }),
    ids: { 'params.disposition': seenByCompany('outcome.absent'), 'body.queue': seenByCompany('queue.absent') },
  },
  'DELETE /dispositions/:disposition': { door: ['administrator'], ask: (pick) => ({ params: { disposition: pick('params.disposition') } }), ids: { 'params.disposition': seenByCompany('outcome.absent') } },
  'POST /articles': { door: writers, ask: (pick) => ({ body: article(pick) }), ids: ofArticle, together: seenByCompany('person.absent') },
  'PUT /articles/:article': {
    door: writers,
    ask: (pick) => ({ params: { article: pick('params.article') }, body: { ...article(pick), revision: 1 } }),
    ids: { 'params.article': seenByCompany('article.absent'), ...ofArticle },
  },
  'DELETE /articles/:article': { door: writers, ask: (pick) => ({ params: { article: pick('params.article') } }), ids: { 'params.article': seenByCompany('article.absent') } },
  'GET /articles/:article/versions': { door: writers, ask: (pick) => ({ params: { article: pick('params.article') } }), ids: { 'params.article': seenByCompany('article.absent') } },
  'GET /articles/:article/versions/:revision': { door: writers, ask: (pick) => ({ params: { article: pick('params.article'), revision: '1' } }), ids: { 'params.article': seenByCompany('article.absent') } },
  'GET /macros': { door: leaders, ask: () => ({}), plain: 'ok' },
  'POST /macros': { door: leaders, ask: (pick) => ({ body: macro(pick) }), ids: ofMacro, together: seenByCompany('team.absent') },
  'PUT /macros/:macro': { door: leaders, ask: (pick) => ({ params: { macro: pick('params.macro') }, body: macro(pick) }), ids: { 'params.macro': seenByCompany('macro.absent'), ...ofMacro } },
  'DELETE /macros/:macro': { door: leaders, ask: (pick) => ({ params: { macro: pick('params.macro') } }), ids: { 'params.macro': seenByCompany('macro.absent') } },
};
