import { classifierOf, type Classifier } from '#domain/matching/classifier';
import { foldsOf } from '#domain/matching/folds';
import { borderOf, learn, type Bounds, type Learned, type Trial } from '#domain/matching/learned';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { median, percentile } from './figures';
import { linesOf } from './json-lines';

const line = z.object({ text: z.string(), label: z.string(), part: z.string().optional() });
type Line = z.infer<typeof line>;

/** What counts as outside of everything that was taught. */
export function isOutside({ part = '', label }: Pick<Line, 'label' | 'part'>): boolean {
  return part.startsWith('oos') || /^(?:oos|out[ _-]?of[ _-]?scope)$/i.test(label);
}

/** The classifier answers 95 of 100 texts of what it was taught, whatever else it answers. */
const bounds: Bounds = { answered: 0.95, right: 0, strangers: 1 };
const seed = 1;

export type IntentBench = { readonly train: string | undefined; readonly test: string | undefined; readonly folds: number; readonly runs: number };

/**
 * Teaches the matcher that the bot and the suggestions share, and asks it what it was not taught: the lines of `--test`, or each of
 * five parts of `--train` after the four others (`--folds`). What is named out of scope is never taught. Times are medians of the
 * trainings, the border of "none of these" included; `train_cpu_s` leaves out what others on the machine took. `model_bytes`: of the
 * trained model as it goes between threads, gzipped; it is asked after it was read from them.
 */
export async function benchIntent({ train, test, folds, runs }: IntentBench): Promise<Record<string, number>> {
  if (train === undefined) throw new Error('--train FILE [--test FILE | --folds 5]');
  const lines = linesOf(train).map((one) => line.parse(one));
  const parts = foldsOf(lines.map(({ label }) => label), { folds, seed });
  const rounds: readonly Round[] =
    test === undefined
      ? Array.from({ length: folds }, (_one, part) => ({ taught: lines.filter((_line, place) => parts[place] !== part), asked: lines.filter((one, place) => isOutside(one) || parts[place] === part) }))
      : Array.from({ length: runs }, () => ({ taught: lines, asked: linesOf(test).map((one) => line.parse(one)) }));
  const results: readonly Result[] = rounds.map(playedAndTold);
  // With a test file, every round asks the same.
  const [asked, times] = [test === undefined ? results : results.slice(0, 1), results];
  const inside = asked.flatMap((result) => result.inside);
  return {
    cases: inside.length,
    top1: share(inside, ({ place }) => place === 0),
    top3: share(inside, ({ place }) => place >= 0 && place < 3),
    ...outsideOf(asked),
    model_bytes: median(times.map(({ bytes }) => bytes)),
    train_s: median(times.map(({ seconds }) => seconds)),
    train_cpu_s: median(times.map(({ cpuSeconds }) => cpuSeconds)),
    p95_ms: median(times.map(({ took }) => percentile(took, 0.95))),
  };
}

type Round = { readonly taught: readonly Line[]; readonly asked: readonly Line[] };
/** `place`: of the right label among the first three; -1 where it is not among them. */
type Asked = Trial & { readonly place: number };
type Result = { readonly inside: readonly Asked[]; readonly outside: readonly Asked[]; readonly border: number; readonly bytes: number; readonly seconds: number; readonly cpuSeconds: number; readonly took: readonly number[] };

function playedAndTold(round: Round, place: number): Result {
  const result = played(round);
  console.log(`${place + 1}: ${result.seconds.toFixed(1)} s, ${(share(result.inside, (one) => one.place === 0) * 100).toFixed(2)} % of ${result.inside.length}`);
  return result;
}

function played({ taught, asked }: Round): Result {
  const examples = taught.filter((one) => !isOutside(one));
  const [began, before] = [performance.now(), process.cpuUsage()];
  const learned = learn({ examples, seed }, bounds);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  const bytes = gzipSync(serialize(learned));
  // checked: the very object that was written a line before.
  const read = deserialize(gunzipSync(bytes)) as Learned;
  const classifier = classifierOf(read.model);
  const took: number[] = [];
  const ask = (one: Line): Asked => asking(classifier, one, took);
  return { inside: asked.filter((one) => !isOutside(one)).map(ask), outside: asked.filter(isOutside).map(ask), border: read.border, bytes: bytes.length, seconds, cpuSeconds: (user + system) / 1_000_000, took };
}

function asking(classifier: Classifier, { text, label, part }: Line, took: number[]): Asked {
  const began = performance.now();
  const { ranked, certainty } = classifier.read(text, 3);
  took.push(performance.now() - began);
  const place = ranked.findIndex((one) => one.label === label);
  return { place, certainty, came: isOutside({ label, part }) ? 'stranger' : place === 0 ? 'right' : 'wrong' };
}

/**
 * Refused of what is outside: at the border that lets exactly 95 of 100 inside be answered, and at the border that was found in
 * training, with what share inside that one answers.
 */
function outsideOf(results: readonly Result[]): Record<string, number> {
  const [inside, outside] = [results.flatMap((one) => one.inside), results.flatMap((one) => one.outside)];
  const own = (pick: 'inside' | 'outside', isAnswered: boolean): number => share(results.flatMap((one) => one[pick].map(({ certainty }) => certainty >= one.border)), (answered) => answered === isAnswered);
  const answered = { answered_at_border: own('inside', true), right_of_answered: share(results.flatMap((one) => one.inside.filter(({ certainty }) => certainty >= one.border)), ({ came }) => came === 'right') };
  if (outside.length === 0) return answered;
  const border = borderOf(inside, bounds);
  return { oos: outside.length, oos_refused_at_95: share(outside, ({ certainty }) => certainty < border), oos_refused_at_border: own('outside', false), ...answered };
}

function share<One>(list: readonly One[], is: (one: One) => boolean): number {
  return list.length === 0 ? 0 : list.filter(is).length / list.length;
}
