/** What one mail may make the parser do. Sizes in bytes, times in milliseconds. */
export const mailLimits = {
  maxNestingDepth: 50,
  maxHeadersSize: 256 * 1024,
  /** A mail inside a mail stays an attachment. */
  forceRfc822Attachments: true,
} as const;

export const mostParts = 1000;
export const longestReading = 5000;
export const workerMemoryMegabytes = 256;

/** Largest mail that the door takes in. */
export const largestMail = 25 * 1024 * 1024;

/** Counts the delimiter lines of a mail, an upper bound of its parts, in one pass and without building anything. */
export function partsIn(raw: Uint8Array): number {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const delimiters = delimitersIn(bytes);
  if (delimiters.size === 0) return 1;
  let parts = 0;
  for (let at = bytes.indexOf('\n--'); at !== -1 && parts <= mostParts; at = bytes.indexOf('\n--', at + 3)) {
    const line = bytes.toString('latin1', at + 1, at + 1 + longestDelimiter);
    if (delimiters.has(/^[^\r\n]*/.exec(line)?.[0].trimEnd() ?? '')) parts += 1;
  }
  return parts;
}

/** RFC 2046 allows 70 characters; two dashes stand before them. */
const longestDelimiter = 80;

function delimitersIn(bytes: Buffer): ReadonlySet<string> {
  const delimiters = new Set<string>();
  for (let at = bytes.indexOf('boundary', 0, 'latin1'); at !== -1; at = bytes.indexOf('boundary', at + 8, 'latin1')) {
    const field = bytes.toString('latin1', at, at + 200);
    const found = /^boundary[^=]{0,4}=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/.exec(field);
    const boundary = found?.[1] ?? found?.[2];
    if (boundary !== undefined) delimiters.add(`--${boundary}`);
    if (delimiters.size > mostParts) return delimiters;
  }
  return delimiters;
}
