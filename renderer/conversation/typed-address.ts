import { isPlainAddress, type Recipients } from '#domain/conversation/recipients';

/** An address as it was typed or pasted, with its name or without, in the form that leaves; what is no address stays as it stands, to be mended. */
export function typedAddress(text: string): string {
  const bare = (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().replace(/^mailto:/i, '');
  const at = bare.lastIndexOf('@');
  const plain = `${bare.slice(0, at).toLowerCase()}@${asciiDomain(bare.slice(at + 1))}`;
  return at > 0 && isPlainAddress(plain) ? plain : bare;
}

/** Domains in other scripts travel in ASCII. */
function asciiDomain(domain: string): string {
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain;
}

/** Each address once over all fields, where it was named first. */
export function eachOnce({ to, cc, bcc }: Recipients): Recipients {
  const seen = new Set<string>();
  const fresh = (all: readonly string[]): readonly string[] =>
    all.map(typedAddress).filter((address) => {
      const isFresh = address !== '' && !seen.has(address);
      seen.add(address);
      return isFresh;
    });
  return { to: fresh(to), cc: fresh(cc), bcc: fresh(bcc) };
}
