import { benchDesk } from './desk';
import { benchReplicate } from './replicate';

/** `npm run bench -- NAME`: its last line is one JSON object with the figures, each the median of five runs. */
const benches: Readonly<Record<string, () => Promise<Record<string, number>>>> = { desk: benchDesk, replicate: benchReplicate };

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench === undefined) {
  console.error(`npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 2;
} else {
  const figures = await bench();
  console.log(JSON.stringify(figures));
}
