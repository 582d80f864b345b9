import { gramsOf } from '../matching/grams';
import { redacted, type Named } from './redacted';

/** A message of a finished conversation, oldest first. */
export type Said = { readonly by: 'customer' | 'agent'; readonly text: string };

export type Exchange = { readonly question: string; readonly reply: string };

const [shortestQuestion, longestQuestion] = [6, 1000];
const [shortestReply, longestReply] = [30, 1500];
/** A reply that repeats more of the customer's own words than this may carry what an outside person wrote. */
const mostRepeated = 0.6;

/**
 * What a customer asked first and what they were answered, without what points to a person; null where there is nothing to learn.
 * A reply that repeats the customer at length is left out: what an outside person wrote must never come back as our answer.
 */
export function exchangeOf(said: readonly Said[], named: Named): Exchange | null {
  const asks = said.findIndex(({ by }) => by === 'customer');
  const answered = said.findIndex(({ by, text }, place) => by === 'agent' && place > asks && text.trim().length >= shortestReply);
  if (asks < 0 || answered < 0) return null;
  const words = said.slice(asks, answered).flatMap(({ by, text }) => (by === 'customer' ? [text.trim()] : [])).join('\n').slice(0, longestQuestion);
  const reply = (said[answered]?.text ?? '').trim();
  if (words.length < shortestQuestion || reply.length > longestReply || repeats(reply, words)) return null;
  return { question: redacted(words, named), reply: redacted(reply, named) };
}

const longestEcho = 40;

function repeats(reply: string, words: string): boolean {
  const [ours, theirs] = [plain(reply), plain(words)];
  for (let from = 0; from + longestEcho <= theirs.length; from += longestEcho / 2) if (ours.includes(theirs.slice(from, from + longestEcho))) return true;
  const [own, other] = [gramsOf(reply), gramsOf(words)];
  let common = 0;
  for (const gram of own.keys()) if (other.has(gram)) common += 1;
  return common / Math.max(1, own.size) > mostRepeated;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
}
