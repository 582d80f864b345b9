import { openCache } from '#db/cache/open';
import { addPrecedents, precedentsLike, type PrecedentRow } from '#db/cache/precedents';
import type { SqliteFile } from '#db/cache/sqlite';
import { candidatesFor, type Candidate } from '#domain/suggestion/evidence';
import { learnGate, learnWeights, type Lesson } from '#domain/suggestion/learn';
import { chanceOf, firstModel, scored, type Model } from '#domain/suggestion/model';
import { worthShowing } from '#domain/suggestion/suggest';
import type { Passage } from '#domain/suggestion/passage';
import { PassageIndex } from '#domain/suggestion/passage-index';
import { shuffler } from '#domain/matching/shuffle';
import { id } from '#kernel/id';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from './figures';
import { casesOf, passagesOf, type Case } from './suggest-files';

export type SuggestBench = { readonly kb: string | undefined; readonly train: string | undefined; readonly test: string | undefined };

const folds = 5;
const foldSeed = 1;
const storedReplies = 100_000;
const precedentsAsked = 40;
const team = id('team', 'bench');

/** `rank`: the place of a right answer among what would be shown, from 0; null where there is none. `exact`: of the very entry that the case names. */
type Result = { readonly rank: number | null; readonly exact: number | null; readonly chance: number };

/**
 * The shipped engine over a foreign knowledge base and its cases: retrieval, evidence, learned weights, gate and variety. What is
 * learned is learned from the training cases alone; without a file of test cases, each fifth of the training cases is asked of the
 * engine that learned from the other four. An entry with the same answer text as the one named is as right.
 */
export async function benchSuggest({ kb, train, test }: SuggestBench): Promise<Record<string, number>> {
  if (kb === undefined || train === undefined) throw new Error('npm run bench -- suggest --kb FILE --train FILE [--test FILE]');
  const passages = passagesOf(kb);
  const cases = casesOf(train);
  const rounds = test === undefined ? crossed(cases) : [{ taught: cases, asked: casesOf(test) }];
  const results: Result[] = [];
  let last: Model = firstModel;
  for (const round of rounds) {
    const { model, found } = await asked(passages, round);
    results.push(...found);
    last = model;
  }
  const times = await timed({ passages, cases, questions: rounds.flatMap((round) => round.asked), model: last });
  const hit = (most: number, of: 'rank' | 'exact' = 'rank'): number => results.filter((one) => (one[of] ?? Number.POSITIVE_INFINITY) < most).length / results.length;
  const sure = results.toSorted((one, other) => other.chance - one.chance).slice(0, Math.round(results.length / 2));
  const shown = results.filter(({ chance }) => chance >= last.gate.least);
  const ofThree = (some: readonly Result[], of: 'rank' | 'exact' = 'rank'): number => some.filter((one) => (one[of] ?? 3) < 3).length / Math.max(1, some.length);
  console.log(JSON.stringify({ weights: last.weights, gate: last.gate }));
  console.log(`the very entry: hit1 ${hit(1, 'exact').toFixed(3)}, hit3 ${hit(3, 'exact').toFixed(3)}, half coverage ${ofThree(sure, 'exact').toFixed(3)}; with the gate: ${((100 * shown.length) / results.length).toFixed(0)} % shown, right among three ${ofThree(shown).toFixed(3)}, expected ${(shown.reduce((sum, { chance }) => sum + chance, 0) / Math.max(1, shown.length)).toFixed(3)}`);
  return { cases: results.length, hit1: hit(1), hit3: hit(3), hit5: hit(5), mrr: results.reduce((sum, { rank }) => sum + (rank === null ? 0 : 1 / (rank + 1)), 0) / results.length, half_coverage_any3: ofThree(sure), p50_ms: percentile(times, 0.5), p95_ms: percentile(times, 0.95) };
}

type Round = { readonly taught: readonly Case[]; readonly asked: readonly Case[] };

function crossed(cases: readonly Case[]): readonly Round[] {
  const order = Int32Array.from(cases, (_one, place) => place);
  shuffler(foldSeed)(order, order.length);
  const foldOf = new Map([...order].map((place, at) => [place, at % folds]));
  return Array.from({ length: folds }, (_one, fold) => ({ taught: cases.filter((_case, place) => foldOf.get(place) !== fold), asked: cases.filter((_case, place) => foldOf.get(place) === fold) }));
}

