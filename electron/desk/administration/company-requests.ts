import { dispositionNamed } from '#contract/disposition';
import { macroList, macroNamed } from '#contract/macro';
import { queueNamed } from '#contract/queue';
import { accessChanged, addedPerson, staffList } from '#contract/staff';
import { teamList, teamNamed } from '#contract/team';
import { drafted, suggestionSettings as settings } from '#contract/drafting';
import { z } from 'zod';
import type { ServerAsker } from '../server-asker';
import type { Handlers } from '../verbs';

type People = `people.${'list' | 'add' | 'change' | 'setAccess' | 'endFactor'}`;
type Teams = `teams.${'list' | 'add' | 'change' | 'setHours' | 'archive' | 'restore'}` | `queues.${'add' | 'change' | 'remove'}`;
type Macros = `macros.${'list' | 'add' | 'change' | 'remove'}`;
type Dispositions = `dispositions.${'add' | 'change' | 'remove'}`;
type Suggestions = `suggestions.${'settings' | 'save' | 'try'}`;
export type CompanyVerbs = People | Teams | Macros | Dispositions | Suggestions;

/** Who works in the company and how. What colleagues may know of it comes back by the directory. */
export function companyRequests(ask: ServerAsker): Pick<Handlers, CompanyVerbs> {
  return { ...peopleRequests(ask), ...teamRequests(ask), ...macroRequests(ask), ...dispositionRequests(ask), ...suggestionSettings(ask) };
}

function peopleRequests(ask: ServerAsker): Pick<Handlers, People> {
  const at = (person: string): string => `/people/${encodeURIComponent(person)}`;
  return {
    'people.list': () => ask({ method: 'GET', path: '/people' }, staffList),
    'people.add': (body) => ask({ method: 'POST', path: '/people', body }, addedPerson),
    'people.change': ({ person, ...body }) => ask({ method: 'PUT', path: at(person), body }, z.null()),
    'people.setAccess': ({ person, ...body }) => ask({ method: 'PUT', path: `${at(person)}/access`, body }, accessChanged),
    'people.endFactor': ({ person }) => ask({ method: 'DELETE', path: `${at(person)}/factor` }, z.null()),
  };
}

function teamRequests(ask: ServerAsker): Pick<Handlers, Teams> {
  const team = (id: string, rest = ''): string => `/teams/${encodeURIComponent(id)}${rest}`;
  const queue = (id: string): string => `/queues/${encodeURIComponent(id)}`;
  return {
    'teams.list': () => ask({ method: 'GET', path: '/teams' }, teamList),
    'teams.add': (body) => ask({ method: 'POST', path: '/teams', body }, teamNamed),
    'teams.change': ({ team: id, ...body }) => ask({ method: 'PUT', path: team(id), body }, z.null()),
    'teams.setHours': ({ team: id, ...body }) => ask({ method: 'PUT', path: team(id, '/hours'), body }, z.null()),
    'teams.archive': ({ team: id }) => ask({ method: 'DELETE', path: team(id) }, z.null()),
    'teams.restore': ({ team: id }) => ask({ method: 'POST', path: team(id, '/restore') }, z.null()),
    'queues.add': (body) => ask({ method: 'POST', path: '/queues', body }, queueNamed),
    'queues.change': ({ queue: id, ...body }) => ask({ method: 'PUT', path: queue(id), body }, z.null()),
    'queues.remove': ({ queue: id }) => ask({ method: 'DELETE', path: queue(id) }, z.null()),
  };
}

function macroRequests(ask: ServerAsker): Pick<Handlers, Macros> {
  const at = (macro: string): string => `/macros/${encodeURIComponent(macro)}`;
  return {
    'macros.list': () => ask({ method: 'GET', path: '/macros' }, macroList),
    'macros.add': (body) => ask({ method: 'POST', path: '/macros', body }, macroNamed),
    'macros.change': ({ macro, ...body }) => ask({ method: 'PUT', path: at(macro), body }, z.null()),
    'macros.remove': ({ macro }) => ask({ method: 'DELETE', path: at(macro) }, z.null()),
  };
}

function dispositionRequests(ask: ServerAsker): Pick<Handlers, Dispositions> {
  const at = (disposition: string): string => `/dispositions/${encodeURIComponent(disposition)}`;
  return {
    'dispositions.add': (body) => ask({ method: 'POST', path: '/dispositions', body }, dispositionNamed),
    'dispositions.change': ({ disposition, ...body }) => ask({ method: 'PUT', path: at(disposition), body }, z.null()),
    'dispositions.remove': ({ disposition }) => ask({ method: 'DELETE', path: at(disposition) }, z.null()),
  };
}

/** As long as a model may take, and the way there. */
const patience = 30_000;

function suggestionSettings(ask: ServerAsker): Pick<Handlers, Suggestions> {
  return {
    'suggestions.settings': () => ask({ method: 'GET', path: '/suggestions/settings' }, settings),
    'suggestions.save': (body) => ask({ method: 'PUT', path: '/suggestions/settings', body }, z.null()),
    'suggestions.try': (body) => ask({ method: 'POST', path: '/suggestions/try', body, patience }, drafted),
  };
}
