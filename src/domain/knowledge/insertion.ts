import { done, refused, type Outcome } from '#kernel/outcome';
import type { Instant } from '#kernel/instant';
import { isExpired, type ArticleContent, type Fact } from './article';

/** A stored text as it may be put into an answer, or why it may not. */
export type Insertion = Outcome<string, 'article.internal'> | { readonly ok: false; readonly code: 'fact.expired'; readonly fact: Fact } | { readonly ok: false; readonly code: 'fact.absent'; readonly name: string };

const reference = /\[\[([^[\]\n]{1,200})\]\]/gu;

/** Names of the facts that a text stands on, each once. */
export function factsNamed(text: string): readonly string[] {
  return [...new Set([...text.matchAll(reference)].map(([, name = '']) => name.trim()))];
}

/** A stored text with its facts in their places. One expired or missing fact keeps all of it back: half a promise is a wrong one. */
export function withFacts(text: string, facts: readonly Fact[], now: Instant): Insertion {
  const byName = new Map(facts.map((fact) => [keyOf(fact.name), fact]));
  for (const name of factsNamed(text)) {
    const fact = byName.get(keyOf(name));
    if (fact === undefined) return { ok: false, code: 'fact.absent', name };
    if (isExpired(fact, now)) return { ok: false, code: 'fact.expired', fact };
  }
  return done(text.replaceAll(reference, (whole, name: string) => byName.get(keyOf(name.trim()))?.text ?? whole));
}

/** Of the facts that a text stands on, the one that expires first; null where none does. */
export function firstToExpire(text: string, facts: readonly Fact[]): { readonly name: string; readonly validUntil: Instant } | null {
  const named = new Set(factsNamed(text).map(keyOf));
  const expiring = facts.flatMap(({ name, validUntil }) => (validUntil !== null && named.has(keyOf(name)) ? [{ name, validUntil }] : []));
  return expiring.toSorted((one, other) => one.validUntil - other.validUntil)[0] ?? null;
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

/** A part of an article on its way into a text. What is for colleagues alone goes into notes, never to a customer. */
export function insertable(text: string, { facts, audience }: Pick<ArticleContent, 'facts' | 'audience'>, { into, now }: { readonly into: 'reply' | 'note'; readonly now: Instant }): Insertion {
  if (into === 'reply' && audience === 'staff') return refused('article.internal');
  return withFacts(text, facts, now);
}

export type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'fact'; readonly name: string; readonly fact: Fact | undefined };

/** A text taken apart at the facts that it names. */
export function piecesOf(text: string, facts: readonly Fact[]): readonly Piece[] {
  const byName = new Map(facts.map((fact) => [keyOf(fact.name), fact]));
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: whole, 1: name = '', index } of text.matchAll(reference)) {
    if (index > end) pieces.push({ kind: 'text', text: text.slice(end, index) });
    pieces.push({ kind: 'fact', name: name.trim(), fact: byName.get(keyOf(name.trim())) });
    end = index + whole.length;
  }
  return end < text.length ? [...pieces, { kind: 'text', text: text.slice(end) }] : pieces;
}
