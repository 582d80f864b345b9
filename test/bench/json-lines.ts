import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The objects of a `.jsonl` or `.jsonl.gz` file. */
export function linesOf(file: string): readonly unknown[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line): readonly unknown[] => (line.trim() === '' ? [] : [JSON.parse(line)]));
}
