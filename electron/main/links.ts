const schemes = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address to hand to the system's browser, or null when it must not be opened. Addresses with a user part are
 * refused: `https://bank.example@evil.example` reads like another host than it opens.
 */
export function openable(address: string): string | null {
  if (/[\p{Cc}\s]/u.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (!schemes.has(url.protocol)) return null;
  if (url.protocol === 'mailto:') return url.href;
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null;
}
