import type { ReadMail } from '#server/channel/email/read-mail';
import { z } from 'zod';
import { linesOf } from './json-lines';

const expectation = z.looseObject({
  name: z.string(),
  from_email: z.string().optional(),
  from_display_name: z.string().optional(),
  subject: z.string().optional(),
  content_type: z.string().optional(),
});
type Expectation = z.infer<typeof expectation>;

export function expectedHeaders(file: string): readonly Expectation[] {
  return linesOf(file).map((line) => expectation.parse(line));
}

/** How many of the expected fields are met; each field of each mail counts. White space at the ends and doubled does not. */
export function countHeaders(expected: readonly Expectation[], mailOf: (name: string) => ReadMail | undefined): { headers_ok: number; headers_of: number } {
  const results = expected.flatMap((one) => {
    const mail = mailOf(one.name);
    return mail === undefined ? [] : fieldsOf(one, mail).map(([field, wanted, found]) => met(`${one.name} ${field}`, wanted, found));
  });
  return { headers_ok: results.filter((isMet) => isMet).length, headers_of: results.length };
}

function fieldsOf(one: Expectation, mail: ReadMail): readonly (readonly [string, string, string])[] {
  const found = { from_email: mail.from.address ?? '', from_display_name: mail.from.name, subject: mail.subject, content_type: mail.html === null ? 'text/plain' : 'text/html' };
  const fields = ['from_email', 'from_display_name', 'subject', 'content_type'] as const;
  return fields.flatMap((field) => (one[field] === undefined ? [] : [[field, one[field], found[field]] as const]));
}

function met(what: string, wanted: string, found: string): boolean {
  const isMet = plain(wanted, what) === plain(found, what);
  if (!isMet) console.error(`${what}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
  return isMet;
}

/** Addresses are compared as the product keeps them. */
function plain(text: string, what: string): string {
  const single = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return what.endsWith('from_email') ? single.toLowerCase() : single;
}
