export type TextPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'link'; readonly text: string; readonly address: string };

const webAddress = /https?:\/\/[^\s<>"'«»“”]+/gi;
/** Characters that end a sentence rather than an address. */
const sentenceEnd = /[.,:;!?…]+$/;

/** Cuts a plain text into words and web addresses. Only http and https become links; everything else stays text. */
export function linkText(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(webAddress)) {
    const shown = withoutTail(found[0]);
    const address = webHref(shown);
    if (address === null) continue;
    if (found.index > from) parts.push({ kind: 'text', text: text.slice(from, found.index) });
    parts.push({ kind: 'link', text: shown, address });
    from = found.index + shown.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function withoutTail(found: string): string {
  const shown = found.replace(sentenceEnd, '');
  const opensBracket = shown.includes('(');
  return !opensBracket && shown.endsWith(')') ? withoutTail(shown.slice(0, -1)) : shown;
}

/** Null for what only looks like an address, and for one that carries a name and password to disguise its host. */
function webHref(shown: string): string | null {
  if (!URL.canParse(shown)) return null;
  const { protocol, href, username, hostname } = new URL(shown);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && username === '' && hostname !== '' ? href : null;
}
