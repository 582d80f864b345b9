import { foldQuoted } from '#domain/conversation/quoted-text';
import type { ReadMail } from '#server/channel/email/read-mail';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { linesOf } from './json-lines';

/** One answer with what its author wrote; `loose`: blanks do not count, as in what HTML becomes. */
type Sample = { readonly name: string; readonly own: string; readonly isLoose: boolean } & ({ readonly text: string } | { readonly raw: Buffer });

const line = z.looseObject({ name: z.string().optional(), text: z.string(), own: z.string() });

/**
 * How many answers are cut exactly where their quotations begin. Reads a `.jsonl` file of `text` and `own`, or a folder with what mail
 * programs really sent: a `test.js` that names the first fragment of texts beside it, `standard_replies`, `html_replies`.
 */
export async function countQuotes(place: string, read: (raw: Uint8Array) => Promise<ReadMail | null>): Promise<{ quotes_ok: number; quotes_of: number }> {
  const samples = /\.jsonl(?:\.gz)?$/.test(place) ? ofLines(place) : ofFolder(place);
  const results = [];
  for (const sample of samples) {
    const text = 'text' in sample ? sample.text : ((await read(sample.raw))?.text ?? '');
    results.push(isExact(sample, foldQuoted(text.replaceAll('\r\n', '\n')).own));
  }
  return { quotes_ok: results.filter((exact) => exact).length, quotes_of: results.length };
}

function isExact({ name, own, isLoose }: Sample, found: string): boolean {
  const plain = (text: string): string => (isLoose ? text.replace(/\s+/g, '') : text.replace(/[ \t]+$/gm, '').trim());
  const isSame = plain(own) === plain(found);
  if (!isSame) console.error(`${name}: wanted …${JSON.stringify(plain(own).slice(-80))}, found …${JSON.stringify(plain(found).slice(-120))}`);
  return isSame;
}

function ofLines(file: string): readonly Sample[] {
  return linesOf(file).map((one, index) => {
    const { name, text, own } = line.parse(one);
    return { name: name ?? `line ${index + 1}`, text, own, isLoose: false };
  });
}

function ofFolder(folder: string): readonly Sample[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.toSorted().flatMap((file) => {
    if (basename(file) === 'test.js') return ofAssertions(file);
    if (basename(dirname(file)) === 'standard_replies' && file.endsWith('.eml')) return [ofReply(file)];
    return basename(dirname(file)) === 'html_replies' ? [{ name: file, own: 'Hi. I am fine. Thanks, Alex', isLoose: true, raw: htmlMail(readFileSync(file)) }] : [];
  });
}

function ofReply(file: string): Sample {
  const own = file.replace(/\.eml$/, '_reply_text');
  return { name: file, own: existsSync(own) ? readFileSync(own, 'utf8') : 'Hello', isLoose: false, raw: readFileSync(file) };
}

function htmlMail(html: Buffer): Buffer {
  return Buffer.concat([Buffer.from('From: <alex@customer.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'), html]);
}

/** Each function of the file reads one text and compares its visible beginning with a literal or with the shared constant. */
function ofAssertions(file: string): readonly Sample[] {
  const source = readFileSync(file, 'utf8');
  const shared = literal(/COMMON_FIRST_FRAGMENT = ('(?:[^'\\]|\\[\s\S])*')/.exec(source)?.[1] ?? "''");
  return source.split(/^export function /m).flatMap((body) => {
    const text = join(dirname(file), `${/get_email\("([\w-]+)"\)/.exec(body)?.[1] ?? ''}.txt`);
    const found = /(?:test\.equal\((COMMON_FIRST_FRAGMENT)|test\.(?:equal|deepEqual)\(("(?:[^"\\]|\\.)*"), *(?:reply\.|email\.)?(?:fragments\[0\]|getVisibleText))/.exec(body);
    if (found === null || !existsSync(text)) return [];
    return [{ name: text, own: found[2] === undefined ? shared : literal(found[2]), isLoose: false, text: readFileSync(text, 'utf8') }];
  });
}

function literal(source: string): string {
  const inner = source.slice(1, -1).replace(/\\\n/g, '').replaceAll('\\n', '\n').replaceAll('\\"', '"');
  return inner;
}
