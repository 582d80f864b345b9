/** As our own cleaning writes it; nothing else stands in the HTML of a message. */
const held = /<img [^<>]*?data-held-src="([^"<>]*)"/g;

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&quot;': '"', '&lt;': '<', '&gt;': '>' };

/** The addresses of the pictures that a cleaned mail leaves in the network. */
export function heldPictures(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(held)].map(([, address = '']) => address.replace(/&(?:amp|quot|lt|gt);/g, (entity) => entities[entity] ?? entity)));
}
