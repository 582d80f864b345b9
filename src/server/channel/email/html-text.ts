/** Elements that stand on lines of their own. */
const blocks = new Set(['blockquote', 'br', 'center', 'dd', 'div', 'dl', 'dt', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'table', 'tr', 'ul']);

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The text of HTML that `cleanHtml` made: well-formed, and no other entities than four. */
export function htmlText(clean: string): string {
  const pieces = clean.split(/(<[^>]*>)/).map((piece) => (piece.startsWith('<') ? separator(piece) : words(piece)));
  return pieces
    .join('')
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function words(piece: string): string {
  return piece.replace(/\s+/g, ' ').replace(/&(lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity);
}

function separator(tag: string): string {
  const name = /^<\/?([a-z0-9]+)/.exec(tag)?.[1] ?? '';
  if (name === 'td' || name === 'th') return ' ';
  const opensParagraph = name === 'p' && !tag.startsWith('</');
  if (opensParagraph) return '\n\n';
  return blocks.has(name) ? '\n' : '';
}