async function asked(passages: readonly Passage[], { taught, asked: questions }: Round): Promise<{ readonly model: Model; readonly found: readonly Result[] }> {
  const engine = await openEngine(passages, taught.map(precedentOf));
  try {
    const lessons: Lesson[] = [];
    for (const one of taught) lessons.push({ candidates: await engine.candidates(one.text, one), right: engine.sameAs(one.answer), weight: 1 });
    const weights = learnWeights(lessons, firstModel.weights);
    const model: Model = { name: 'bench', weights, gate: learnGate(lessons, { weights, gate: firstModel.gate }) };
    const found: Result[] = [];
    for (const one of questions) found.push(resultOf(await engine.candidates(one.text, null), { one, model, same: engine.sameAs(one.answer) }));
    return { model, found };
  } finally {
    await engine.close();
  }
}

function resultOf(candidates: readonly Candidate[], { one, model, same }: { readonly one: Case; readonly model: Model; readonly same: ReadonlySet<string> }): Result {
  const ranked = scored(candidates, model);
  const shown = worthShowing(ranked, 10);
  const placeOf = (isRight: (key: string) => boolean): number | null => {
    const place = shown.findIndex(({ passage }) => isRight(passage.key));
    return place < 0 ? null : place;
  };
  return { rank: placeOf((key) => same.has(key)), exact: placeOf((key) => key === one.answer), chance: chanceOf(ranked[0]?.share ?? 0, model.gate) };
}

type Engine = {
  /** `left`: the training case that is asked about itself and must not answer. */
  readonly candidates: (question: string, left: Case | null) => Promise<readonly Candidate[]>;
  readonly sameAs: (key: string) => ReadonlySet<string>;
  readonly close: () => Promise<void>;
};

async function openEngine(passages: readonly Passage[], precedents: readonly PrecedentRow[]): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-suggest-'));
  const { file } = await openCache(join(folder, 'cache.db'), id('person', 'bench'));
  await fill(file, precedents);
  const index = new PassageIndex();
  for (const passage of passages) index.add(passage);
  const used = new Map<string, number>();
  for (const { answer } of precedents) if (answer !== null) used.set(answer, (used.get(answer) ?? 0) + 1);
  const byText = new Map<string, string[]>();
  for (const { key, text } of passages) byText.set(plain(text), [...(byText.get(plain(text)) ?? []), key]);
  return {
    candidates: async (question, left) => {
      const found = await precedentsLike(file.read, { question, team, most: precedentsAsked });
      const others = left === null ? found : found.filter((row) => row.question !== left.text || row.answer !== left.answer);
      return candidatesFor({
        question,
        index,
        precedents: others.map(({ question: before, answer, reply, conversation, at }) => ({ question: before, answer: answer ?? { key: conversation, source: 'past', group: conversation, title: before, text: reply, tags: [], updatedAt: at } })),
        known: { used: (key) => (used.get(key) ?? 0) - (left?.answer === key ? 1 : 0), accepted: () => 0 },
      });
    },
    sameAs: (key) => new Set([key, ...(byText.get(plain(passages.find((one) => one.key === key)?.text ?? '')) ?? [])]),
    close: async () => {
      await file.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

async function fill(file: SqliteFile, precedents: readonly PrecedentRow[]): Promise<void> {
  for (let from = 0; from < precedents.length; from += 1000) await file.write((tx) => addPrecedents(tx, precedents.slice(from, from + 1000)));
}

function precedentOf({ text, reply, answer }: Case, place: number): PrecedentRow {
  return { conversation: id('conversation', String(place)), team, question: text, reply, answer, at: place };
}

type Timing = { readonly passages: readonly Passage[]; readonly cases: readonly Case[]; readonly questions: readonly Case[]; readonly model: Model };

/** The way of one question beside many stored replies: halves of two questions joined, so that they are different and alike at once. */
async function timed({ passages, cases, questions, model }: Timing): Promise<readonly number[]> {
  const halves = cases.map(({ text }) => text.split(' ')).map((words) => [words.slice(0, Math.ceil(words.length / 2)).join(' '), words.slice(Math.ceil(words.length / 2)).join(' ')] as const);
  const many = Array.from({ length: storedReplies }, (_one, place): PrecedentRow => {
    const [one, other] = [place % cases.length, Math.floor(place / cases.length + place * 7) % cases.length];
    return { conversation: id('conversation', String(place)), team, question: `${halves[one]?.[0] ?? ''} ${halves[other]?.[1] ?? ''}`, reply: cases[other]?.reply ?? '', answer: place % 2 === 0 ? (cases[one]?.answer ?? null) : null, at: place };
  });
  const engine = await openEngine(passages, many);
  try {
    const times: number[] = [];
    for (const { text } of questions) {
      const began = performance.now();
      worthShowing(scored(await engine.candidates(text, null), model), 3);
      times.push(performance.now() - began);
    }
    return times;
  } finally {
    await engine.close();
  }
}
