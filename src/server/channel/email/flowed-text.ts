/**
 * Text whose lines end in a blank goes on in the next line (RFC 3676), but only within one depth of quotation: an answer
 * that stands right below a quotation is no part of it. The parser does not know that, so it is told of no flow.
 */
const label = /format\s*=\s*"?flowed"?/gi;

/** The header fields of the text stand within these bytes of every mail that a person writes. */
const longestLook = 64 * 1024;

export function withoutFlow(raw: Uint8Array): { readonly raw: Uint8Array; readonly isFlowed: boolean } {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, longestLook)).toString('latin1');
  if (!new RegExp(label).test(start)) return { raw, isFlowed: false };
  return { raw: Buffer.concat([Buffer.from(start.replace(label, 'format=fixed'), 'latin1'), raw.subarray(longestLook)]), isFlowed: true };
}

/** Joins what flows. The line above a signature ends in a blank, too, and flows nowhere. */
export function joinedFlow(text: string): string {
  const pieces: string[] = [];
  let above: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const flows: boolean = above !== null && above.endsWith(' ') && !isSignatureRule(above) && !isSignatureRule(line) && depthOf(above) === depthOf(line);
    if (above !== null && !flows) pieces.push('\n');
    pieces.push(flows ? unquoted(line) : line);
    above = line;
  }
  return pieces.join('');
}

function isSignatureRule(line: string): boolean {
  return unquoted(line).trimStart() === '-- ';
}

function depthOf(line: string): number {
  return /^>*/.exec(line)?.[0].length ?? 0;
}

function unquoted(line: string): string {
  return line.replace(/^>+ ?/, '');
}
