import { older, olderQuestion, type Older } from '#contract/search';
import { onBehalf } from '#db/central/behalf';
import type { Central } from '#db/central/open';
import { conversationsOfCases, searchMessages, wordsAsked, type SearchedConversation, type SearchedMessage } from '#db/central/search';
import { excerptOf } from '#domain/search/excerpt';
import { readFor } from '#domain/search/marks';
import { readQuery, type SearchQuery, type Term } from '#domain/search/query';
import { plainWords } from '#domain/search/words';
import { minute, day } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { searchable } from '#kernel/text';
import { setImmediate } from 'node:timers/promises';
import type { SignedIn } from '../access/sessions';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { bodyInput, personRoute, type Route } from '../route';
import { lettersRead } from './reading';

/** The newest that have the words, of which filters leave some. */
const candidates = 200;
const mostShown = 20;
const excerptLength = 180;
const readAtOnce = 5;
/** Of one process. Each may hold one of its few connections for seconds, and the work of people needs the others. */
const mostAtOnce = 4;

type Weighed = { readonly message: SearchedMessage; readonly weight: number };

/** Search in what copies do not hold, within the person's teams. The question is a body: an address would stand in logs. */
export function searchRoute(db: Central): Route {
  let underWay = 0;
  return personRoute({
    method: 'POST',
    path: '/search',
    access: { for: 'people', roles: 'any' },
    rate: { per: 'session', burst: 20, perSecond: 1 },
    audit: 'read',
    input: bodyInput(olderQuestion),
    output: older,
    handle: async ({ input: { body } }, who) => {
      const query = readQuery(body.text, body.today);
      if (query.terms.length === 0) return done({ conversations: [], messages: [], more: false });
      const beginOf = (at: number | null, otherwise: number): number => (at === null ? otherwise : at * day - body.zone * minute);
      const asked = {
        asked: wordsAsked(query.terms),
        from: beginOf(query.filters.after, 0),
        to: beginOf(query.filters.before, Number.MAX_SAFE_INTEGER),
        most: candidates,
        letters: lettersRead,
      };
      if (underWay >= mostAtOnce) return refused('request.tooMany');
      underWay += 1;
      const searching = onBehalf(db, behalfOf(who), async (tx) => ({
        conversations: await conversationsOfCases(tx, within(who), query.numbers),
        messages: await searchMessages(tx, within(who), asked),
      }));
      const { conversations, messages } = await searching.finally(() => (underWay -= 1));
      return messages === null ? refused('search.tooBroad') : done(await answerOf(who, query, { conversations, messages }));
    },
  });
}

type Found = { readonly conversations: readonly SearchedConversation[]; readonly messages: readonly SearchedMessage[] };

async function answerOf(who: SignedIn, query: SearchQuery, found: Found): Promise<Older> {
  const { terms } = query;
  const best = (await readOf(found.messages.filter((message) => fits(message, query, who)), terms)).toSorted((one, other) => other.weight - one.weight);
  return {
    conversations: found.conversations.map(({ subject, customer, ...hit }) => ({ ...hit, subject: { text: subject, marks: [] }, customer: { text: customer, marks: [] } })),
    messages: best.slice(0, mostShown).map(({ message: { id, conversation, at, author, kind, customer, subject, channel, place, text } }) => ({
      id, conversation, at, author, kind, customer, subject, channel, place, excerpt: excerptOf(text, readFor(text, terms).marks, excerptLength),
    })),
    more: best.length > mostShown || found.messages.length === candidates,
  };
}

/** Those that have what was asked for. Two hundred long mails take this process a second: others are served in between. */
async function readOf(messages: readonly SearchedMessage[], terms: readonly Term[]): Promise<readonly Weighed[]> {
  const read: Weighed[] = [];
  for (const [place, message] of messages.entries()) {
    if (place % readAtOnce === readAtOnce - 1) await setImmediate();
    if (hasAll(message, terms)) read.push({ message, weight: readFor(textOf(message), terms).weight });
  }
  return read;
}

function textOf({ author, text }: SearchedMessage): string {
  return `${text}\n${author}`;
}

/** The index knows that words are there, not where: a phrase is looked for in the text. Names of files it knows alone. */
function hasAll(message: SearchedMessage, terms: readonly Term[]): boolean {
  const phrases = terms.filter(({ ways }) => ways.every(({ words }) => words.length > 1));
  return phrases.every((term) => readFor(textOf(message), [term]).marks.length > 0);
}

/** What the words of the index do not say. */
function fits(message: SearchedMessage, { filters }: SearchQuery, who: SignedIn): boolean {
  const states = { open: !isFinished(message), closed: isFinished(message), waiting: message.status === 'waiting', snoozed: message.status === 'snoozed', mine: message.assignee === who.actor.person };
  const carried = new Set([...message.tags, searchable(message.topic)]);
  return (
    filters.from.every((name) => isNamed(message.author, name)) &&
    filters.to.every((name) => message.kind === 'outbound' && isNamed(message.customer, name)) &&
    (filters.channels.length === 0 || filters.channels.includes(message.channel)) &&
    filters.is.every((is) => states[is]) &&
    (!filters.hasFile || message.files) &&
    (filters.cases.length === 0 || filters.cases.includes(message.number)) &&
    filters.tags.every((tag) => carried.has(tag))
  );
}

function isFinished({ status }: SearchedMessage): boolean {
  return status === 'resolved' || status === 'closed';
}

function isNamed(name: string, asked: string): boolean {
  const words = plainWords(name);
  return plainWords(asked).every((word) => words.some((part) => part.startsWith(word)));
}
