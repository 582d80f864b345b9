import { parseArgs } from 'node:util';
import { benchBot } from './bot';
import { benchCache } from './cache';
import { benchChannels } from './channels';
import { benchDesk } from './desk';
import { rounded } from './figures';
import { benchImport } from './import';
import { benchIntent, type IntentBench } from './intent';
import { benchLoad } from './load';
import { benchMail, type MailBench } from './mail';
import { benchOrder } from './order';
import { benchReplicate } from './replicate';
import { benchSanitise } from './sanitise';
import { benchSuggest, type SuggestBench } from './suggest';
import { benchWidget } from './widget';

type Options = { readonly only: string | undefined; readonly runs: number; readonly seconds: number | null; readonly rows: number; readonly vectors: string | undefined; readonly intents: string | undefined } & MailBench & SuggestBench & IntentBench;

/**
 * `npm run bench -- NAME`: its last line is one JSON object with the figures, each the median of `--runs` runs. A bench of
 * several parts takes the name of one of them after its own; those that last as long as one likes take `--seconds`.
 */
const benches: Readonly<Record<string, (options: Options) => Promise<Record<string, number>>>> = {
  bot: benchBot,
  cache: benchCache,
  channels: benchChannels,
  desk: benchDesk,
  replicate: benchReplicate,
  order: ({ runs, seconds }) => benchOrder({ runs, seconds: seconds ?? 5 }),
  // Five folds are five trainings already; with a test file one is enough for all but the times.
  intent: (options) => benchIntent({ ...options, runs: values.runs === undefined ? 1 : options.runs }),
  import: ({ rows }) => benchImport({ rows }),
  load: ({ seconds }) => benchLoad({ seconds: seconds ?? 600 }),
  mail: benchMail,
  suggest: benchSuggest,
  widget: benchWidget,
  sanitise: ({ vectors }) => benchSanitise(vectors),
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { rows: { type: 'string' }, runs: { type: 'string' }, seconds: { type: 'string' }, corpus: { type: 'string' }, expected: { type: 'string' }, quotes: { type: 'string' }, vectors: { type: 'string' }, intents: { type: 'string' }, kb: { type: 'string' }, train: { type: 'string' }, test: { type: 'string' }, folds: { type: 'string' } } });
const bench = benches[positionals[0] ?? ''];
if (bench === undefined) {
  console.error(`npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 2;
} else {
  const figures = await bench({ only: positionals[1], rows: Number(values.rows ?? 1_000_000), runs: Number(values.runs ?? 5), seconds: values.seconds === undefined ? null : Number(values.seconds), corpus: values.corpus, expected: values.expected, quotes: values.quotes, vectors: values.vectors, intents: values.intents, kb: values.kb, train: values.train, test: values.test, folds: Number(values.folds ?? 5) });
  console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value, 4)]))));
}
