import { benchDesk } from './desk';
import { benchReplicate } from './replicate';

/**
 * `npm run bench -- NAME`: its last line is one JSON object with the figures, each the median of five runs. A bench of
 * several parts takes the name of one of them after its own.
 */
const benches: Readonly<Record<string, (only: string | undefined) => Promise<Record<string, number>>>> = { desk: benchDesk, replicate: benchReplicate };

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench === undefined) {
  console.error(`npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 2;
} else {
  const figures = await bench(process.argv[3]);
  console.log(JSON.stringify(figures));
}
