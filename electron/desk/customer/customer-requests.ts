import { randomUUID } from 'node:crypto';
import { mergePreview } from '#contract/customer-merge';
import { contactsShared } from '#contract/contacts-shared';
import type { Failure } from '#contract/failures';
import type { customerRequests as verbs } from '#contract/customer-requests';
import { findCases, findCustomers } from '#db/cache/customer';
import type { Reader } from '#db/cache/sqlite';
import { readTimeline } from '#db/cache/timeline';
import { id } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { writable } from '#kernel/text';
import { z } from 'zod';
import { mutating } from '../mutate';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';
import { fetchCustomer } from './fetch-customer';

type Verbs = keyof typeof verbs;
type Asked = 'customer.mergePreview' | 'customer.merge' | 'customer.unmerge' | 'contacts.shared' | 'contacts.share';
type Read = 'customer.fetch' | 'customer.timeline' | 'customers.find' | 'cases.find';
type Cases = 'case.link' | 'case.merge' | 'case.part';

/** What a person asks of a customer's card, and of cases that belong together. */
export function customerRequests(atWork: () => Place | null): Pick<Handlers, Verbs> {
  return { ...readRequests(atWork), ...cardRequests(atWork), ...togetherRequests(atWork), ...mergeRequests(atWork) };
}

function readRequests(atWork: () => Place | null): Pick<Handlers, Read> {
  const read = async <Value>(work: (db: Reader) => Promise<Value>): Promise<Outcome<Value, Failure>> => {
    const place = atWork();
    return place === null ? refused('access.signedOut') : done(await place.picture.read(work));
  };
  return {
    'customer.fetch': async ({ customer }) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : fetchCustomer(place, customer);
    },
    'customer.timeline': (question) => read((db) => readTimeline(db, question)),
    'customers.find': ({ search }) => read(async (db) => ({ customers: await findCustomers(db, search) })),
    'cases.find': (question) => read(async (db) => ({ cases: await findCases(db, question) })),
  };
}

/** Ids of new rows are made here: the window has no dice. */
function cardRequests(atWork: () => Place | null): Pick<Handlers, Exclude<Verbs, Asked | Read | Cases>> {
  const mutate = mutating(atWork);
  return {
    'customer.edit': ({ value, ...args }) => mutate({ name: 'customer.edit', args: { ...args, value: value === null ? null : writable(value) } }),
    'identity.add': (args) => mutate({ name: 'identity.add', args: { ...args, identity: id('identity', randomUUID()) } }),
    'identity.remove': (args) => mutate({ name: 'identity.remove', args }),
    'identity.prefer': (args) => mutate({ name: 'identity.prefer', args }),
    'consent.record': ({ reason, ...args }) => mutate({ name: 'consent.record', args: { ...args, reason: writable(reason), consent: id('consent', randomUUID()) } }),
    'customerNote.add': ({ text, ...args }) => mutate({ name: 'customerNote.add', args: { ...args, text: writable(text), note: id('customerNote', randomUUID()) } }),
    'customerNote.pin': (args) => mutate({ name: 'customerNote.pin', args }),
    'customerNote.remove': (args) => mutate({ name: 'customerNote.remove', args }),
  };
}

function togetherRequests(atWork: () => Place | null): Pick<Handlers, Cases> {
  const mutate = mutating(atWork);
  const command = async (asked: Parameters<Place['command']>[0]): Promise<Outcome<null, Failure>> => {
    const answered = (await atWork()?.command(asked)) ?? refused('access.signedOut');
    return answered.ok ? done(null) : answered;
  };
  return {
    'case.link': (args) => mutate({ name: 'case.link', args }),
    'case.merge': (args) => command({ name: 'case.merge', args: { ...args, event: id('message', randomUUID()), told: id('message', randomUUID()) } }),
    'case.part': (args) => command({ name: 'case.part', args: { ...args, event: id('message', randomUUID()) } }),
  };
}

/** What only the server knows, which has the rows of every team. */
function mergeRequests(atWork: () => Place | null): Pick<Handlers, Asked> {
  const ask = serverAsker(atWork);
  const at = (customer: string, rest: string): string => `/customers/${encodeURIComponent(customer)}/${rest}`;
  return {
    'customer.mergePreview': ({ customer, other }) => ask({ method: 'GET', path: at(customer, `merge/${encodeURIComponent(other)}`) }, mergePreview),
    'customer.merge': ({ customer, ...body }) => ask({ method: 'POST', path: at(customer, 'merge'), body: { ...body, merge: id('merge', randomUUID()) } }, z.null()),
    'customer.unmerge': ({ customer, ...body }) => ask({ method: 'POST', path: at(customer, 'unmerge'), body }, z.null()),
    'contacts.shared': () => ask({ method: 'GET', path: '/contacts-shared' }, contactsShared),
    'contacts.share': (body) => ask({ method: 'PUT', path: '/contacts-shared', body }, z.null()),
  };
}
