export type ReadOrigins = { readonly origins: string[]; /** The first line that is no address of a page. */ readonly wrong: string | null };

/** Whatever somebody copies of a shop's page will do: its address, a part of it, or the name alone. */
export function readOrigins(lines: string): ReadOrigins {
  const given = lines.split(/[\s,;]+/).filter((line) => line !== '');
  const read = given.map((line) => ({ line, origin: originOf(line) }));
  const origins = read.flatMap(({ origin }) => origin ?? []);
  return { origins: [...new Set(origins)], wrong: read.find(({ origin }) => origin === null)?.line ?? null };
}

function originOf(line: string): string | null {
  const address = line.includes('://') ? line : `https://${line}`;
  if (!URL.canParse(address)) return null;
  const { protocol, origin, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && (hostname.includes('.') || hostname === 'localhost') && !hostname.startsWith('[') ? origin : null;
}
